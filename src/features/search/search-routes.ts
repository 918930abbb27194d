import type { Permissions } from '../../access/permissions.js';
import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { PortalRouter } from '../../web/portal-context.js';
import { readQuery } from '../../web/query.js';
import { renderPage } from '../../web/view.js';
import { requireViewer } from '../../web/viewer.js';
import { readNeedle } from '../records/list-request.js';
import { presenterContext } from '../request-context.js';
import { presentSearch } from './search-presenter.js';
import type { SearchService } from './search-service.js';

interface SearchRouteDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly search: SearchService;
}

/** The search over everything a visitor sees. */
export function addSearchRoutes(router: PortalRouter, { host, permissions, search }: SearchRouteDeps): void {
  router.get('/search', async (ctx) => {
    const viewer = requireViewer(ctx);
    const needle = readNeedle(readQuery(ctx, ['q']).get('q'));
    const groups = search.isSearchable(needle) ? await search.search(viewer, needle, ctx.state.language) : undefined;
    const mayOpenTicket = permissions.can(viewer, TICKET_MODULE, 'create');
    const view = presentSearch(needle, groups, mayOpenTicket, presenterContext(ctx, host));
    await renderPage(ctx, 'pages/search', view, { title: view.title, search: needle });
  });
}
