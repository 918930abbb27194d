import type { HostAdapter } from '../../../host/host-adapter.js';
import { renderAdminPage } from '../../../web/admin-view.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { readQuery } from '../../../web/query.js';
import { portalPath } from '../../../web/redirect.js';
import { presentExplainForm } from './explain-form-presenter.js';
import type { ExplainFormView } from './explain-presenter.js';
import type { ExplainService } from './explain-service.js';

interface ExplainRouteDeps {
  readonly host: HostAdapter;
  readonly explain: ExplainService;
}

/** The names an address asks with; a page that shows the question beside something else lets them through. */
export const EXPLAIN_NAMES = ['contact', 'module', 'record', 'fields'] as const;

/** «Why can('t) they see this?» as a page of its own. */
export function addExplainRoutes(router: PortalRouter, deps: ExplainRouteDeps): void {
  router.get('/admin/explain', async (ctx) => {
    requireAdmin(ctx);
    const view = await explainView(ctx, deps, readQuery(ctx, EXPLAIN_NAMES));
    await renderAdminPage(ctx, 'pages/admin/explain', view, { title: ctx.state.t('admin-explain:title') });
  });
}

/**
 * The question and its answer for `partials/admin/explain`; `contactId` and `action` are those of a contact's own page, which asks for
 * nobody else.
 */
export async function explainView(
  ctx: PortalContext,
  { host, explain }: ExplainRouteDeps,
  query: ReadonlyMap<string, string>,
  own?: { readonly contactId: number; readonly action: string },
): Promise<ExplainFormView> {
  const { t, language } = ctx.state;
  const asked = { contact: '', module: '', record: '', fields: '', ...Object.fromEntries(query) };
  const answer = await explain.ask({ ...asked, withFields: asked.fields === '1', contactId: own?.contactId });
  const words = { t, language, labels: host.metadata.current.labels };
  const action = own?.action ?? portalPath(ctx, '/admin/explain');
  return presentExplainForm(
    { ...asked, ...answer, action, isOwnPage: own !== undefined },
    host.metadata.current.modules(),
    words,
  );
}
