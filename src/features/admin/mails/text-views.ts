import type { ControlView, ErrorSummaryView, LinkView, MessageView } from '../../../core/view-types.js';

/** `pages/admin/mail-texts`: every mail in every language. */
export interface MailTextsPageView {
  readonly back: LinkView;
  readonly languages: readonly { readonly code: string; readonly name: string }[];
  readonly rows: readonly {
    readonly name: string;
    /** Empty: none. */
    readonly note: string;
    readonly cells: readonly {
      readonly href: string;
      readonly label: string;
      readonly code: string;
      readonly isChanged: boolean;
    }[];
  }[];
}

/** `pages/admin/mail-text`: one mail in one language. */
export interface MailTextPageView {
  readonly back: LinkView;
  readonly title: string;
  readonly lead: string;
  readonly languages: readonly (LinkView & {
    readonly code: string;
    readonly isCurrent: boolean;
    readonly isChanged: boolean;
  })[];
  readonly errors?: ErrorSummaryView;
  readonly notice?: MessageView;
  readonly action: string;
  readonly previewAction: string;
  /** Undefined: it is as shipped. */
  readonly resetAction?: string;
  readonly language: string;
  readonly seen: string;
  readonly changed?: string;
  /** Each with its text as shipped and what may stand between braces. */
  readonly blocks: readonly {
    readonly control: ControlView;
    readonly shipped: string;
    readonly placeholders: readonly string[];
  }[];
  readonly preview: { readonly subject: string; readonly text: string };
}
