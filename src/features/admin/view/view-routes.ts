import type { Permissions } from '../../../access/permissions.js';
import { TICKET_MODULE } from '../../../access/ticket-states.js';
import { NotFoundError } from '../../../core/errors.js';
import { parseId } from '../../../core/text.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { readForm } from '../../../web/form.js';
import { visitedPath } from '../../../web/middleware/close-visits.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { readQuery } from '../../../web/query.js';
import { localPath, portalPath, redirectTo } from '../../../web/redirect.js';
import { visitAs } from '../../../web/visit-as.js';
import { adminTexts, renderAdminForm } from '../admin-page.js';
import type { ExplainService } from '../explain/explain-service.js';
import { type Comparison, presentComparison } from './compare-presenter.js';
import { presentViewForm, presentVisit, type ViewDraft } from './view-presenter.js';
import type { ViewService } from './view-service.js';

interface ViewRouteDeps {
  readonly views: ViewService;
  readonly explain: Pick<ExplainService, 'contactId'>;
  readonly host: Pick<HostAdapter, 'metadata'>;
  readonly permissions: Permissions;
}

const PATH = '/admin/view';

/** Seeing the portal as a customer does; `router` holds the customers' own routes, which answer inside a look. */
export function addViewRoutes(router: PortalRouter, deps: ViewRouteDeps): void {
  const { views, explain } = deps;
  let routes: ReturnType<PortalRouter['routes']> | undefined;

  router.get(PATH, async (ctx) => {
    requireAdmin(ctx);
    const query = readQuery(ctx, ['contact', 'ticket', 'profile', 'draft']);
    const ticketId = parseId(query.get('ticket') ?? '');
    const owner = ticketId === undefined ? undefined : await views.customerOf(ticketId);
    const contact = query.get('contact') ?? String(owner ?? '');
    const path = ticketId === undefined ? '' : `/${TICKET_MODULE}/${ticketId}`;
    const draft = { contact, path, profile: query.get('profile') ?? '', isDraft: query.get('draft') === '1' };
    await showForm(ctx, views, { ...draft, isUnknown: false });
  });

  router.post(PATH, async (ctx) => {
    const admin = requireAdmin(ctx);
    const form = await readForm(ctx);
    const draft = { contact: form.text('contact').trim(), profile: form.text('profile'), path: form.text('path') };
    const isDraft = form.text('draft') === '1';
    const contactId = await explain.contactId(draft.contact);
    if (contactId === undefined) return showForm(ctx, views, { ...draft, isDraft, isUnknown: true });
    const view = await views.open(admin, { contactId, profileId: draft.profile || undefined, isDraft });
    await redirectTo(ctx, `${PATH}/${view.id}${insidePath(ctx, draft.path)}`);
  });

  router.get('/admin/profiles/:profile/preview', async (ctx) => {
    requireAdmin(ctx);
    const contact = (readQuery(ctx, ['contact']).get('contact') ?? '').trim();
    const profileId = ctx.params.profile ?? '';
    const contactId = contact === '' ? undefined : await explain.contactId(contact);
    const both = contactId === undefined ? undefined : await views.compare(contactId, profileId);
    await showComparison(ctx, deps, { profileId, contact, contactId, both });
  });

  router.post(`${PATH}/:view/end`, async (ctx) => {
    const contactId = await views.end(ctx.params.view ?? '', requireAdmin(ctx));
    await redirectTo(ctx, contactId === undefined ? PATH : `/admin/contacts/${contactId}`);
  });

  router.get(/^\/admin\/view\/[\w-]+(?:\/.*)?$/, async (ctx) => {
    const admin = requireAdmin(ctx);
    const visited = visitedPath(ctx);
    if (!visited) throw new NotFoundError();
    const view = await views.find(visited.id, admin);
    routes ??= router.routes();
    await visitAs(ctx, visited.path, view, (t) => presentVisit(view, t), routes as Parameters<typeof visitAs>[4]);
  });
}

/** A page of the customers' to begin with; anything else begins at home. */
function insidePath(ctx: PortalContext, path: string): string {
  const below = /^\/(?![/\\])/.test(path) ? localPath(portalPath(ctx, path), ctx.state.kit.site) : undefined;
  return below ?? '/';
}

async function showForm(ctx: PortalContext, views: ViewService, draft: ViewDraft): Promise<void> {
  const { t } = ctx.state;
  const view = presentViewForm(draft, await views.profiles(), portalPath(ctx, PATH), t);
  const title = t('admin-view:title');
  await renderAdminForm(ctx, 'pages/admin/view', view, { title, status: draft.isUnknown ? 422 : 200 });
}

async function showComparison(ctx: PortalContext, deps: ViewRouteDeps, comparison: Comparison): Promise<void> {
  const context = { ...adminTexts(ctx), metadata: deps.host.metadata.current };
  const view = presentComparison(comparison, deps.permissions, context);
  await renderAdminForm(ctx, 'pages/admin/compare', view, { title: view.title, status: view.error ? 422 : 200 });
}
