import { type FieldFault, NotSignedInError } from '../../core/errors.js';
import { clearCookie } from '../../web/cookies.js';
import { readForm } from '../../web/form.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { readQuery } from '../../web/query.js';
import { redirectTo } from '../../web/redirect.js';
import { startSession } from '../../web/session-cookie.js';
import { renderPage } from '../../web/view.js';
import { requireSession } from '../../web/viewer.js';
import { orShowAgain } from '../refused-form.js';
import type { LinkService } from './link-service.js';
import type { PasswordChange } from './password-change.js';
import { browserOf, keepMark, showForm, textsOf, wantedPath } from './route-kit.js';
import { presentForgot, presentPasswordChange } from './sign-in-presenter.js';

interface PasswordRouteDeps {
  readonly change: PasswordChange;
  readonly links: LinkService;
}

/** Changing the password when signed in, and asking for a link when it is forgotten. */
export function addPasswordRoutes(router: PortalRouter, deps: PasswordRouteDeps): void {
  router.get('/password/change', async (ctx) => {
    await showChange(ctx, wantedPath(ctx, readQuery(ctx, ['next']).get('next')), []);
  });

  router.post('/password/change', async (ctx) => {
    const { viewer, session } = signedIn(ctx);
    const form = await readForm(ctx);
    const next = wantedPath(ctx, form.text('next'));
    const input = { current: form.text('current'), password: form.text('password'), repeat: form.text('repeat') };
    const work = async (): Promise<void> => {
      const browser = browserOf(ctx);
      startSession(ctx, await deps.change.change(viewer, session, input, browser));
      keepMark(ctx, browser);
      clearCookie(ctx, 'remember');
      const done = { kind: 'ok', text: ctx.state.t('sign-in:change.done') } as const;
      await redirectTo(ctx, next ?? (session.kind === 'full' ? '/me' : '/'), done);
    };
    await orShowAgain(work, (faults) => showChange(ctx, next, faults));
  });

  router.get('/password/forgot', async (ctx) => showForgot(ctx, '', []));

  router.post('/password/forgot', async (ctx) => {
    // Two addresses are refused like a list typed into one field.
    const typed = (await readForm(ctx)).list('email').join(', ');
    const work = async (): Promise<void> => {
      await deps.links.requestReset(typed, ctx.state.log);
      const data = { backHref: textsOf(ctx).path('/sign-in') };
      await renderPage(ctx, 'pages/forgot-sent', data, { title: ctx.state.t('sign-in:forgotSent.title') });
    };
    await orShowAgain(work, (faults) => showForgot(ctx, typed, faults));
  });
}

function signedIn(ctx: PortalContext) {
  const session = requireSession(ctx);
  const { viewer } = ctx.state;
  if (!viewer) throw new NotSignedInError();
  return { session, viewer };
}

async function showChange(ctx: PortalContext, next: string | undefined, faults: readonly FieldFault[]): Promise<void> {
  const { viewer, session } = signedIn(ctx);
  const input = { userName: viewer.contact.userName, isForced: session.kind === 'password-change', next };
  const data = presentPasswordChange(input, faults, textsOf(ctx));
  await showForm(ctx, 'pages/password-change', { title: data.title, data }, faults);
}

async function showForgot(ctx: PortalContext, email: string, faults: readonly FieldFault[]): Promise<void> {
  const data = presentForgot(email, faults, textsOf(ctx));
  await showForm(ctx, 'pages/forgot', { title: ctx.state.t('sign-in:forgot.title'), data }, faults);
}
