import { type FieldFault, MalformedRequestError, NotSignedInError } from '../../../core/errors.js';
import { requireAdmin } from '../../../web/admin-visitor.js';
import { clearCookie, readCookie, setCookie } from '../../../web/cookies.js';
import { readForm } from '../../../web/form.js';
import type { PortalContext, PortalRouter } from '../../../web/portal-context.js';
import { redirectTo } from '../../../web/redirect.js';
import { orShowAgain } from '../../refused-form.js';
import { adminTexts, renderAdminForm } from '../admin-page.js';
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
    const session = ctx.state.adminSession;
    if (!session) throw new NotSignedInError();
    const code = (await readForm(ctx)).text('code');
    // Answered at once: the codes are shown this one time and kept nowhere.
    await orShowAgain(
      async () => showOwn(ctx, factor, { recoveryCodes: await factor.confirm(admin, session, code) }),
      (faults) => showOwn(ctx, factor, { faults }),
    );
  });

  router.post('/admin/me/factor/remove', async (ctx) => {
    const admin = requireAdmin(ctx);
    const code = (await readForm(ctx)).text('code');
    await orShowAgain(
      async () => {
        await factor.remove(admin, code);
        await redirectTo(ctx, '/admin/me', { kind: 'ok', text: ctx.state.t('admin:factor.removed') });
      },
      (faults) => showOwn(ctx, factor, { faults }),
    );
  });
}

async function showOwn(
  ctx: PortalContext,
  factor: SecondFactor,
  more: { readonly faults?: readonly FieldFault[]; readonly recoveryCodes?: readonly string[] } = {},
): Promise<void> {
  const admin = requireAdmin(ctx);
  const theme = readCookie(ctx, 'theme') ?? '';
  const view = presentOwnAdmin({ admin, state: await factor.state(admin), theme, ...more }, adminTexts(ctx));
  const status = more.faults ? 422 : 200;
  await renderAdminForm(ctx, 'pages/admin/me', view, { title: ctx.state.t('admin:me.title'), status });
}
