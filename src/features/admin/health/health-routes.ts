import type { CheckGroup } from '../../../core/check.js';
import { renderAdminPage } from '../../../web/admin-view.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import type { PortalRouter } from '../../../web/portal-context.js';
import { presentHealth } from './health-presenter.js';

interface HealthPageDeps {
  /** Every check, each within its bound; never rejects. */
  readonly doctor: () => Promise<readonly CheckGroup[]>;
}

/** «Stato del portale»: what `portal doctor` says, in the administrator's language. */
export function addHealthPageRoutes(router: PortalRouter, { doctor }: HealthPageDeps): void {
  router.get('/admin/health', async (ctx) => {
    requireAdmin(ctx);
    const view = presentHealth(await doctor(), ctx.state.language, ctx.state.t);
    await renderAdminPage(ctx, 'pages/admin/health', view, { title: view.title });
  });
}
