import { typedText } from './kept-form.js';
import type { PortalContext } from './portal-context.js';

/** What a form sent without a session leaves behind: the way back in, and the text that would be lost otherwise. */
export interface SignedOutFormView {
  readonly signInHref: string;
  /** Empty when the form held no text. */
  readonly text: string;
}

/** The form's token was checked before: only a page of ours can have this text shown. */
export function presentSignedOutForm(ctx: PortalContext): SignedOutFormView {
  const { site } = ctx.state.kit;
  const signIn = ctx.state.realm === 'admin' ? '/admin/sign-in' : '/sign-in';
  const referrer = URL.canParse(ctx.get('Referer')) ? new URL(ctx.get('Referer')) : undefined;
  const next = referrer?.origin === site.origin ? `?next=${encodeURIComponent(referrer.pathname)}` : '';
  return { signInHref: `${site.mount}${signIn}${next}`, text: typedText(ctx) };
}
