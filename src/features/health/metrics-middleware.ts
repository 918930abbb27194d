import { isLoopback } from '../../core/config.js';
import { equalsInConstantTime } from '../../core/secrets.js';
import type { PortalContext, PortalNext } from '../../web/portal-context.js';
import type { PortalMetrics } from './portal-metrics.js';

/**
 * Counts every request, and answers `/metrics` to who may read it: with the token (`Authorization: Bearer …`), or from this machine
 * itself under one of its own names. What a proxy passes on bears the portal's public name and needs the token.
 */
export function metricsMiddleware(metrics: PortalMetrics, token: string | undefined) {
  return async (ctx: PortalContext, next: PortalNext): Promise<void> => {
    const started = performance.now();
    ctx.res.once('close', () => {
      const seconds = (performance.now() - started) / 1000;
      metrics.countRequest({ method: ctx.method, status: ctx.res.statusCode, seconds });
    });
    const isAsked = ctx.method === 'GET' && ctx.path === `${ctx.state.kit.site.mount}/metrics`;
    if (!isAsked || !mayRead(ctx, token)) return next();
    ctx.set('Content-Type', metrics.contentType);
    ctx.set('Cache-Control', 'no-store');
    ctx.body = await metrics.text();
  };
}

function mayRead(ctx: PortalContext, token: string | undefined): boolean {
  const given = /^Bearer (\S{1,200})$/.exec(ctx.get('Authorization'))?.[1];
  if (given !== undefined) return token !== undefined && equalsInConstantTime(given, token);
  const isOwnName = isLoopback((ctx.req.headers.host ?? '').toLowerCase().replace(/:\d+$/, ''));
  const isForwarded = ['x-forwarded-for', 'forwarded', 'via'].some((name) => ctx.get(name) !== '');
  return isOwnName && !isForwarded && isLoopbackAddress(ctx.req.socket.remoteAddress ?? '');
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}
