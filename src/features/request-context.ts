import type { HostAdapter } from '../host/host-adapter.js';
import type { PortalContext } from '../web/portal-context.js';
import { portalPath } from '../web/redirect.js';
import type { PresenterContext } from './present-context.js';

/** What presenters need of this request. */
export function presenterContext(ctx: PortalContext, host: HostAdapter): PresenterContext {
  return {
    language: ctx.state.language,
    t: ctx.state.t,
    labels: host.metadata.current.labels,
    zone: host.wallClock.zone,
    path: (path) => portalPath(ctx, path),
  };
}
