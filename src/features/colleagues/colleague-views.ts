import type { MessageView, StatusStyle } from '../../core/view-types.js';

/** `pages/colleagues`: a company's contacts as their manager sees them. */
export interface ColleaguesPageView {
  readonly title: string;
  readonly lead: string;
  /** How many more may be invited, where there is a limit. */
  readonly free?: string;
  /** Why something was refused. */
  readonly error?: MessageView;
  readonly people: readonly {
    readonly name: string;
    readonly detail: string;
    readonly state: { readonly text: string; readonly style: StatusStyle; readonly icon: string };
    readonly actions: readonly {
      readonly href: string;
      readonly text: string;
      /** Says whom too. */
      readonly label: string;
      readonly icon: string;
    }[];
  }[];
}
