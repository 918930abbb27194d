import { isPortalError, MalformedRequestError, TooManyRequestsError } from '../../core/errors.js';
import type { LoginStore } from '../../store/login-store.js';
import { REMEMBER_DAYS } from '../../store/remember-store.js';
import type { Session } from '../../store/session-store.js';
import { clearCookie, readCookie, setCookie } from '../../web/cookies.js';
import { type Form, readForm } from '../../web/form.js';
import { openKeptForm } from '../../web/kept-form.js';
import { useLanguage } from '../../web/middleware/language.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { readQuery } from '../../web/query.js';
import { localPath, redirectTo } from '../../web/redirect.js';
import { endSession, startSession } from '../../web/session-cookie.js';
import { renderPage } from '../../web/view.js';
import { resumedMessage } from '../draft-view.js';
import type { DraftForms } from '../drafts/draft-forms.js';
import type { RememberedBrowsers } from './remembered-browsers.js';
import { browserOf, keepMark, textsOf, wantedPath } from './route-kit.js';
import { presentSignIn, type SignInDraft } from './sign-in-presenter.js';
import type { Browser, SignedIn, SignInService } from './sign-in-service.js';

interface SignInRouteDeps {
  readonly signIn: SignInService;
  readonly logins: Pick<LoginStore, 'setLanguage'>;
  readonly drafts: Pick<DraftForms, 'resume'>;
}

const LANGUAGE_SECONDS = 365 * 86_400;
/** Longer than any address; what is beyond cannot be one. */
const LONGEST_LOGIN = 255;

/** Signing in and out, and the choice of the language. */
export function addSignInRoutes(router: PortalRouter, deps: SignInRouteDeps): void {
  router.get('/sign-in', async (ctx) => {
    const query = readQuery(ctx, ['next', 'saved']);
    const next = wantedPath(ctx, query.get('next'));
    if (ctx.state.session) return goOn(ctx, ctx.state.session, next);
    const notice = query.has('saved') ? { notice: ctx.state.t('sign-in:signIn.passwordSaved') } : {};
    await showSignIn(ctx, { email: '', isRemembered: false, next, ...notice }, 200);
  });

  router.post('/sign-in', async (ctx) => {
    const form = await readForm(ctx);
    const next = wantedPath(ctx, form.text('next'));
    const language = changeLanguage(ctx, form.text('language'));
    const kept = keptOf(ctx, form.text('kept'));
    const draft = { email: form.text('email'), isRemembered: form.text('remember') !== '', next, kept };
    if (form.text('switch') !== '') return showSignIn(ctx, draft, 200);
    const browser = browserOf(ctx);
    const result = await tryToSignIn(ctx, deps.signIn, form, browser);
    if ('error' in result) return showSignIn(ctx, { ...draft, error: result.error }, result.status);
    startSession(ctx, result.session);
    keepMark(ctx, browser);
    if (result.rememberToken) keepRemembered(ctx, result.rememberToken);
    if (language !== undefined) await deps.logins.setLanguage(result.session.contactId, language);
    await (kept ? goBack(ctx, deps, result.session, kept.form) : goOn(ctx, result.session, next));
  });

  router.post('/sign-out', async (ctx) => {
    const { session, log } = ctx.state;
    if (session) await deps.signIn.signOut(session, readCookie(ctx, 'remember'), log);
    endSession(ctx);
    clearCookie(ctx, 'remember');
    await redirectTo(ctx, '/sign-in');
  });

  router.post('/language', async (ctx) => {
    const form = await readForm(ctx);
    const code = form.text('language');
    if (!ctx.state.kit.translator.languages.includes(code)) throw new MalformedRequestError();
    setCookie(ctx, 'language', code, LANGUAGE_SECONDS);
    if (ctx.state.session) await deps.logins.setLanguage(ctx.state.session.contactId, code);
    await redirectTo(ctx, localPath(form.text('next'), ctx.state.kit.site) ?? '/');
  });
}

