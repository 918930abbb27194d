import type { PortalContext } from './portal-context.js';

/** Which cookie: `session`, `remember`, `language`, `theme`, or a feature's own word. */
export type CookiePart = string;

/** Reads one of the portal's cookies; undefined when absent or not made of the characters the portal writes. */
export function readCookie(ctx: PortalContext, part: CookiePart): string | undefined {
  // The cookies are those of whoever sits before the browser, not of whom they look at the portal as.
  const value = ctx.state.visit ? undefined : ctx.cookies.get(cookieName(ctx, part));
  return value !== undefined && isPlain(value) && value.length <= 1024 ? value : undefined;
}

/** Sets one of the portal's cookies: Secure, HttpOnly, SameSite=Lax, Path=/; `maxAge` in seconds, else until the browser closes. */
export function setCookie(ctx: PortalContext, part: CookiePart, value: string, maxAge?: number): void {
  if (!isPlain(value)) throw new Error(`the cookie ${part} holds a character that a cookie cannot`);
  if (ctx.state.visit) return;
  const name = cookieName(ctx, part);
  const life = maxAge === undefined ? '' : `; Max-Age=${Math.trunc(maxAge)}`;
  // Written by hand: koa refuses Secure cookies over http, which browsers accept on loopback and behind a proxy is what they see.
  const others = currentCookies(ctx).filter((cookie) => !cookie.startsWith(`${name}=`));
  ctx.set('Set-Cookie', [...others, `${name}=${value}; Path=/${life}; Secure; HttpOnly; SameSite=Lax`]);
}

/** Takes one of the portal's cookies back. */
export function clearCookie(ctx: PortalContext, part: CookiePart): void {
  setCookie(ctx, part, '', 0);
}

function cookieName(ctx: PortalContext, part: CookiePart): string {
  const { cookiePrefix } = ctx.state.kit.site;
  return part === 'session' ? cookiePrefix : `${cookiePrefix}-${part}`;
}

function currentCookies(ctx: PortalContext): readonly string[] {
  const header = ctx.response.headers['set-cookie'];
  return Array.isArray(header) ? header : [];
}

function isPlain(value: string): boolean {
  return /^[A-Za-z0-9._~-]*$/.test(value);
}
