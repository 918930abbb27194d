import type { EmptyView, PaginationView } from '../../../core/record-view-types.js';
import type { ControlView, LinkView, MessageView, OptionView, StatusStyle } from '../../../core/view-types.js';

/** A state as a badge: icon and word. */
export interface MailStateView {
  readonly text: string;
  readonly style: StatusStyle;
  readonly icon: string;
}

/** `pages/admin/mails`: the outbox, the newest first. */
export interface OutboxPageView {
  /** The mail server's trouble, if it has any. */
  readonly notice?: MessageView;
  /** POST: everything that was given up is sent again. */
  readonly retryAll?: { readonly action: string; readonly text: string };
  /** With how many there are behind one, where that matters. */
  readonly links: readonly (LinkView & { readonly count?: string })[];
  readonly tabs: readonly (LinkView & { readonly count: string; readonly isCurrent: boolean })[];
  readonly filter: {
    readonly action: string;
    readonly state: string;
    readonly q: string;
    readonly kinds: readonly OptionView[];
    readonly isActive: boolean;
    readonly clearHref: string;
  };
  readonly rows: readonly OutboxRowView[];
  readonly empty?: EmptyView;
  readonly summary: string;
  readonly pages: PaginationView;
}

/** One mail of the list. */
export interface OutboxRowView {
  readonly href: string;
  readonly subject: string;
  /** The mail's own language, where it is not the page's. */
  readonly language?: string;
  readonly kind: string;
  readonly to: string;
  readonly state: MailStateView;
  /** «1 · riprova tra 3 min», «5 · la casella non esiste». */
  readonly attempts: string;
  readonly time: string;
  readonly iso: string;
  readonly retry?: { readonly action: string; readonly label: string };
}

/** `pages/admin/mail`: one mail of the outbox. */
export interface OutboxMailView {
  readonly back: LinkView;
  readonly title: string;
  readonly language: string;
  readonly state: MailStateView;
  /** What its address refused. */
  readonly notice?: MessageView;
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  /** Undefined: its text is not kept any more, or cannot be made. */
  readonly text?: string;
  readonly htmlHref?: string;
  readonly noText?: string;
  readonly history: readonly {
    readonly text: string;
    readonly detail?: string;
    readonly time: string;
    readonly iso: string;
  }[];
  readonly retry?: string;
  readonly cancel?: string;
}

/** `pages/admin/mail-test`. */
export interface TestMailPageView {
  readonly back: LinkView;
  readonly action: string;
  readonly controls: readonly ControlView[];
  readonly notice?: MessageView;
  /** What the mail server itself said. */
  readonly answer?: string;
}

/** `pages/admin/mail-sender`. */
export interface SenderPageView {
  readonly back: LinkView;
  readonly action: string;
  readonly seen: string;
  readonly fixed: string;
  readonly controls: readonly ControlView[];
  readonly notice?: MessageView;
}
