import { createRouter } from '../../web/app.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import type { HealthCheck } from './health-check.js';

/** `/healthz`: the process answers. `/readyz`: so does what it needs. Neither tells versions, addresses or causes. */
export function healthRoutes(check: HealthCheck): PortalRouter {
  const router = createRouter();
  router.get('/healthz', (ctx) => {
    answer(ctx, true, { status: 'ok' });
  });
  router.get('/readyz', async (ctx) => {
    const report = await check();
    answer(ctx, report.isReady, { status: report.isReady ? 'ok' : 'unavailable', ...report.parts });
  });
  return router;
}

function answer(ctx: PortalContext, isWell: boolean, body: object): void {
  ctx.status = isWell ? 200 : 503;
  if (!isWell) ctx.set('Retry-After', '5');
  ctx.type = 'application/json; charset=utf-8';
  ctx.body = JSON.stringify(body);
}
