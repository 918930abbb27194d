import type { Permissions } from '../../access/permissions.js';
import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { interfaceOf } from '../../web/interface-version.js';
import type { PortalRouter } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
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
    const list = interfaceOf(ctx) === 1 ? startList(viewer, deps.permissions) : undefined;
    if (list !== undefined) return redirectTo(ctx, list);
    const facts = await deps.home.facts(viewer);
    const now = deps.host.wallClock.now();
    const view = presentHome(viewer, facts, deps.permissions, now, presenterContext(ctx, deps.host));
    await renderPage(ctx, 'pages/home', view, { title: ctx.state.t('home-page:title') });
  });
}

/** Interface 1 has no home page: it opens with the customer's requests, or with the first module there is. */
function startList(viewer: Viewer, permissions: Permissions): string | undefined {
  const names = permissions.enabledModules(viewer).map(({ module }) => module.name);
  if (names.includes(TICKET_MODULE)) return `/${TICKET_MODULE}?show=mine`;
  return names[0] === undefined ? undefined : `/${names[0]}`;
}
