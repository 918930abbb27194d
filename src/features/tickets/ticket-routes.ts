import { TICKET_MODULE } from '../../access/ticket-states.js';
import { type FieldFault, InvalidInputError, NotFoundError, RefusedError } from '../../core/errors.js';
import { withoutAstralCharacters } from '../../core/text.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import { type Form, readForm } from '../../web/form.js';
import type { Flash, PortalContext, PortalRouter } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import { requireViewer } from '../../web/viewer.js';
import { faultSentence } from '../fault-sentence.js';
import type { RecordPageDraft } from '../records/record-companion.js';
import type { RecordService } from '../records/record-service.js';
import { presenterContext } from '../request-context.js';
import { idParam } from '../route-params.js';
import { readSubmissionKey } from '../submission.js';
import { CONFIRMED_ACTIONS, type ConfirmedAction, presentConfirm } from './confirm-presenter.js';
import type { TicketActions } from './ticket-actions.js';
import { ticketFacts } from './ticket-facts.js';

interface TicketRouteDeps {
  readonly host: HostAdapter;
  readonly records: RecordService;
  readonly actions: TicketActions;
  /** Shows the ticket's page with what came back refused. */
  readonly showRecord: (
    ctx: PortalContext,
    module: string,
    id: number,
    draft: RecordPageDraft,
    status: number,
  ) => Promise<void>;
}

const BASE = `/${TICKET_MODULE}/:id`;

/** A ticket's actions; each is a POST that answers 303, or the page again with the sentence beside the field. */
export function addTicketRoutes(router: PortalRouter, deps: TicketRouteDeps): void {
  const { actions } = deps;

  router.post(`${BASE}/comments`, async (ctx) => {
    const form = await readForm(ctx);
    const text = commentOf(form);
    const id = idParam(ctx);
    await orShowAgain(ctx, deps, id, text, async () => {
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
    await orShowAgain(ctx, deps, id, undefined, async () => {
      if (good.length === 0 && bad.length > 0) throw new InvalidInputError(bad);
      const path = await actions.attach(viewer, id, good, keyOf(form));
      await flashBad(ctx, bad);
      await redirectTo(ctx, path, { kind: 'ok', text: ctx.state.t('tickets:ticket.attached', { count: good.length }) });
    });
  });

  router.post(`${BASE}/resolve`, async (ctx) => {
    const path = await actions.resolve(requireViewer(ctx), idParam(ctx), keyOf(await readForm(ctx)));
    await redirectTo(ctx, path, { kind: 'ok', text: ctx.state.t('tickets:ticket.resolved') });
  });

  router.post(`${BASE}/reopen`, async (ctx) => {
    const form = await readForm(ctx);
    const id = idParam(ctx);
    const text = commentOf(form);
    await orConfirmAgain(ctx, deps, id, text, async () => {
      const path = await actions.reopen(requireViewer(ctx), id, text, keyOf(form));
      await redirectTo(ctx, path, { kind: 'ok', text: ctx.state.t('tickets:ticket.reopened') });
    });
  });

  router.post(`${BASE}/delete`, async (ctx) => {
    const path = await actions.remove(requireViewer(ctx), idParam(ctx), keyOf(await readForm(ctx)));
    await redirectTo(ctx, path, { kind: 'ok', text: ctx.state.t('tickets:ticket.deleted') });
  });

  router.get(`${BASE}/confirm/:action`, async (ctx) => {
    const action = CONFIRMED_ACTIONS.find((known) => known === ctx.params.action);
    if (!action) throw new NotFoundError();
    await showConfirm(ctx, deps, idParam(ctx), action);
  });
}

/** A refused comment or file comes back on the ticket's own page; the text is kept. */
async function orShowAgain(
  ctx: PortalContext,
  deps: TicketRouteDeps,
  id: number,
  text: string | undefined,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    const faults = faultsOf(error);
    if (!faults) throw error;
    const sentences = faults.map((fault) => faultSentence(fault, ctx.state.t));
    const offersStrip = faults.some((fault) => fault.code === 'astral');
    const draft: RecordPageDraft =
      text === undefined ? { fileErrors: sentences } : { comment: { text, error: sentences.join(' '), offersStrip } };
    await deps.showRecord(ctx, TICKET_MODULE, id, draft, 422);
  }
}

async function orConfirmAgain(
  ctx: PortalContext,
  deps: TicketRouteDeps,
  id: number,
  text: string,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    const fault = faultsOf(error)?.[0];
    if (!fault) throw error;
    await showConfirm(ctx, deps, id, 'reopen', { text, error: faultSentence(fault, ctx.state.t) });
  }
}

async function showConfirm(
  ctx: PortalContext,
  deps: TicketRouteDeps,
  id: number,
  action: ConfirmedAction,
  draft?: { text: string; error: string },
): Promise<void> {
  const shown = await deps.records.show(requireViewer(ctx), TICKET_MODULE, id);
  const view = presentConfirm(action, id, ticketFacts(shown), draft, presenterContext(ctx, deps.host));
  const title = draft ? ctx.state.t('tickets:form.errorTitle', { title: view.title }) : view.title;
  await renderPage(ctx, 'pages/confirm', view, { title, status: draft ? 422 : 200 });
}

function faultsOf(error: unknown): readonly FieldFault[] | undefined {
  if (error instanceof InvalidInputError) return error.faults;
  if (error instanceof RefusedError) return [{ field: error.field ?? '', code: error.code, values: error.values }];
  return undefined;
}

async function flashBad({ state }: PortalContext, faults: readonly FieldFault[]): Promise<void> {
  const messages = faults.map((fault): Flash => ({ kind: 'bad', text: faultSentence(fault, state.t) }));
  if (state.session && messages.length > 0) await state.kit.sessions.addFlash(state.session, ...messages);
}

function commentOf(form: Form): string {
  const text = form.text('comment');
  return form.text('_strip') === '1' ? withoutAstralCharacters(text) : text;
}

function keyOf(form: Form): string {
  return readSubmissionKey(form.text('_key'));
}
