import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { FormPageView } from '../../core/record-view-types.js';
import type { OfferedAnswersView, SuggestionsView } from '../../core/suggest-view-types.js';
import { createForm, type Form, readForm } from '../../web/form.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { readQuery } from '../../web/query.js';
import { renderPage } from '../../web/view.js';
import { requireViewer } from '../../web/viewer.js';
import type { DraftKeeper } from '../drafts/draft-keeper.js';
import { idParam, moduleParam } from '../route-params.js';
import { newSubmissionKey } from '../submission.js';
import { answerForm, judgeForm, viewForm } from './form-answer.js';
import { draftedForm, FormDrafting } from './form-drafting.js';
import type { FormKit, FormPlace } from './form-kit.js';
import type { FormPlan } from './form-service.js';
import { readNarrow } from './list-narrow.js';
import { offerSought } from './long-choices.js';
import { preselect } from './preselect.js';
import { errorTitle, type RecordRouteDeps } from './record-routes.js';
import { uploadRulesOf } from './upload-rules.js';

interface FormRouteDeps extends RecordRouteDeps {
  readonly drafts: DraftKeeper;
  /** Answers that may make a new ticket needless, by its title. */
  readonly offerAnswers: (ctx: PortalContext, title: string) => Promise<SuggestionsView | undefined>;
}

/** Forms of every module that can be written. */
export function addFormRoutes(router: PortalRouter, deps: FormRouteDeps): void {
  const { forms } = deps;

  router.get('/:module/new', async (ctx) => {
    const plan = await forms.planCreate(requireViewer(ctx), moduleParam(ctx), ctx.state.language);
    const { within } = readNarrow(readQuery(ctx, ['in.*']));
    const named = createForm(new Map([...within].map(([name, value]) => [name, [value]])), []);
    await showForm(ctx, deps, preselect(await offerSought(deps.records, requireViewer(ctx), plan, named), within));
  });

  router.post('/:module/new', async (ctx) => {
    const viewer = requireViewer(ctx);
    const plan = await forms.planCreate(viewer, moduleParam(ctx), ctx.state.language);
    const form = await readForm(ctx, plan.writer.acceptsFiles ? { upload: uploadRulesOf(plan.writer, viewer) } : {});
    await answerForm(ctx, deps, plan, form, ownPage(ctx, deps, plan));
  });

  router.get('/:module/:id/edit', async (ctx) => {
    const plan = await forms.planEdit(requireViewer(ctx), moduleParam(ctx), idParam(ctx), ctx.state.language);
    await showForm(ctx, deps, plan);
  });

  router.post('/:module/:id/edit', async (ctx) => {
    const plan = await forms.planEdit(requireViewer(ctx), moduleParam(ctx), idParam(ctx), ctx.state.language);
    await answerForm(ctx, deps, plan, await readForm(ctx), ownPage(ctx, deps, plan));
  });
}

/** The form's mechanics for features that show one inside their own page. */
export function createFormKit(deps: RecordRouteDeps): FormKit {
  return {
    view: (ctx, plan) => viewForm(ctx, deps, plan),
    answer: (ctx, plan, form: Form, place) => answerForm(ctx, deps, plan, form, place),
  };
}

/** The form as its contact left it, or fresh. */
async function showForm(ctx: PortalContext, deps: FormRouteDeps, plan: FormPlan): Promise<void> {
  const drafting = new FormDrafting(ctx, deps.drafts, plan);
  const open = await drafting.find();
  const form = draftedForm(open);
  const offered = form ? await offerSought(deps.records, requireViewer(ctx), plan, form) : plan;
  const { plan: followed, inputs } = form ? judgeForm(ctx, deps, offered, form) : { plan, inputs: plan.texts };
  const page = { key: newSubmissionKey(), faults: [], hadFiles: false, warnings: [] };
  const modified = form?.has('_modified') ? { modified: form.text('_modified') } : {};
  const draft = { ...page, ...modified, inputs, draft: drafting.view(open) };
  await showPage(ctx, deps, plan, viewForm(ctx, deps, followed, draft), 200);
}

async function showPage(
  ctx: PortalContext,
  deps: FormRouteDeps,
  plan: FormPlan,
  view: FormPageView,
  status: number,
): Promise<void> {
  const title = status < 400 ? view.title : errorTitle(ctx, view.title);
  const answers = await answersFor(ctx, deps, plan, view);
  await renderPage(ctx, 'pages/form', { ...view, ...(answers ? { answers } : {}) }, { title, status });
}

/** Only who is about to ask is offered answers. */
async function answersFor(
  ctx: PortalContext,
  deps: FormRouteDeps,
  { module, shown }: FormPlan,
  { blocks }: FormPageView,
): Promise<OfferedAnswersView | undefined> {
  if (module.name !== TICKET_MODULE || shown) return undefined;
  const title = blocks.flatMap(({ controls }) => controls).find(({ name }) => name === module.entityFields[0]);
  if (!title) return undefined;
  const found = await deps.offerAnswers(ctx, title.value);
  return found && { ...found, controlId: title.id };
}

function ownPage(ctx: PortalContext, deps: FormRouteDeps, plan: FormPlan): FormPlace {
  const { t } = ctx.state;
  return {
    show: (view, status) => showPage(ctx, deps, plan, view, status),
    saved: t(plan.shown ? 'tickets:ticket.updated' : (plan.writer.words?.saved ?? 'tickets:ticket.createdPlain')),
    conflict: t('tickets:form.changedMeanwhile'),
    drafting: new FormDrafting(ctx, deps.drafts, plan),
  };
}
