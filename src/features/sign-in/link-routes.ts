import type { FieldFault } from '../../core/errors.js';
import type { HostContact } from '../../host/host-adapter.js';
import type { PasswordPurpose } from '../../store/token-store.js';
import { clearCookie, readCookie } from '../../web/cookies.js';
import { readForm } from '../../web/form.js';
import { takeLinkToken } from '../../web/link-token.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import { orShowAgain } from '../refused-form.js';
import type { LinkService } from './link-service.js';
import { showForm, textsOf } from './route-kit.js';
import { presentReset } from './sign-in-presenter.js';

const pages: readonly { readonly purpose: PasswordPurpose; readonly path: string }[] = [
  { purpose: 'reset', path: '/password/reset' },
  { purpose: 'activate', path: '/activate' },
];

/** Reset and activation links. Opening one only moves its token into a cookie; the form's POST uses it up. */
export function addLinkRoutes(router: PortalRouter, deps: { readonly links: LinkService }): void {
  const { links } = deps;
  for (const { purpose, path } of pages) {
    router.get(`${path}/:token`, (ctx) => takeLinkToken(ctx, purpose, path));

    router.get(path, async (ctx) => {
      const holder = await links.holder(readCookie(ctx, purpose) ?? '', purpose);
      await (holder ? showReset(ctx, purpose, holder, []) : showInvalid(ctx, purpose));
    });

    router.post(path, async (ctx) => {
      const form = await readForm(ctx);
      const secret = readCookie(ctx, purpose) ?? '';
      const holder = await links.holder(secret, purpose);
      if (!holder) return showInvalid(ctx, purpose);
      const input = { password: form.text('password'), repeat: form.text('repeat') };
      const work = async (): Promise<void> => {
        if (!(await links.setPassword(secret, purpose, input, ctx.state.log))) return showInvalid(ctx, purpose);
        clearCookie(ctx, purpose);
        await redirectTo(ctx, '/sign-in?saved=1');
      };
      await orShowAgain(work, (faults) => showReset(ctx, purpose, holder, faults));
    });
  }
}

async function showReset(
  ctx: PortalContext,
  purpose: PasswordPurpose,
  holder: HostContact,
  faults: readonly FieldFault[],
): Promise<void> {
  const data = presentReset(purpose, holder, faults, textsOf(ctx));
  await showForm(ctx, 'pages/reset', { title: data.title, data }, faults);
}

async function showInvalid(ctx: PortalContext, purpose: PasswordPurpose): Promise<void> {
  clearCookie(ctx, purpose);
  const { path } = textsOf(ctx);
  const data = { forgotHref: path('/password/forgot'), backHref: path('/sign-in') };
  const title = ctx.state.t('sign-in:linkInvalid.title');
  await renderPage(ctx, 'pages/link-invalid', data, { title, status: 410, layout: 'plain' });
}
