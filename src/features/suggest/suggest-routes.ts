import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { SuggestionsView, SuggestPageView } from '../../core/suggest-view-types.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { readQuery } from '../../web/query.js';
import { portalPath } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import { requireViewer } from '../../web/viewer.js';
import { readNeedle } from '../records/list-request.js';
import { presenterContext } from '../request-context.js';
import { presentSuggestions } from './suggest-presenter.js';
import type { SuggestService } from './suggest-service.js';

interface SuggestRouteDeps {
  readonly host: HostAdapter;
  readonly suggest: SuggestService;
}

/** The answers a visitor may find for a title; undefined: there are none to read. */
export type OfferAnswers = (ctx: PortalContext, title: string) => Promise<SuggestionsView | undefined>;

/** Makes the function with which the new ticket's form offers them. */
export function createOfferAnswers({ host, suggest }: SuggestRouteDeps): OfferAnswers {
  return async (ctx, title) => {
    const found = await suggest.suggest(requireViewer(ctx), title, ctx.state.language);
    return presentSuggestions(found, title, presenterContext(ctx, host));
  };
}

/** Answers that may make a new ticket needless; the new ticket's form asks for them while its title is typed. */
export function addSuggestRoutes(router: PortalRouter, offerAnswers: OfferAnswers): void {
  router.get('/suggest', async (ctx) => {
    const { t } = ctx.state;
    const view: SuggestPageView = {
      title: t('suggest:title'),
      suggestions: await offerAnswers(ctx, readNeedle(readQuery(ctx, ['title']).get('title'))),
      back: { href: portalPath(ctx, `/${TICKET_MODULE}/new`), text: t('suggest:back') },
    };
    await renderPage(ctx, 'pages/suggest', view, { title: view.title });
  });
}
