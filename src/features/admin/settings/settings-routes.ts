import type { FieldFault } from '../../../core/errors.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { readForm } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { portalPath, redirectTo } from '../../../web/redirect.js';
import { orShowAgain } from '../../refused-form.js';
import { renderAdminForm } from '../admin-page.js';
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
    const typed = new Map(entries.flatMap(({ key }) => (form.has(key) ? [[key, form.text(key)]] : [])));
    await orShowAgain(
      async () => {
        await desk.save(typed, form.text('mark'), admin);
        await redirectTo(ctx, PATH, { kind: 'ok', text: ctx.state.t('admin:saved') });
      },
      (faults) => showSettings(ctx, desk, { typed, faults }),
      () => showSettings(ctx, desk, { typed, isStale: true }),
    );
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
  const notice = isStale ? { stale: t('admin:settings.changedMeanwhile') } : {};
  const status = isStale ? 409 : faults ? 422 : 200;
  const title = t('admin:settings.title');
  await renderAdminForm(ctx, 'pages/admin/settings', { ...view, ...notice }, { title, status });
}
