import { TICKET_MODULE } from '../../access/ticket-states.js';
import { ConflictError } from '../../core/errors.js';
import type { Form } from '../../web/form.js';
import type { PortalContext } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
import { requireViewer } from '../../web/viewer.js';
import type { DraftForms } from '../drafts/draft-forms.js';
import { type DraftKeeper, pageOf } from '../drafts/draft-keeper.js';
import { type DraftPlace, placePath } from '../drafts/draft-place.js';
import { faultSentence, faultsOf } from '../fault-sentence.js';
import type { ShowRecordPage } from '../records/show-record-page.js';

/** What keeps a comment until it is sent. */
export interface CommentDrafts {
  readonly drafts: DraftKeeper;
  readonly draftForms: DraftForms;
}

interface AnswerDeps extends CommentDrafts {
  /** Shows the ticket's page with what came back refused. */
  readonly showRecord: ShowRecordPage;
}

/** A sent comment: `run` writes it; refused, it comes back on the ticket's page, and is kept. */
export async function answerComment(
  ctx: PortalContext,
  deps: AnswerDeps,
  id: number,
  sent: { readonly form: Form; readonly text: string },
  run: () => Promise<void>,
): Promise<void> {
  const { form, text } = sent;
  const viewer = requireViewer(ctx);
  const place = commentPlace(id);
  if (form.text('_save') === '1') return saveComment(ctx, deps, id, form);
  try {
    await deps.drafts.claim(viewer, place, pageOf(form));
    await run();
  } catch (error) {
    const refusal = judgeFailure(ctx, error);
    const kept = await deps.draftForms.save(viewer, place, form, ctx.state.language);
    // A newer text of another tab is not written over by this page's next save.
    const revision = kept === 'newer' ? { revision: pageOf(form).revision } : {};
    const comment = { text, ...revision, error: refusal.error, offersStrip: refusal.offersStrip };
    await deps.showRecord(ctx, TICKET_MODULE, id, { comment }, refusal.status);
  }
}

/** The place of a ticket's next comment. */
export function commentPlace(id: number): DraftPlace {
  return { kind: 'comment', module: TICKET_MODULE, id };
}

/** «Salva bozza»; over a newer text of another tab only when asked a second time. */
async function saveComment(ctx: PortalContext, deps: AnswerDeps, id: number, form: Form): Promise<void> {
  const { t, language } = ctx.state;
  const place = commentPlace(id);
  const result = await deps.draftForms.save(requireViewer(ctx), place, form, language);
  if (result === 'newer') {
    const comment = { text: form.text('comment'), error: t('drafts:newerAsk'), offersStrip: false };
    return deps.showRecord(ctx, TICKET_MODULE, id, { comment }, 409);
  }
  const word = typeof result === 'string' ? result : 'saved';
  await redirectTo(ctx, placePath(place), { kind: word === 'saved' ? 'ok' : 'info', text: t(`drafts:${word}`) });
}

/** The sentence beside a refused comment; anything but a refusal is thrown on. */
function judgeFailure(ctx: PortalContext, error: unknown) {
  const { t } = ctx.state;
  if (error instanceof ConflictError && error.code === 'submissionChanged')
    return { error: t('drafts:alreadySent'), offersStrip: false, status: 409 };
  const faults = faultsOf(error);
  if (!faults) throw error;
  return {
    error: faults.map((fault) => faultSentence(fault, t)).join(' '),
    offersStrip: faults.some((fault) => fault.code === 'astral'),
    status: 422,
  };
}
