import type { ControlView, ErrorSummaryView, LinkView } from '../../core/view-types.js';

/** `pages/list-choices`: which columns a list has, and the filters kept for it. */
export interface ListChoicesPageView {
  readonly back: LinkView;
  readonly title: string;
  readonly errors?: ErrorSummaryView;
  readonly columns: {
    readonly action: string;
    readonly isChosen: boolean;
    readonly boxes: readonly { readonly name: string; readonly label: string; readonly isOn: boolean }[];
  };
  readonly views: {
    readonly action: string;
    readonly removeAction: string;
    readonly items: readonly (LinkView & { readonly id: number; readonly removeLabel: string })[];
    /** Present where the visitor comes from a list with a filter. */
    readonly keep?: { readonly query: string; readonly parts: readonly string[]; readonly name: ControlView };
  };
}
