import { ConflictError, type FieldFault, InvalidInputError, NotAllowedError, RefusedError } from '../../core/errors.js';
import type { FormPageView } from '../../core/record-view-types.js';
import type { MessageView } from '../../core/view-types.js';
import { type Form, readForm } from '../../web/form.js';
import type { PortalContext, PortalRouter } from '../../web/portal-context.js';
import { redirectTo } from '../../web/redirect.js';
import { renderPage } from '../../web/view.js';
import { requireViewer } from '../../web/viewer.js';
import { presenterContext } from '../request-context.js';
import { idParam, moduleParam } from '../route-params.js';
import { readSubmissionKey, submissionFingerprint } from '../submission.js';
import { judgeInputs, presetValues, readInputs } from './form-input.js';
import type { FormKit, FormPlace } from './form-kit.js';
import { type FormDraft, presentForm } from './form-page.js';
import type { FormPlan } from './form-service.js';
import { errorTitle, type RecordRouteDeps } from './record-routes.js';

/** Forms of every module that can be written. */
export function addFormRoutes(router: PortalRouter, deps: RecordRouteDeps): void {
  const { forms } = deps;

  router.get('/:module/new', async (ctx) => {
    const plan = await forms.planCreate(requireViewer(ctx), moduleParam(ctx), ctx.state.language);
    await showForm(ctx, deps, plan);
  });

  router.post('/:module/new', async (ctx) => {
    const viewer = requireViewer(ctx);
    const plan = await forms.planCreate(viewer, moduleParam(ctx), ctx.state.language);
    const form = await readForm(ctx, plan.writer.acceptsFiles ? { upload: viewer.profile.uploads } : {});
    await answerForm(ctx, deps, plan, form);
  });

  router.get('/:module/:id/edit', async (ctx) => {
    const plan = await forms.planEdit(requireViewer(ctx), moduleParam(ctx), idParam(ctx), ctx.state.language);
    await showForm(ctx, deps, plan);
  });

  router.post('/:module/:id/edit', async (ctx) => {
    const plan = await forms.planEdit(requireViewer(ctx), moduleParam(ctx), idParam(ctx), ctx.state.language);
    await answerForm(ctx, deps, plan, await readForm(ctx));
  });
}

/** The form's mechanics for features that show one inside their own page. */
export function createFormKit(deps: RecordRouteDeps): FormKit {
  return {
    view: (ctx, plan) => viewForm(ctx, deps, plan),
    answer: (ctx, plan, form, place) => answerForm(ctx, deps, plan, form, place),
  };
}

async function showForm(ctx: PortalContext, deps: RecordRouteDeps, plan: FormPlan): Promise<void> {
  await showPage(ctx, viewForm(ctx, deps, plan), 200);
}

function viewForm(ctx: PortalContext, { host }: RecordRouteDeps, plan: FormPlan, draft?: FormDraft): FormPageView {
  return presentForm(plan, requireViewer(ctx), host.metadata.current, draft, presenterContext(ctx, host));
}

async function showPage(ctx: PortalContext, view: FormPageView, status: number): Promise<void> {
  const title = status < 400 ? view.title : errorTitle(ctx, view.title);
  await renderPage(ctx, 'pages/form', view, { title, status });
}

/** Writes what was sent, or shows the form again with everything typed and a sentence beside each refused field. */
async function answerForm(
  ctx: PortalContext,
  deps: RecordRouteDeps,
  opened: FormPlan,
  form: Form,
  place: FormPlace = ownPage(ctx, opened),
): Promise<void> {
  const key = readSubmissionKey(form.text('_key'));
  const { plan, inputs, judged } = judgeForm(ctx, deps, opened, form);
  const fileFaults = form.files.flatMap((file) => (file.fault ? [{ field: 'files', ...file.fault }] : []));
  const again = (faults: readonly FieldFault[], status: number, warnings: readonly MessageView[] = []) =>
    place.show(viewForm(ctx, deps, plan, { inputs, faults, key, hadFiles: form.files.length > 0, warnings }), status);
  const referenceFaults = await deps.forms.referenceFaults(requireViewer(ctx), plan, judged.values);
  const faults = [...judged.faults, ...referenceFaults, ...fileFaults];
  if (faults.length > 0) return again(faults, 422);
  try {
    const presets = plan.shown ? {} : presetValues([...plan.all, ...plan.fields]);
    const path = await write(ctx, plan, form, { ...presets, ...judged.values }, key);
    await redirectTo(ctx, path, { kind: 'ok', text: place.saved });
  } catch (error) {
    if (error instanceof InvalidInputError) return again(error.faults, 422);
    if (error instanceof RefusedError && error.field !== undefined)
      return again([refusedFault(error, error.field)], 422);
    if (!(error instanceof ConflictError) || error.code !== 'recordChanged') throw error;
    await again([], 409, [{ kind: 'warn', text: place.conflict }]);
  }
}

/** What was typed decides by the CRM's rules which fields there are, which in turn decide what is read. */
function judgeForm(ctx: PortalContext, { forms, host }: RecordRouteDeps, opened: FormPlan, form: Form) {
  const metadata = host.metadata.current;
  const { language } = ctx.state;
  const shown = new Set(opened.fields.map(({ field }) => field.name));
  const sent = opened.all.filter(({ field }) => shown.has(field.name) || form.has(field.name));
  const typed = readInputs(form, sent, form.text('_strip') === '1');
  const plan = forms.follow(opened, judgeInputs(typed, sent, metadata, language, opened.present).values);
  const inputs: Record<string, string> = {};
  // A field that only now appears was not in the form: it keeps what it has.
  for (const { field, form: mode } of plan.fields)
    if (mode !== 'readonly') inputs[field.name] = typed[field.name] ?? plan.texts[field.name] ?? '';
  return { plan, inputs, judged: judgeInputs(inputs, plan.fields, metadata, language, plan.present) };
}

function write(
  ctx: PortalContext,
  plan: FormPlan,
  form: Form,
  values: Readonly<Record<string, string | null>>,
  key: string,
) {
  const viewer = requireViewer(ctx);
  const { writer, module, shown } = plan;
  const names = form.files.map((file) => [file.name, file.digest]);
  const fingerprint = submissionFingerprint(module.name, shown?.record.id, values, names);
  const accepted = { values, files: form.files, key, fingerprint };
  if (shown) return writer.update(viewer, shown, accepted, form.text('_modified'));
  if (!writer.create) throw new NotAllowedError();
  return writer.create(viewer, accepted);
}

function ownPage(ctx: PortalContext, plan: FormPlan): FormPlace {
  const { t } = ctx.state;
  return {
    show: (view, status) => showPage(ctx, view, status),
    saved: t(plan.shown ? 'tickets:ticket.updated' : 'tickets:ticket.createdPlain'),
    conflict: t('tickets:form.changedMeanwhile'),
  };
}

function refusedFault(error: RefusedError, field: string): FieldFault {
  return { field, code: error.code, values: error.values };
}
