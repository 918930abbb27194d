import type { LinkView } from '../../../core/view-types.js';
import { renderAdminPage } from '../../../web/admin-view.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import type { PortalRouter } from '../../../web/portal-context.js';
import { portalPath } from '../../../web/redirect.js';
import { streamFile } from '../../../web/stream-file.js';
import { idParam } from '../../route-params.js';
import { actorOf } from '../actor.js';
import type { ContactData } from './contact-data.js';

/** `pages/admin/data`: what the archive holds, and the way to it. */
export interface DataPageView {
  readonly back: LinkView;
  readonly title: string;
  readonly lead: string;
  readonly download: string;
}

/** What portal and CRM hold on a contact, as a ZIP; each download is recorded. */
export function addDataRoutes(router: PortalRouter, data: ContactData): void {
  router.get('/admin/contacts/:id/data', async (ctx) => {
    requireAdmin(ctx);
    const { id, firstName, lastName } = await data.contact(idParam(ctx));
    const name = `${firstName} ${lastName}`.trim();
    const view: DataPageView = {
      back: { href: portalPath(ctx, `/admin/contacts/${id}`), text: name },
      title: ctx.state.t('admin-data:title'),
      lead: ctx.state.t('admin-data:lead', { name }),
      download: portalPath(ctx, `/admin/contacts/${id}/data.zip`),
    };
    await renderAdminPage(ctx, 'pages/admin/data', view, { title: view.title });
  });

  router.get('/admin/contacts/:id/data.zip', async (ctx) => {
    const actor = actorOf(requireAdmin(ctx));
    const { language, t } = ctx.state;
    await streamFile(ctx, await data.archive({ contactId: idParam(ctx), actor, language, t }));
  });
}
