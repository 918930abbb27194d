import Router from '@koa/router';
import Koa from 'koa';
import type { ViewerLoader } from '../access/viewer-loader.js';
import { PortalError } from '../core/errors.js';
import type { Session } from '../store/session-store.js';
import { boundBody } from './middleware/bound-body.js';
import { closeVisits } from './middleware/close-visits.js';
import { enabledGate } from './middleware/enabled-gate.js';
import { errorPage } from './middleware/error-page.js';
import { heldWrites } from './middleware/held-writes.js';
import { hostCheck } from './middleware/host-check.js';
import { language, useLanguage } from './middleware/language.js';
import { mount } from './middleware/mount.js';
import { packAnswer } from './middleware/pack-answer.js';
import { readBody } from './middleware/read-body.js';
import { requestLimits } from './middleware/request-limits.js';
import { requestLog } from './middleware/request-log.js';
import { securityHeaders } from './middleware/security-headers.js';
import { serveAssets } from './middleware/serve-assets.js';
import { session } from './middleware/session.js';
import { createNetworkResolver } from './network.js';
import { oldLinks } from './old-links.js';
import type { PortalContext, PortalNext, PortalRouter, PortalState, Realm } from './portal-context.js';
import { readSessionId } from './session-cookie.js';
import type { Site } from './site.js';
import type { WebKit } from './web-kit.js';

/** What an app is made of. */
export interface AppDeps {
  /** Asked at every request: the demo knows its port, and so its address, only when it listens. */
  readonly kit: () => WebKit;
  readonly trustedProxies: readonly string[];
  /** The plugin's state; while false every page is a 503. */
  readonly isEnabled: () => boolean;
  readonly viewers: Pick<ViewerLoader, 'load'>;
  /** Makes a session from the remember-me cookie (`readCookie(ctx, 'remember')`), if it holds. */
  readonly remember: (ctx: PortalContext) => Promise<Session | undefined>;
  /** Answers with the sign-in page that carries a form whose session ended; sign-in brings it. */
  readonly askToSignIn: (ctx: PortalContext, kept: string, status: number) => Promise<void>;
  /** Sees every request before the portal's own name is asked for: metrics. */
  readonly observer: (ctx: PortalContext, next: PortalNext) => Promise<void>;
  /** Answer before plugin state, session and language are asked: health. */
  readonly openRoutes: readonly PortalRouter[];
  /** Answer before anybody is asked who they are: their addresses themselves are the right to one thing, for POSTs from anywhere. */
  readonly linkRoutes?: readonly PortalRouter[];
  readonly routes: readonly PortalRouter[];
}

/** Makes a router for a feature; its paths are below the mount (`/HelpDesk/:id`). */
export function createRouter(): PortalRouter {
  return new Router<PortalState>({ sensitive: true });
}

/** Builds the Koa app: the middlewares in their order, then the routes. */
export function createApp(deps: AppDeps): Koa<PortalState> {
  const app = new Koa<PortalState>();
  // Koa would write faults to the console and show a text of its own; ours are logged and answered by `errorPage`.
  app.silent = true;
  app.context.onerror = onBrokenAnswer as typeof app.context.onerror;
  app.use(begin(deps) as Koa.Middleware<PortalState>);
  const chain = [
    requestLog,
    boundBody,
    packAnswer,
    errorPage(deps),
    deps.observer,
    hostCheck,
    requestLimits,
    mount,
    oldLinks,
    serveAssets,
  ];
  const rest = [session(deps), closeVisits, readBody, heldWrites];
  for (const middleware of chain) app.use(middleware as Koa.Middleware<PortalState>);
  useRoutes(app, deps.openRoutes);
  app.use(enabledGate(deps.isEnabled) as Koa.Middleware<PortalState>);
  useRoutes(app, deps.linkRoutes ?? []);
  for (const middleware of rest) app.use(middleware as Koa.Middleware<PortalState>);
  useRoutes(app, deps.routes);
  return app;
}

/** Sets up what even the error page needs. */
function begin({ kit: currentKit, trustedProxies }: AppDeps) {
  const networkOf = createNetworkResolver(trustedProxies);
  return async (ctx: PortalContext, next: PortalNext): Promise<void> => {
    const kit = currentKit();
    Object.assign(ctx.state, { kit, choice: {}, log: kit.log, requestId: '' });
    ctx.state.realm = realmOf(ctx, kit.site);
    ctx.state.network = networkOf(ctx.req.socket.remoteAddress, ctx.get('X-Forwarded-For'));
    // Already here: an error page before the session's turn must not hand out another id and so sign the visitor out.
    ctx.state.sessionId = readSessionId(ctx);
    useLanguage(ctx, kit.translator.fallback);
    ctx.set(securityHeaders(kit.site));
    await language(ctx, next);
  };
}

/** Known before the mount is taken off: even an error page must not mix up the two. */
function realmOf(ctx: PortalContext, { mount: prefix }: Site): Realm {
  const start = `${prefix}/admin`;
  return ctx.path === start || ctx.path.startsWith(`${start}/`) ? 'admin' : 'customer';
}

function useRoutes(app: Koa<PortalState>, routers: readonly PortalRouter[]): void {
  const all = createRouter();
  for (const router of routers) all.use(router.routes());
  app.use(all.routes());
  app.use(all.allowedMethods({ throw: true, methodNotAllowed: () => new PortalError(405, 'methodNotAllowed') }));
}

/** Koa asks this when an answer's stream fails, or its connection does; whatever was sent by then cannot be taken back. */
function onBrokenAnswer(this: PortalContext, error: Error | null | undefined): void {
  if (!error) return;
  // A visitor who goes on before everything has arrived is no fault of anybody's.
  const hasLeft = 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
  this.state.log[hasLeft ? 'debug' : 'warn']({ error }, 'an answer broke off');
  this.res.destroy();
}
