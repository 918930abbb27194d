import type { HostAdapter } from '../../host/host-adapter.js';
import { clearCookie, setCookie } from '../../web/cookies.js';
import { readForm } from '../../web/form.js';
import { ownName } from '../../web/frame-view.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import { requireViewer } from '../../web/viewer.js';
import { presenterContext } from '../request-context.js';
import { presentMe } from './account-presenter.js';
import type { AccountService } from './account-service.js';

interface AccountRouteDeps {
  readonly host: HostAdapter;
  readonly account: AccountService;
}

const YEAR_SECONDS = 365 * 86_400;

/** `/me`, the visitor's own page. */
export function addAccountRoutes(router: PortalRouter, { host, account }: AccountRouteDeps): void {
  router.get('/me', async (ctx) => {
    const viewer = requireViewer(ctx);
    const login = await account.login(viewer.contact.id);
    const languages = ctx.state.kit.translator.languages.map((code) => ({ code, name: ownName(code) }));
    const facts = { login, languages, wallClock: host.wallClock };
    await renderPage(ctx, 'pages/me', presentMe(viewer, facts, presenterContext(ctx, host)), {
      title: ctx.state.t('account:title'),
    });
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
}

function keep(ctx: PortalContext, part: 'language' | 'theme', value: string | undefined): void {
  if (value === undefined) clearCookie(ctx, part);
  else setCookie(ctx, part, value, YEAR_SECONDS);
}
