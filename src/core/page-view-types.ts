import type { EmptyView } from './record-view-types.js';
import type { LinkView } from './view-types.js';

/** `pages/mailbox`: the demo's sent mails, newest first. */
export interface MailboxPageView {
  readonly title: string;
  readonly lead: string;
  readonly items: readonly {
    readonly href: string;
    readonly subject: string;
    readonly to: string;
    readonly time: string;
    readonly iso: string;
  }[];
  readonly empty?: EmptyView;
}

/** `pages/mail`: one of them. The html part is a page of its own with its own policy (`htmlHref`), since frames are forbidden. */
export interface MailPageView {
  readonly back: LinkView;
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly text: string;
  readonly htmlHref?: string;
  /** Every web address of the text part, as real links. */
  readonly links: readonly LinkView[];
}
