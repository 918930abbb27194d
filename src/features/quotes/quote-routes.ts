import { QUOTE_ANSWERS, QUOTE_MODULE, type QuoteAnswer } from '../../access/quote-states.js';
import { NotFoundError } from '../../core/errors.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { readForm } from '../../web/form.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import { requireViewer } from '../../web/viewer.js';
import { refusalOf } from '../fault-sentence.js';
import { presenterContext } from '../request-context.js';
import { idParam } from '../route-params.js';
import { readSubmissionKey } from '../submission.js';
import { typedText } from '../typed-text.js';
import { presentConfirm, type RemarkDraft } from './confirm-presenter.js';
import type { QuoteService } from './quote-service.js';
import { REMARK_FIELD } from './remark.js';

interface QuoteRouteDeps {
  readonly host: HostAdapter;
  readonly quotes: QuoteService;
}

const BASE = `/${QUOTE_MODULE}/:id`;

/** A quote's answers: a page that asks, and a POST that answers 303, or the page again with the sentence beside the field. */
export function addQuoteRoutes(router: PortalRouter, deps: QuoteRouteDeps): void {
  for (const answer of QUOTE_ANSWERS) {
    router.post(`${BASE}/${answer}`, async (ctx) => {
      const form = await readForm(ctx);
      const [id, text, key] = [idParam(ctx), typedText(form, REMARK_FIELD), readSubmissionKey(form.text('_key'))];
      const refusal = await refusalOf(async () => {
        const path = await deps.quotes.answer(requireViewer(ctx), id, answer, text, key);
        await redirectTo(ctx, path, { kind: 'ok', text: ctx.state.t(`quotes:done.${answer}`) });
      }, ctx.state.t);
      if (refusal) await showConfirm(ctx, deps, id, answer, { ...refusal, text });
    });
  }

  router.get(`${BASE}/confirm/:action`, async (ctx) => {
    const answer = QUOTE_ANSWERS.find((known) => known === ctx.params.action);
    if (!answer) throw new NotFoundError();
    await showConfirm(ctx, deps, idParam(ctx), answer);
  });
}

async function showConfirm(
  ctx: PortalContext,
  { host, quotes }: QuoteRouteDeps,
  id: number,
  answer: QuoteAnswer,
  draft?: RemarkDraft,
): Promise<void> {
  const asked = await quotes.ask(requireViewer(ctx), id, answer, ctx.state.language);
  const view = presentConfirm(answer, asked, draft, presenterContext(ctx, host));
  const title = draft ? ctx.state.t('tickets:form.errorTitle', { title: view.title }) : view.title;
  await renderPage(ctx, 'pages/confirm', view, { title, status: draft ? 422 : 200 });
}
