import { type FieldFault, MalformedRequestError } from '../../../core/errors.js';
import { renderAdminPage } from '../../../web/admin-view.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { clearCookie, readCookie, setCookie } from '../../../web/cookies.js';
import { readForm } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { portalPath, redirectTo } from '../../../web/redirect.js';
import { faultsOf } from '../../fault-sentence.js';
import { presentOwnAdmin } from './factor-presenter.js';
import type { SecondFactor } from './second-factor.js';

const YEAR_SECONDS = 365 * 86_400;

/** The administrator's own page: theme and second factor. */
export function addFactorRoutes(router: PortalRouter, factor: SecondFactor): void {
  router.get('/admin/me', (ctx) => showOwn(ctx, factor));

  router.post('/admin/me', async (ctx) => {
    requireAdmin(ctx);
    const theme = (await readForm(ctx)).text('theme');
    if (!['', 'light', 'dark'].includes(theme)) throw new MalformedRequestError();
    if (theme === '') clearCookie(ctx, 'theme');
    else setCookie(ctx, 'theme', theme, YEAR_SECONDS);
    await redirectTo(ctx, '/admin/me', { kind: 'ok', text: ctx.state.t('admin:saved') });
  });

  router.post('/admin/me/factor/begin', async (ctx) => {
    await factor.begin(requireAdmin(ctx));
    await redirectTo(ctx, '/admin/me');
  });

  router.post('/admin/me/factor/confirm', async (ctx) => {
    const admin = requireAdmin(ctx);
    const code = (await readForm(ctx)).text('code');
    // Answered at once: the codes are shown this one time and kept nowhere.
    await orShowAgain(ctx, factor, async () => {
      await showOwn(ctx, factor, { recoveryCodes: await factor.confirm(admin, code) });
    });
  });

  router.post('/admin/me/factor/remove', async (ctx) => {
    const admin = requireAdmin(ctx);
    const code = (await readForm(ctx)).text('code');
    await orShowAgain(ctx, factor, async () => {
      await factor.remove(admin, code);
      await redirectTo(ctx, '/admin/me', { kind: 'ok', text: ctx.state.t('admin:factor.removed') });
    });
  });
}

async function orShowAgain(ctx: PortalContext, factor: SecondFactor, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const faults = faultsOf(error);
    if (!faults) throw error;
    await showOwn(ctx, factor, { faults });
  }
}

async function showOwn(
  ctx: PortalContext,
  factor: SecondFactor,
  more: { readonly faults?: readonly FieldFault[]; readonly recoveryCodes?: readonly string[] } = {},
): Promise<void> {
  const admin = requireAdmin(ctx);
  const { t } = ctx.state;
  const theme = readCookie(ctx, 'theme') ?? '';
  const view = presentOwnAdmin(
    { admin, state: await factor.state(admin), theme, ...more },
    { t, path: (path) => portalPath(ctx, path) },
  );
  await renderAdminPage(ctx, 'pages/admin/me', view, { title: t('admin:me.title'), status: more.faults ? 422 : 200 });
}
