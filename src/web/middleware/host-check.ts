import { isLoopback } from '../../core/config.js';
import type { PortalContext, PortalNext } from '../portal-context.js';

/** Answers only under the portal's own name; this machine's other names lead there, so that cookies have one home. */
export async function hostCheck(ctx: PortalContext, next: PortalNext): Promise<void> {
  const { site } = ctx.state.kit;
  const host = (ctx.req.headers.host ?? '').toLowerCase();
  if (host === site.host && isOriginForm(ctx)) return next();
  if (site.isLoopback && isOriginForm(ctx) && isLoopback(host.replace(/:\d+$/, '')) && !ctx.url.startsWith('//')) {
    ctx.status = 308;
    ctx.set('Location', site.origin + ctx.url);
    ctx.body = '';
    return;
  }
  ctx.status = 421;
  ctx.body = '';
}

/** An absolute request URI names a host of its own, which is nobody's business. */
function isOriginForm(ctx: PortalContext): boolean {
  return ctx.url.startsWith('/');
}
