import { equalsInConstantTime, keyedHash, maskSecret, unmaskSecret } from '../core/secrets.js';
import type { PortalContext } from './portal-context.js';
import { ensureSessionId } from './session-cookie.js';

const TOKEN_BYTES = 32;

/** The token every form of this visitor carries as `_csrf`; it looks different on every page, since pages are compressed. */
export function issueCsrf(ctx: PortalContext): string {
  return maskSecret(Buffer.from(tokenOf(ctx, ensureSessionId(ctx)), 'hex'));
}

/** Says whether a form's token is this visitor's. */
export function isCsrfToken(ctx: PortalContext, token: string): boolean {
  const id = ctx.state.sessionId;
  const sent = unmaskSecret(token, TOKEN_BYTES);
  return id !== undefined && sent !== undefined && equalsInConstantTime(sent.toString('hex'), tokenOf(ctx, id));
}

/** Says whether a browser itself tells that a page of this portal sent the request. */
export function isOwnOrigin(ctx: PortalContext): boolean {
  return !isForeign(ctx) && ctx.get('Origin') === ctx.state.kit.site.origin;
}

/** Says whether a browser itself tells that the request comes from another site; `null` is another site. */
export function isForeign(ctx: PortalContext): boolean {
  const origin = ctx.get('Origin');
  const fetchSite = ctx.get('Sec-Fetch-Site');
  if (origin !== '' && origin !== ctx.state.kit.site.origin) return true;
  return fetchSite !== '' && fetchSite !== 'same-origin' && fetchSite !== 'none';
}

function tokenOf(ctx: PortalContext, id: string): string {
  const { kit, realm } = ctx.state;
  return keyedHash(kit.secret, realm === 'admin' ? 'admin csrf' : 'csrf', id);
}
