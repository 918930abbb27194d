import { clearCookie, setCookie } from './cookies.js';
import type { PortalContext } from './portal-context.js';
import { redirectTo } from './redirect.js';

const COOKIE_SECONDS = 10 * 60;

/**
 * Moves a mailed link's token out of the address, into a cookie of ten minutes, and leads to the page without it. Programs that open
 * links ahead of people use nothing up this way: the page's POST does.
 */
export async function takeLinkToken(ctx: PortalContext, cookie: string, path: string): Promise<void> {
  const token: string = ctx.params.token ?? '';
  if (/^[0-9a-f.-]{1,128}$/.test(token)) setCookie(ctx, cookie, token, COOKIE_SECONDS);
  else clearCookie(ctx, cookie);
  await redirectTo(ctx, path);
}
