import Router from '@koa/router';
import type { DefaultContext } from 'koa';
import { contactView } from '../access/contact-view.js';
import { bounded } from '../core/bounded.js';
import { NotAllowedError, PortalError } from '../core/errors.js';
import type { Translate } from '../core/i18n.js';
import type { Logger } from '../core/logger.js';
import type { OwnedRegistry } from '../core/owned-registry.js';
import type { ContactView } from '../hooks/hook-map.js';
import { createRouter } from './app.js';
import { securityHeaders } from './middleware/security-headers.js';
import type { PortalContext, PortalNext, PortalRouter } from './portal-context.js';
import { requireViewer } from './viewer.js';

/** What an extension's route knows of its request. */
export interface ExtensionState {
  readonly requestId: string;
  /** Two-letter code. */
  readonly language: string;
  readonly t: Translate;
  readonly log: Logger;
  /** Who is signed in; undefined only on public routes. */
  readonly contact: ContactView | undefined;
}

/** Koa's router with paths below `/x/<extension id>`. */
export type ExtensionRouter = Router<ExtensionState, DefaultContext>;
/** Koa's context, as an extension's route gets it. */
export type ExtensionRequest = Parameters<Parameters<ExtensionRouter['get']>[1]>[0];

/** Routes of one extension; `isPublic`: nobody needs to be signed in. */
export interface ExtensionRoutes {
  readonly router: ExtensionRouter;
  readonly isPublic: boolean;
}

/** How long a route may take to answer, in ms. */
export const LONGEST_ANSWER_MS = 30_000;
const PATH = /^\/x\/([a-z][a-z0-9-]{1,29})(?=\/|$)/;

/** Makes the router of one extension. */
export function createExtensionRouter(id: string): ExtensionRouter {
  return new Router<ExtensionState, DefaultContext>({ prefix: `/x/${id}`, sensitive: true });
}

/** Answers below `/x/` with the routes of the extension that is named there; what it throws is its own fault, and logged with its id. */
export function extensionPages(routes: Pick<OwnedRegistry<ExtensionRoutes>, 'of'>): PortalRouter {
  const router = createRouter();
  router.use(async (ctx, next) => {
    const [, id = ''] = PATH.exec(ctx.path) ?? [];
    const found = routes.of(id).find((entry) => entry.router.match(ctx.path, ctx.method).path.length > 0);
    if (!found) return next();
    await answer(ctx as PortalContext, next, id, found);
  });
  // Without a route of its own the router's middleware would never be asked.
  router.all(/^\/x\/.+/, (_, next) => next());
  return router;
}

async function answer(ctx: PortalContext, next: PortalNext, id: string, entry: ExtensionRoutes): Promise<void> {
  ctx.state.log = ctx.state.log.child({ extension: id });
  const viewer = entry.isPublic ? ctx.state.viewer : requireViewer(ctx);
  if (viewer && !viewer.mayWrite && ctx.method === 'POST') throw new NotAllowedError();
  Object.assign(ctx.state, { contact: viewer && contactView(viewer.contact) });
  const inner = entry.router as unknown as PortalRouter;
  const methods = inner.allowedMethods({
    throw: true,
    methodNotAllowed: () => new PortalError(405, 'methodNotAllowed'),
  });
  const work = async (): Promise<void> => {
    await methods(ctx as never, async () => {
      await inner.routes()(ctx as never, next);
    });
  };
  try {
    await bounded(work, LONGEST_ANSWER_MS);
  } finally {
    keepHeaders(ctx);
  }
}

/** An extension may tighten what its page may do, and how long it is kept; it cannot loosen it: browsers hold to every policy they are sent. */
function keepHeaders(ctx: PortalContext): void {
  if (ctx.headerSent) return;
  const { 'Content-Security-Policy': policy = '', 'Cache-Control': _, ...others } = securityHeaders(ctx.state.kit.site);
  const own = ctx.response.get('Content-Security-Policy');
  ctx.set(others);
  ctx.set('Content-Security-Policy', own === '' || own === policy ? policy : [policy, own]);
}
