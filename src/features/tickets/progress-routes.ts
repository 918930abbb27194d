import { TICKET_MODULE } from '../../access/ticket-states.js';
import { type Form, readForm } from '../../web/form.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
import { requireViewer } from '../../web/viewer.js';
import { refusalOf } from '../fault-sentence.js';
import type { RecordPageDraft } from '../records/record-companion.js';
import type { ShowRecordPage } from '../records/show-record-page.js';
import { idParam } from '../route-params.js';
import { readSubmissionKey } from '../submission.js';
import type { ConfidentialAnswers } from './confidential-answers.js';
import type { TicketRatings } from './ticket-rating.js';

interface ProgressRouteDeps {
  readonly ratings: TicketRatings;
  readonly confidential: ConfidentialAnswers;
  readonly showRecord: ShowRecordPage;
}

const BASE = `/${TICKET_MODULE}/:id`;

/** Rating a closed ticket, and answering a request for secret data. */
export function addProgressRoutes(router: PortalRouter, deps: ProgressRouteDeps): void {
  const { ratings, confidential } = deps;

  router.post(`${BASE}/rating`, async (ctx) => {
    const form = await readForm(ctx);
    const input = { stars: form.text('stars'), word: form.text('word') };
    const draft = (error: string): RecordPageDraft => ({ rating: { ...input, error } });
    await orShowAgain(ctx, deps, draft, () => ratings.rate(requireViewer(ctx), idParam(ctx), input, keyOf(form)));
  });

  router.post(`${BASE}/confidential/:comment`, async (ctx) => {
    const form = await readForm(ctx);
    const requestId = idParam(ctx, 'comment');
    const comment = form.text('comment');
    const input = { data: form.text('confidential'), comment };
    const draft = (error: string): RecordPageDraft => ({ confidential: { requestId, comment, error } });
    await orShowAgain(ctx, deps, draft, () =>
      confidential.answer(requireViewer(ctx), idParam(ctx), requestId, input, keyOf(form)),
    );
  });
}

/** What was refused comes back on the ticket's own page. */
async function orShowAgain(
  ctx: PortalContext & { readonly params: Readonly<Record<string, string>> },
  deps: ProgressRouteDeps,
  draft: (error: string) => RecordPageDraft,
  run: () => Promise<string>,
): Promise<void> {
  const refusal = await refusalOf(async () => redirectTo(ctx, await run()), ctx.state.t);
  if (refusal) await deps.showRecord(ctx, TICKET_MODULE, idParam(ctx), draft(refusal.error), 422);
}

function keyOf(form: Form): string {
  return readSubmissionKey(form.text('_key'));
}
