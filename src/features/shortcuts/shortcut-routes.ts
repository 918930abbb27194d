import type { PortalRouter } from '../../web/portal-context.js';
import { portalPath } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import { requireViewer } from '../../web/viewer.js';
import { presentShortcuts } from './shortcut-presenter.js';

/** The sheet of keyboard shortcuts; the script opens it as a dialog. */
export function addShortcutRoutes(router: PortalRouter): void {
  router.get('/shortcuts', async (ctx) => {
    requireViewer(ctx);
    const view = presentShortcuts(ctx.state.t, portalPath(ctx, '/'));
    await renderPage(ctx, 'pages/shortcuts', view, { title: view.title });
  });
}
