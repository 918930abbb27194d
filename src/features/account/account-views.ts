import type { FormPageView } from '../../core/record-view-types.js';
import type { BlockView, ControlView, ErrorSummaryView, LinkView } from '../../core/view-types.js';

/** `pages/me` («Il mio profilo»), in the frame; keys of `account:` and `me:`. */
export interface MePageView {
  /** «Francesco Villani · Acme» under the title. */
  readonly subtitle: string;
  readonly initials: string;
  /** Address of the contact's picture, in place of the initials. */
  readonly photo?: string;
  /** The form of the contact's own data, as any record's. */
  readonly form?: Pick<
    FormPageView,
    'action' | 'key' | 'hidden' | 'blocks' | 'errors' | 'warnings' | 'offersStrip' | 'submitText'
  >;
  /** What is shown where the profile lets nobody edit: name, e-mail, company. */
  readonly facts?: BlockView;
  /** «Accesso al portale»: from, until, last sign-in. */
  readonly access: BlockView;
  /** The address to sign in with, and the way to change it where the profile allows. */
  readonly email: { readonly text: string; readonly change?: LinkView };
  /** «Cambiata il …» or that it was never changed. */
  readonly passwordText: string;
  readonly changePassword: LinkView;
  readonly notifications: LinkView;
  readonly sessions: SessionsView;
  /** Form «Lingua e aspetto»: POST to `action` with `_csrf`; two `controls/select`. */
  readonly action: string;
  readonly language: ControlView;
  readonly theme: ControlView;
}

/** Open sessions; every button is a form of its own, POST to `closeAction` with `session`, or to `closeOthersAction`. */
export interface SessionsView {
  readonly count: number;
  readonly items: readonly {
    readonly title: string;
    readonly detail: string;
    /** Undefined: this very session. */
    readonly handle?: string;
    readonly closeLabel?: string;
  }[];
  readonly closeAction: string;
  readonly closeOthersAction?: string;
  /** Browsers that come back without a password though they have no session now. */
  readonly remembered?: string;
}

/** `pages/email-change`: the new address and the current password. */
export interface EmailChangePageView {
  readonly action: string;
  readonly errors?: ErrorSummaryView;
  readonly email: ControlView;
  readonly current: ControlView;
  readonly lead: string;
  readonly cancelHref: string;
}

/** `pages/email-invalid`: a link that is worth nothing (any more). */
export interface EmailInvalidPageView {
  readonly againHref: string;
  readonly backHref: string;
}
