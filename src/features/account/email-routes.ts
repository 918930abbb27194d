import type { FieldFault } from '../../core/errors.js';
import { clearCookie, readCookie } from '../../web/cookies.js';
import { readForm } from '../../web/form.js';
import { takeLinkToken } from '../../web/link-token.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { portalPath, redirectTo } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import { requireViewer } from '../../web/viewer.js';
import { orShowAgain } from '../refused-form.js';
import type { EmailInvalidPageView } from './account-views.js';
import type { EmailChange } from './email-change.js';
import { presentEmailChange, presentEmailConfirm } from './email-presenter.js';

const COOKIE = 'email';

/**
 * Changing the address to sign in with. The link in the mail only moves its token into a cookie; who opens it signs in as always, and
 * their POST sets the address.
 */
export function addEmailRoutes(router: PortalRouter, change: EmailChange): void {
  router.get('/me/email', async (ctx) => {
    if (!change.mayChange(requireViewer(ctx))) return redirectTo(ctx, '/me');
    await showForm(ctx, '', []);
  });

  router.post('/me/email', async (ctx) => {
    const viewer = requireViewer(ctx);
    const form = await readForm(ctx);
    const input = { email: form.text('email'), current: form.text('current') };
    await orShowAgain(
      async () => {
        const address = await change.start(viewer, input, ctx.state.network);
        await redirectTo(ctx, '/me', { kind: 'info', text: ctx.state.t('me:email.sent', { address }) });
      },
      (faults) => showForm(ctx, input.email, faults),
    );
  });

  router.get('/me/email/confirm/:token', (ctx) => takeLinkToken(ctx, COOKIE, '/me/email/confirm'));

  router.get('/me/email/confirm', async (ctx) => {
    const address = await change.pending(requireViewer(ctx), readCookie(ctx, COOKIE) ?? '');
    if (address === undefined) return showInvalid(ctx);
    const view = presentEmailConfirm(address, textsOf(ctx));
    await renderPage(ctx, 'pages/confirm', view, { title: view.title });
  });

  router.post('/me/email/confirm', async (ctx) => {
    const viewer = requireViewer(ctx);
    const isDone = await change.confirm(viewer, readCookie(ctx, COOKIE) ?? '', ctx.state.log);
    if (!isDone) return showInvalid(ctx);
    clearCookie(ctx, COOKIE);
    await redirectTo(ctx, '/me', { kind: 'ok', text: ctx.state.t('me:email.changed') });
  });
}

async function showForm(ctx: PortalContext, typed: string, faults: readonly FieldFault[]): Promise<void> {
  const { t } = ctx.state;
  const view = presentEmailChange(requireViewer(ctx).contact.email, typed, faults, textsOf(ctx));
  const isRefused = faults.length > 0;
  const title = isRefused ? t('sign-in:errors.page', { title: t('me:email.title') }) : t('me:email.title');
  await renderPage(ctx, 'pages/email-change', view, { title, status: isRefused ? 422 : 200 });
}

/** One page for every link that does not work here, whatever the reason: it tells nothing of other contacts. */
async function showInvalid(ctx: PortalContext): Promise<void> {
  clearCookie(ctx, COOKIE);
  const view: EmailInvalidPageView = { againHref: portalPath(ctx, '/me/email'), backHref: portalPath(ctx, '/me') };
  await renderPage(ctx, 'pages/email-invalid', view, { title: ctx.state.t('me:email.invalidTitle'), status: 410 });
}

function textsOf(ctx: PortalContext) {
  return { t: ctx.state.t, path: (path: string) => portalPath(ctx, path) };
}
