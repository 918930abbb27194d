import type { FieldFault } from '../../../core/errors.js';
import { renderAdminPage } from '../../../web/admin-view.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { readForm } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { portalPath, redirectTo } from '../../../web/redirect.js';
import { faultsOf } from '../../fault-sentence.js';
import type { SettingsDesk } from './settings-desk.js';
import { presentSettings } from './settings-presenter.js';

const PATH = '/admin/settings';

interface Typed {
  readonly typed?: ReadonlyMap<string, string>;
  readonly faults?: readonly FieldFault[];
  readonly isStale?: boolean;
}

/** The portal-wide settings. */
export function addSettingsRoutes(router: PortalRouter, desk: SettingsDesk): void {
  router.get(PATH, async (ctx) => {
    requireAdmin(ctx);
    await showSettings(ctx, desk);
  });

  router.post(PATH, async (ctx) => {
    const admin = requireAdmin(ctx);
    const form = await readForm(ctx);
    const { entries } = await desk.read();
    const sent = entries.filter(({ key }) => form.has(key));
    const typed = new Map(sent.map(({ key }) => [key, form.text(key)]));
    try {
      const result = await desk.save(typed, form.text('mark'), admin);
      if (result === 'stale') return showSettings(ctx, desk, { typed, isStale: true });
      await redirectTo(ctx, PATH, { kind: 'ok', text: ctx.state.t('admin:saved') });
    } catch (error) {
      const faults = faultsOf(error);
      if (!faults) throw error;
      await showSettings(ctx, desk, { typed, faults });
    }
  });
}

async function showSettings(
  ctx: PortalContext,
  desk: SettingsDesk,
  { typed, faults, isStale }: Typed = {},
): Promise<void> {
  const { t } = ctx.state;
  const draft = { ...(await desk.read()), ...(typed ? { typed } : {}), ...(faults ? { faults } : {}) };
  const view = presentSettings(draft, t, portalPath(ctx, PATH));
  const title = t('admin:settings.title');
  const notice = isStale ? { stale: t('admin:settings.changedMeanwhile') } : {};
  await renderAdminPage(
    ctx,
    'pages/admin/settings',
    { ...view, ...notice },
    {
      title: faults ? t('sign-in:errors.page', { title }) : title,
      status: isStale ? 409 : faults ? 422 : 200,
    },
  );
}
