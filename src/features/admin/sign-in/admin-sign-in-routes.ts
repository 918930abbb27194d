import { MalformedRequestError, NotSignedInError, TooManyRequestsError } from '../../../core/errors.js';
import type { AdminSession } from '../../../store/admin-session-store.js';
import { setCookie } from '../../../web/cookies.js';
import { readForm } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { readQuery } from '../../../web/query.js';
import { localPath, portalPath, redirectTo } from '../../../web/redirect.js';
import { endAdminSession, startAdminSession } from '../../../web/session-cookie.js';
import { adminTexts, renderAdminForm } from '../admin-page.js';
import type { AdminBrowser, AdminSignIn } from './admin-sign-in.js';
import { type GateDraft, presentAdminSignIn, presentCode } from './admin-sign-in-presenter.js';

const LANGUAGE_SECONDS = 365 * 86_400;
const LONGEST_NAME = 255;
/** Pages that nobody wants to land on after signing in. */
const GATES = /^\/admin\/(sign-in|sign-out|language)(?:[/?#]|$)/;

/** Signing in to the administration and out of it. */
export function addAdminSignInRoutes(router: PortalRouter, service: AdminSignIn): void {
  router.get('/admin/sign-in', async (ctx) => {
    const next = wantedPath(ctx, readQuery(ctx, ['next']).get('next'));
    if (ctx.state.adminSession?.kind === 'full') return redirectTo(ctx, next ?? '/admin');
    if (ctx.state.adminSession) return showGate(ctx, { next }, 200, presentCode);
    await showGate(ctx, { next }, 200, presentAdminSignIn);
  });

  router.post('/admin/sign-in', async (ctx) => {
    const form = await readForm(ctx);
    const next = wantedPath(ctx, form.text('next'));
    const userName = form.text('user').slice(0, LONGEST_NAME);
    const input = { userName, password: form.text('password'), previousSessionId: ctx.state.adminSession?.id };
    const result = await orTooMany(ctx, () => service.signIn(input, browserOf(ctx)));
    if (!('id' in result))
      return showGate(ctx, { userName, next, error: result.error }, result.status, presentAdminSignIn);
    startAdminSession(ctx, result);
    await redirectTo(ctx, result.kind === 'full' ? (next ?? '/admin') : withNext(ctx, '/admin/sign-in', next));
  });

  router.post('/admin/sign-in/code', async (ctx) => {
    const { admin, adminSession } = ctx.state;
    if (!admin || !adminSession) throw new NotSignedInError();
    const form = await readForm(ctx);
    const next = wantedPath(ctx, form.text('next'));
    const result = await orTooMany(ctx, () =>
      service.proveCode(admin, adminSession, form.text('code'), browserOf(ctx)),
    );
    if (!('id' in result)) return showGate(ctx, { next, error: result.error }, result.status, presentCode);
    startAdminSession(ctx, result);
    await redirectTo(ctx, next ?? '/admin');
  });

  router.post('/admin/sign-out', async (ctx) => {
    if (ctx.state.adminSession) await service.signOut(ctx.state.adminSession);
    endAdminSession(ctx);
    await redirectTo(ctx, '/admin/sign-in');
  });

  router.post('/admin/language', async (ctx) => {
    const form = await readForm(ctx);
    const code = form.text('language');
    if (!ctx.state.kit.translator.languages.includes(code)) throw new MalformedRequestError();
    setCookie(ctx, 'language', code, LANGUAGE_SECONDS);
    await redirectTo(ctx, localPath(form.text('next'), ctx.state.kit.site) ?? '/admin');
  });
}

interface Failure {
  readonly error: string;
  readonly status: number;
}

async function orTooMany(
  ctx: PortalContext,
  attempt: () => Promise<AdminSession | undefined>,
): Promise<AdminSession | Failure> {
  const { t } = ctx.state;
  try {
    const key = ctx.path.endsWith('/code') ? 'admin:factor.wrong' : 'admin:signIn.failed';
    return (await attempt()) ?? { error: t(key), status: 422 };
  } catch (error) {
    if (!(error instanceof TooManyRequestsError)) throw error;
    ctx.set('Retry-After', String(error.retryAfter));
    return { error: t('sign-in:signIn.tooMany', { count: Number(error.values.minutes) }), status: 429 };
  }
}

async function showGate(
  ctx: PortalContext,
  draft: GateDraft,
  status: number,
  present: typeof presentAdminSignIn,
): Promise<void> {
  const view = present(draft, adminTexts(ctx));
  await renderAdminForm(ctx, 'pages/admin/gate', view, { title: view.title, status });
}

function browserOf(ctx: PortalContext): AdminBrowser {
  return { network: ctx.state.network, userAgent: ctx.get('User-Agent') };
}

/** Where an administrator wanted to go, below the mount; only pages of the administration. */
function wantedPath(ctx: PortalContext, address: string | undefined): string | undefined {
  const path = localPath(address, ctx.state.kit.site);
  return path !== undefined && /^\/admin(?:[/?]|$)/.test(path) && !GATES.test(path) ? path : undefined;
}

function withNext(ctx: PortalContext, path: string, next: string | undefined): string {
  return next === undefined ? path : `${path}?next=${encodeURIComponent(portalPath(ctx, next))}`;
}
