import type { WallClock } from '../../../core/clock.js';
import type { FieldFault } from '../../../core/errors.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { readForm } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { redirectTo } from '../../../web/redirect.js';
import { orShowAgain } from '../../refused-form.js';
import { idParam } from '../../route-params.js';
import { actorOf } from '../actor.js';
import { adminTexts, renderAdminForm } from '../admin-page.js';
import type { ManagerDesk } from './manager-desk.js';
import type { TypedManager } from './manager-form.js';
import { presentManagerPage } from './manager-presenter.js';

interface ManagerRouteDeps {
  readonly managerDesk: ManagerDesk;
  readonly wallClock: WallClock;
}

/** Marking a contact as manager of their company; the contact's page holds the same form. */
export function addManagerRoutes(router: PortalRouter, deps: ManagerRouteDeps): void {
  router.get('/admin/contacts/:id/manager', async (ctx) => {
    requireAdmin(ctx);
    await showPage(ctx, deps, idParam(ctx));
  });

  router.post('/admin/contacts/:id/manager', async (ctx) => {
    const actor = actorOf(requireAdmin(ctx));
    const id = idParam(ctx);
    const form = await readForm(ctx);
    const typed = { isManager: form.has('manager'), most: form.text('most'), profile: form.text('profile') };
    await orShowAgain(
      async () => {
        await deps.managerDesk.save(id, typed, actor);
        const text = ctx.state.t('colleagues:admin.saved');
        await redirectTo(ctx, `/admin/contacts/${id}/manager`, { kind: 'ok', text });
      },
      (faults) => showPage(ctx, deps, id, typed, faults),
    );
  });
}

async function showPage(
  ctx: PortalContext,
  { managerDesk, wallClock }: ManagerRouteDeps,
  contactId: number,
  typed?: TypedManager,
  faults: readonly FieldFault[] = [],
): Promise<void> {
  const facts = await managerDesk.facts(contactId, typed, faults);
  const view = presentManagerPage(facts, wallClock, adminTexts(ctx));
  await renderAdminForm(ctx, 'pages/admin/manager', view, { title: view.title, status: faults.length > 0 ? 422 : 200 });
}
