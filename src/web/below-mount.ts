import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Middleware } from 'koa';

/** What another Koa app uses. */
export type PortalMiddleware = Middleware;

/**
 * Makes a middleware for another Koa app: what lies below `mount` is answered by the portal alone, with its own headers, errors and
 * limits; the rest goes on. It must stand before whatever reads bodies.
 */
export function belowMount(
  mount: string,
  handler: (request: IncomingMessage, response: ServerResponse) => unknown,
): PortalMiddleware {
  return async (ctx, next) => {
    const isPortals = ctx.path === mount || ctx.path.startsWith(`${mount}/`);
    if (!isPortals) return next();
    // The host must not write an answer of its own over the portal's.
    ctx.respond = false;
    const isOver = new Promise<void>((resolve) => ctx.res.once('close', resolve));
    await handler(ctx.req, ctx.res);
    await isOver;
  };
}
