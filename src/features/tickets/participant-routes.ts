import { TICKET_MODULE } from '../../access/ticket-states.js';
import { InvalidInputError } from '../../core/errors.js';
import { readForm } from '../../web/form.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
import { requireViewer } from '../../web/viewer.js';
import { faultSentence } from '../fault-sentence.js';
import type { ShowRecordPage } from '../records/show-record-page.js';
import { idParam } from '../route-params.js';
import { readSubmissionKey } from '../submission.js';
import type { ParticipantService } from './participant-service.js';

interface ParticipantRouteDeps {
  readonly participants: ParticipantService;
  /** Shows the ticket's page with what came back refused. */
  readonly showRecord: ShowRecordPage;
}

/** Adding a colleague to a ticket (`contact`) and taking one off (`remove`), each by the contact's id. */
export function addParticipantRoutes(router: PortalRouter, { participants, showRecord }: ParticipantRouteDeps): void {
  router.post(`/${TICKET_MODULE}/:id/participants`, async (ctx) => {
    const form = await readForm(ctx);
    const id = idParam(ctx);
    const key = readSubmissionKey(form.text('_key'));
    const run = form.has('remove') ? remove : add;
    const chosen = form.text(form.has('remove') ? 'remove' : 'contact');
    try {
      await run(ctx, participants, { id, chosen, key });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const sentences = error.faults.map((fault) => faultSentence(fault, ctx.state.t));
      await showRecord(ctx, TICKET_MODULE, id, { participant: { error: sentences.join(' ') } }, 422);
    }
  });
}

interface Choice {
  readonly id: number;
  readonly chosen: string;
  readonly key: string;
}

async function add(ctx: PortalContext, participants: ParticipantService, { id, chosen, key }: Choice): Promise<void> {
  const { path, name } = await participants.add(requireViewer(ctx), id, chosen, key);
  await redirectTo(ctx, path, { kind: 'ok', text: ctx.state.t('participants:added', { name }) });
}

async function remove(
  ctx: PortalContext,
  participants: ParticipantService,
  { id, chosen, key }: Choice,
): Promise<void> {
  const { path, isMe } = await participants.remove(requireViewer(ctx), id, chosen, key);
  await redirectTo(ctx, path, { kind: 'ok', text: ctx.state.t(isMe ? 'participants:left' : 'participants:removed') });
}
