import { randomToken } from '../core/secrets.js';
import type { AdminSession } from '../store/admin-session-store.js';
import type { Session } from '../store/session-store.js';
import { clearCookie, readCookie, setCookie } from './cookies.js';
import type { PortalContext } from './portal-context.js';

/** The raw session id a browser sent for this part of the portal, if it has the shape of one. */
export function readSessionId(ctx: PortalContext): string | undefined {
  const id = readCookie(ctx, cookieOf(ctx));
  return id !== undefined && /^[A-Za-z0-9_-]{43}$/.test(id) ? id : undefined;
}

/** Hands a fresh session to the browser; from now on this request is signed in as well. */
export function startSession(ctx: PortalContext, session: Session): void {
  ctx.state.session = session;
  ctx.state.sessionId = session.id;
  setCookie(ctx, 'session', session.id);
}

/** Hands an administrator's fresh session to the browser. */
export function startAdminSession(ctx: PortalContext, session: AdminSession): void {
  ctx.state.adminSession = session;
  ctx.state.sessionId = session.id;
  setCookie(ctx, 'admin', session.id);
}

/** Forgets an administrator's cookie and what the browser cached; revoking the row is the caller's. */
export function endAdminSession(ctx: PortalContext): void {
  ctx.state.adminSession = undefined;
  ctx.state.admin = undefined;
  ctx.state.sessionId = undefined;
  clearCookie(ctx, 'admin');
  ctx.set('Clear-Site-Data', '"cache"');
}

/** Forgets the session's cookie and what the browser cached of it; revoking the row is the caller's. */
export function endSession(ctx: PortalContext): void {
  ctx.state.session = undefined;
  ctx.state.viewer = undefined;
  ctx.state.sessionId = undefined;
  clearCookie(ctx, 'session');
  ctx.set('Clear-Site-Data', '"cache"');
}

/** The id form tokens hang on; an anonymous visitor gets a random one that stands for no row. */
export function ensureSessionId(ctx: PortalContext): string {
  const known = ctx.state.sessionId;
  if (known !== undefined) return known;
  const id = randomToken();
  ctx.state.sessionId = id;
  setCookie(ctx, cookieOf(ctx), id);
  return id;
}

function cookieOf(ctx: PortalContext): 'session' | 'admin' {
  return ctx.state.realm === 'admin' ? 'admin' : 'session';
}
