import { readCookie } from '../cookies.js';
import type { PortalContext, PortalNext } from '../portal-context.js';

/** Chooses the language by cookie, then browser, then the CRM; a signed-in visitor's own choice replaces it later. */
export async function language(ctx: PortalContext, next: PortalNext): Promise<void> {
  useLanguage(ctx, fromCookie(ctx) ?? fromBrowser(ctx) ?? fromCrm(ctx));
  await next();
}

/** Switches a request to a language; one the portal does not ship is passed over. */
export function useLanguage(ctx: PortalContext, code: string | undefined): void {
  const { translator } = ctx.state.kit;
  if (code === undefined || !translator.languages.includes(code)) return;
  ctx.state.language = code;
  ctx.state.t = translator.for(code);
}

function fromCookie(ctx: PortalContext): string | undefined {
  const code = readCookie(ctx, 'language');
  return code !== undefined && ctx.state.kit.translator.languages.includes(code) ? code : undefined;
}

function fromBrowser(ctx: PortalContext): string | undefined {
  if (ctx.get('Accept-Language') === '') return undefined;
  return ctx.acceptsLanguages([...ctx.state.kit.translator.languages]) || undefined;
}

function fromCrm(ctx: PortalContext): string {
  const { translator, metadata } = ctx.state.kit;
  const code = metadata().labels.defaultLanguage;
  return translator.languages.includes(code) ? code : translator.fallback;
}
