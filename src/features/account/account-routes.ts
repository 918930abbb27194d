import type { FormPageView } from '../../core/record-view-types.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { clearCookie, setCookie } from '../../web/cookies.js';
import { readForm } from '../../web/form.js';
import { languageNames } from '../../web/language-names.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
import { streamFile } from '../../web/stream-file.js';
import { renderPage } from '../../web/view.js';
import { requireSession, requireViewer } from '../../web/viewer.js';
import type { FormKit } from '../records/form-kit.js';
import type { FormPlan, FormService } from '../records/form-service.js';
import { presenterContext } from '../request-context.js';
import { presentMe } from './account-presenter.js';
import type { AccountService } from './account-service.js';
import { CONTACT_MODULE } from './contact-companion.js';
import type { EmailChange } from './email-change.js';
import type { SessionService } from './session-service.js';

/** What the visitor's own page is made of. */
export interface AccountRouteDeps {
  readonly host: HostAdapter;
  readonly account: AccountService;
  readonly forms: FormService;
  readonly formKit: FormKit;
  readonly emailChange: EmailChange;
  readonly openSessions: SessionService;
}

const YEAR_SECONDS = 365 * 86_400;

/** `/me`, the visitor's own page: their data, sessions and choices. */
export function addAccountRoutes(router: PortalRouter, deps: AccountRouteDeps): void {
  const { account, forms } = deps;

  router.get('/me', async (ctx) => {
    const viewer = requireViewer(ctx);
    const plan = account.mayEdit(viewer) ? await ownPlan(ctx, forms) : undefined;
    const isEmpty = plan === undefined || plan.fields.length === 0;
    await showMe(ctx, deps, isEmpty ? undefined : deps.formKit.view(ctx, plan), 200);
  });

  router.post('/me', async (ctx) => {
    const viewer = requireViewer(ctx);
    const form = await readForm(ctx);
    const input = { language: form.text('language'), theme: form.text('theme') };
    const chosen = await account.choose(viewer.contact.id, input, ctx.state.kit.translator.languages);
    // The cookies carry the choice to the pages before sign-in.
    keep(ctx, 'language', chosen.language);
    keep(ctx, 'theme', chosen.theme);
    const { translator } = ctx.state.kit;
    const t = chosen.language ? translator.for(chosen.language) : ctx.state.t;
    await redirectTo(ctx, '/me', { kind: 'ok', text: t('account:saved') });
  });

  router.get('/me/edit', async (ctx) => {
    requireViewer(ctx);
    await redirectTo(ctx, '/me');
  });

  router.post('/me/edit', (ctx) => saveOwn(ctx, deps));

  // One's own record has one form; those of colleagues are the record routes' to refuse.
  router.get(`/${CONTACT_MODULE}/:id/edit`, async (ctx, next) => {
    const viewer = requireViewer(ctx);
    if (!isOwn(ctx) || !account.mayEdit(viewer)) return next();
    await redirectTo(ctx, '/me');
  });

  router.post(`/${CONTACT_MODULE}/:id/edit`, (ctx, next) => {
    requireViewer(ctx);
    return isOwn(ctx) ? saveOwn(ctx, deps) : next();
  });

  router.get('/me/photo', async (ctx) => {
    const photo = await account.openPhoto(requireViewer(ctx));
    await streamFile(ctx, { ...photo, disposition: 'inline' });
  });
}

async function saveOwn(ctx: PortalContext, deps: AccountRouteDeps): Promise<void> {
  const plan = await ownPlan(ctx, deps.forms);
  const show = (view: FormPageView, status: number): Promise<void> => showMe(ctx, deps, view, status);
  const { t } = ctx.state;
  const place = { show, saved: t('account:saved'), conflict: t('me:data.changedMeanwhile') };
  await deps.formKit.answer(ctx, plan, await readForm(ctx), place);
}

function ownPlan(ctx: PortalContext, forms: FormService): Promise<FormPlan> {
  const viewer = requireViewer(ctx);
  return forms.planEdit(viewer, CONTACT_MODULE, viewer.contact.id, ctx.state.language);
}

async function showMe(
  ctx: PortalContext,
  deps: AccountRouteDeps,
  form: FormPageView | undefined,
  status: number,
): Promise<void> {
  const { host, account } = deps;
  const viewer = requireViewer(ctx);
  const { t, kit } = ctx.state;
  const [login, sessions, photo] = await Promise.all([
    account.login(viewer.contact.id),
    deps.openSessions.list(requireSession(ctx)),
    account.photo(viewer),
  ]);
  const facts = {
    login,
    languages: kit.translator.languages.map((code) => ({ code, name: languageNames(code).own })),
    wallClock: host.wallClock,
    form,
    sessions,
    hasPhoto: photo !== undefined,
    mayChangeEmail: deps.emailChange.mayChange(viewer),
  };
  const title = status < 400 ? t('account:title') : t('tickets:form.errorTitle', { title: t('account:title') });
  await renderPage(ctx, 'pages/me', presentMe(viewer, facts, presenterContext(ctx, host)), { title, status });
}

function isOwn(ctx: PortalContext): boolean {
  return ctx.params.id === String(requireViewer(ctx).contact.id);
}

function keep(ctx: PortalContext, part: 'language' | 'theme', value: string | undefined): void {
  if (value === undefined) clearCookie(ctx, part);
  else setCookie(ctx, part, value, YEAR_SECONDS);
}
