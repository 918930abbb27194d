import { equalsInConstantTime, keyedHash } from '../core/secrets.js';
import type { PortalContext } from './portal-context.js';
import { ensureSessionId } from './session-cookie.js';

/** The token every form of this visitor carries as `_csrf`. */
export function issueCsrf(ctx: PortalContext): string {
  return tokenOf(ctx, ensureSessionId(ctx));
}

/** Says whether a form's token is this visitor's. */
export function isCsrfToken(ctx: PortalContext, token: string): boolean {
  const id = ctx.state.sessionId;
  return id !== undefined && equalsInConstantTime(token, tokenOf(ctx, id));
}

/** Says whether a browser itself tells that the request comes from another site; `null` is another site. */
export function isForeign(ctx: PortalContext): boolean {
  const origin = ctx.get('Origin');
  const fetchSite = ctx.get('Sec-Fetch-Site');
  if (origin !== '' && origin !== ctx.state.kit.site.origin) return true;
  return fetchSite !== '' && fetchSite !== 'same-origin' && fetchSite !== 'none';
}

function tokenOf(ctx: PortalContext, id: string): string {
  return keyedHash(ctx.state.kit.secret, 'csrf', id);
}
