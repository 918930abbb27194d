import type { BlockView, ControlView, ErrorSummaryView, LinkView } from '../../core/view-types.js';

/** `pages/notifications`: what somebody is mailed about and when, and the tickets they muted. */
export interface NotificationsPageView {
  readonly back: LinkView;
  readonly errors?: ErrorSummaryView;
  /** POST with `_csrf`; undefined: nothing can be changed now. */
  readonly form?: {
    readonly action: string;
    readonly topics: readonly ControlView[];
    readonly bare: ControlView;
  };
  /** The same where nothing can be changed. */
  readonly facts?: BlockView;
  /** When summaries come. */
  readonly summaries: string;
  readonly muted: {
    /** POST with `_csrf` and `ticket`; undefined: nothing can be changed now. */
    readonly action?: string;
    readonly items: readonly {
      readonly id: number;
      readonly name: string;
      readonly href?: string;
      readonly unmuteLabel: string;
    }[];
  };
}

/** `pages/unsubscribe`: asks, or says that it is done. */
export interface UnsubscribePageView {
  readonly title: string;
  readonly text: string;
  /** POST without a token: whoever holds the address may do this one thing. */
  readonly action?: string;
  readonly settingsHref: string;
}
