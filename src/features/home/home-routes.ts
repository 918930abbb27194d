import type { Permissions } from '../../access/permissions.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { PortalRouter } from '../../web/portal-context.js';
import { renderPage } from '../../web/view.js';
import { requireViewer } from '../../web/viewer.js';
import { presenterContext } from '../request-context.js';
import { presentHome } from './home-presenter.js';
import type { HomeService } from './home-service.js';

interface HomeRouteDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly home: HomeService;
}

/** The page a customer lands on. */
export function addHomeRoutes(router: PortalRouter, deps: HomeRouteDeps): void {
  router.get('/', async (ctx) => {
    const viewer = requireViewer(ctx);
    const facts = await deps.home.facts(viewer);
    const hour = Number(deps.host.wallClock.now().slice(11, 13));
    const view = presentHome(viewer, facts, deps.permissions, hour, presenterContext(ctx, deps.host));
    await renderPage(ctx, 'pages/home', view, { title: ctx.state.t('home-page:title') });
  });
}