/**
 * The language chosen beside the password, from now on this browser's; undefined unless it is another than the page's: the one the page
 * came in was nobody's choice.
 */
function changeLanguage(ctx: PortalContext, code: string): string | undefined {
  if (code === ctx.state.language || !ctx.state.kit.translator.languages.includes(code)) return undefined;
  setCookie(ctx, 'language', code, LANGUAGE_SECONDS);
  useLanguage(ctx, code);
  return code;
}

/** The app's `askToSignIn`: the sign-in page with a form that waits for it. */
export async function askToSignIn(ctx: PortalContext, sealed: string, status: number): Promise<void> {
  await showSignIn(ctx, { email: '', isRemembered: false, kept: keptOf(ctx, sealed) }, status);
}

/** Makes the app's `remember`: a session for a browser that is remembered, and its next token. */
export function createRemember(browsers: RememberedBrowsers): (ctx: PortalContext) => Promise<Session | undefined> {
  return async (ctx) => {
    const browser = browserOf(ctx);
    const { session, token } = await browsers.resume(readCookie(ctx, 'remember') ?? '', browser);
    if (session) keepMark(ctx, browser);
    if (token) keepRemembered(ctx, token);
    else if (!session) clearCookie(ctx, 'remember');
    return session;
  };
}

function keepRemembered(ctx: PortalContext, token: string): void {
  setCookie(ctx, 'remember', token, REMEMBER_DAYS * 86_400);
}

/** After a one-time password the only way leads to the change of it. */
async function goOn(ctx: PortalContext, session: Session, next: string | undefined): Promise<void> {
  if (session.kind === 'full') return redirectTo(ctx, next ?? '/');
  const back = next ? `?next=${encodeURIComponent(textsOf(ctx).path(next))}` : '';
  await redirectTo(ctx, `/password/change${back}`);
}

/** With the form that waited, or home when it was somebody else's. */
async function goBack(
  ctx: PortalContext,
  { drafts }: SignInRouteDeps,
  session: Session,
  sealed: string,
): Promise<void> {
  const resumed = await drafts.resume(session.contactId, sealed, ctx.state.language);
  await ctx.state.kit.sessions.addFlash(session, resumedMessage(resumed, ctx.state.t));
  await goOn(ctx, session, resumed?.path);
}

function keptOf({ state: { kit, t } }: PortalContext, sealed: string): SignInDraft['kept'] {
  const form = openKeptForm(kit.secret, sealed);
  return form && { form: sealed, text: t(form.hadFiles ? 'drafts:signedOutFiles' : 'drafts:signedOut') };
}

async function tryToSignIn(
  ctx: PortalContext,
  service: SignInService,
  form: Form,
  browser: Browser,
): Promise<SignedIn | { readonly error: string; readonly status: number }> {
  const { t, session } = ctx.state;
  const input = {
    login: form.text('email').trim().slice(0, LONGEST_LOGIN),
    password: form.text('password'),
    wantsRemembering: form.text('remember') !== '',
    previousSessionId: session?.id,
  };
  try {
    return (await service.signIn(input, browser)) ?? { error: t('sign-in:signIn.failed'), status: 422 };
  } catch (error) {
    if (error instanceof TooManyRequestsError) {
      ctx.set('Retry-After', String(error.retryAfter));
      return { error: t('sign-in:signIn.tooMany', { count: Number(error.values.minutes) }), status: 429 };
    }
    // An extension's refusal, in its own words.
    if (isPortalError(error) && error.status === 422)
      return { error: t(error.code.includes(':') ? error.code : `errors:${error.code}`, error.values), status: 422 };
    throw error;
  }
}

async function showSignIn(ctx: PortalContext, draft: SignInDraft, status: number): Promise<void> {
  const title = ctx.state.t('sign-in:signIn.title');
  await renderPage(ctx, 'pages/sign-in', presentSignIn(draft, textsOf(ctx)), {
    title: draft.error ? ctx.state.t('sign-in:errors.page', { title }) : title,
    status,
  });
}
