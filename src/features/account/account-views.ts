import type { BlockView, ControlView, LinkView } from '../../core/view-types.js';

/** `pages/me` («Il mio profilo»), in the frame; keys `account:title`, `account:preferences`, `account:password`, `account:save`. */
export interface MePageView {
  /** «Francesco Villani · Acme» under the title. */
  readonly subtitle: string;
  /** One block «I miei dati»: name, e-mail, company; one «Accesso al portale»: from, until, last sign-in. */
  readonly blocks: readonly BlockView[];
  /** «Cambiata il …» or that it was never changed. */
  readonly passwordText: string;
  readonly changePassword: LinkView;
  /** Form «Lingua e aspetto»: POST to `action` with `_csrf`; two `controls/select`. */
  readonly action: string;
  readonly language: ControlView;
  readonly theme: ControlView;
}
