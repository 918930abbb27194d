import type { ControlView, ErrorSummaryView, LinkView } from '../../core/view-types.js';

/**
 * Data of the pages around sign-in. All stand in the bare layout (brand, one card, company's foot). Every form is a POST to `action` with
 * the frame's `_csrf`; where `next` is set it is a hidden field of that name. Texts not in the view are keys of `sign-in:`.
 */

/** `pages/sign-in`: keys `signIn.title`, `signIn.lead` ({{site}}), `signIn.submit`, `signIn.forgot`, `signIn.noAccess`. */
export interface SignInPageView {
  readonly action: string;
  readonly next?: string;
  /** The one red message on top; never beside a field, since it must not tell which was wrong. */
  readonly error?: string;
  /** A green message on top, after a new password was saved. */
  readonly notice?: string;
  /** A form that waits for the visitor to sign in again: the hidden field `kept`, and a yellow message on top. */
  readonly kept?: { readonly form: string; readonly text: string };
  /** `controls/email`, `controls/password`, `controls/checkbox`. */
  readonly email: ControlView;
  readonly password: ControlView;
  readonly remember: ControlView;
  readonly forgotHref: string;
}

/** `pages/forgot`: keys `forgot.title`, `forgot.lead`, `forgot.submit`, `back`. */
export interface ForgotPageView {
  readonly action: string;
  readonly errors?: ErrorSummaryView;
  readonly email: ControlView;
  readonly backHref: string;
}

/** `pages/forgot-sent`: the same words for every address; keys `forgotSent.title`, `forgotSent.text`, `forgotSent.hint`, `back`. */
export interface ForgotSentPageView {
  readonly backHref: string;
}

/** `pages/reset`: the page behind a reset or activation link; key `rules.title`. */
export interface ResetPageView {
  readonly action: string;
  readonly title: string;
  readonly lead: string;
  readonly errors?: ErrorSummaryView;
  /** Read-only: whose password it is (`controls/readonly`). */
  readonly userName: ControlView;
  readonly password: ControlView;
  readonly repeat: ControlView;
  /** «Almeno 10 caratteri» …: the list under the new password. */
  readonly rules: readonly string[];
  readonly submit: string;
}

/** `pages/password-change`: after a one-time password (`isForced`, bare layout), or from the own profile (in the frame). */
export interface PasswordChangePageView {
  readonly action: string;
  readonly next?: string;
  readonly isForced: boolean;
  readonly title: string;
  readonly lead: string;
  readonly errors?: ErrorSummaryView;
  readonly userName: ControlView;
  /** Not asked after a one-time password. */
  readonly current?: ControlView;
  readonly password: ControlView;
  readonly repeat: ControlView;
  readonly rules: readonly string[];
  readonly submit: string;
  /** A POST button «Esci» when forced. */
  readonly signOutAction?: string;
  /** The link «Annulla» when not forced. */
  readonly cancel?: LinkView;
}

/** `pages/link-invalid`: the link was used, is too old, or was replaced; keys `linkInvalid.title`, `.text`, `.again`, `back`. */
export interface LinkInvalidPageView {
  readonly forgotHref: string;
  readonly backHref: string;
}
