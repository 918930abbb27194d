import { TICKET_MODULE } from '../../access/ticket-states.js';
import { type FieldFault, InvalidInputError, NotFoundError } from '../../core/errors.js';
import type { ConfirmPageView } from '../../core/record-view-types.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { type Form, readForm } from '../../web/form.js';
import type { Flash, PortalContext, PortalRouter } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import { requireViewer } from '../../web/viewer.js';
import { faultSentence, refusalOf } from '../fault-sentence.js';
import type { RecordService } from '../records/record-service.js';
import type { ShowRecordPage } from '../records/show-record-page.js';
import { presenterContext } from '../request-context.js';
import { idParam } from '../route-params.js';
import { readSubmissionKey } from '../submission.js';
import { typedText } from '../typed-text.js';
import { answerComment, type CommentDrafts, commentPlace } from './comment-answer.js';
import { CONFIRMED_ACTIONS, type ConfirmedAction, presentConfirm } from './confirm-presenter.js';
import type { TicketActions } from './ticket-actions.js';
import { ticketFacts } from './ticket-facts.js';

interface TicketRouteDeps extends CommentDrafts {
  readonly host: HostAdapter;
  readonly records: RecordService;
  readonly actions: TicketActions;
  readonly showRecord: ShowRecordPage;
}

const BASE = `/${TICKET_MODULE}/:id`;

/** A ticket's actions; each is a POST that answers 303, or the page again with the sentence beside the field. */
export function addTicketRoutes(router: PortalRouter, deps: TicketRouteDeps): void {
  const { actions } = deps;

  router.post(`${BASE}/comments`, async (ctx) => {
    const form = await readForm(ctx);
    const text = commentOf(form);
    const id = idParam(ctx);
    await answerComment(ctx, deps, id, { form, text }, async () => {
      const path = await actions.comment(requireViewer(ctx), id, text, keyOf(form));
      await redirectTo(ctx, path);
    });
  });

  router.post(`${BASE}/files`, async (ctx) => {
    const viewer = requireViewer(ctx);
    const form = await readForm(ctx, { upload: viewer.profile.uploads });
    const id = idParam(ctx);
    const good = form.files.filter((file) => !file.fault);
    const bad = form.files.flatMap((file) => (file.fault ? [{ field: 'files', ...file.fault }] : []));
    const refusal = await refusalOf(async () => {
      if (good.length === 0 && bad.length > 0) throw new InvalidInputError(bad);
      const path = await actions.attach(viewer, id, good, keyOf(form));
      await flashBad(ctx, bad);
      await redirectTo(ctx, path, { kind: 'ok', text: ctx.state.t('tickets:ticket.attached', { count: good.length }) });
    }, ctx.state.t);
    if (refusal) await deps.showRecord(ctx, TICKET_MODULE, id, { fileErrors: refusal.sentences }, 422);
  });

  router.post(`${BASE}/resolve`, async (ctx) => {
    const path = await actions.resolve(requireViewer(ctx), idParam(ctx), keyOf(await readForm(ctx)));
    await redirectTo(ctx, path, { kind: 'ok', text: ctx.state.t('tickets:ticket.resolved') });
  });

  router.post(`${BASE}/reopen`, async (ctx) => {
    const form = await readForm(ctx);
    const id = idParam(ctx);
    const text = commentOf(form);
    const refusal = await refusalOf(async () => {
      const path = await actions.reopen(requireViewer(ctx), id, text, keyOf(form));
      await redirectTo(ctx, path, { kind: 'ok', text: ctx.state.t('tickets:ticket.reopened') });
    }, ctx.state.t);
    if (refusal) await showConfirm(ctx, deps, id, 'reopen', { text, error: refusal.error });
  });

  router.post(`${BASE}/delete`, async (ctx) => {
    const path = await actions.remove(requireViewer(ctx), idParam(ctx), keyOf(await readForm(ctx)));
    await redirectTo(ctx, path, { kind: 'ok', text: ctx.state.t('tickets:ticket.deleted') });
  });

  router.get(`${BASE}/confirm/:action`, async (ctx) => {
    const action = CONFIRMED_ACTIONS.find((known) => known === ctx.params.action);
    if (!action) throw new NotFoundError();
    await actions.demandMay(requireViewer(ctx), idParam(ctx), action);
    await showConfirm(ctx, deps, idParam(ctx), action);
  });
}

async function showConfirm(
  ctx: PortalContext,
  deps: TicketRouteDeps,
  id: number,
  action: ConfirmedAction,
  draft?: { text: string; error: string },
): Promise<void> {
  const shown = await deps.records.show(requireViewer(ctx), TICKET_MODULE, id);
  const asked = presentConfirm(action, id, ticketFacts(shown), draft, presenterContext(ctx, deps.host));
  const stamp = asked.comment ? { stamp: deps.drafts.stamp(requireViewer(ctx), commentPlace(id)) } : {};
  const view: ConfirmPageView = { ...asked, ...stamp };
  const title = draft ? ctx.state.t('tickets:form.errorTitle', { title: view.title }) : view.title;
  await renderPage(ctx, 'pages/confirm', view, { title, status: draft ? 422 : 200 });
}

async function flashBad({ state }: PortalContext, faults: readonly FieldFault[]): Promise<void> {
  const messages = faults.map((fault): Flash => ({ kind: 'bad', text: faultSentence(fault, state.t) }));
  if (state.session && messages.length > 0) await state.kit.sessions.addFlash(state.session, ...messages);
}

function commentOf(form: Form): string {
  return typedText(form, 'comment');
}

function keyOf(form: Form): string {
  return readSubmissionKey(form.text('_key'));
}
