import { ConflictError, type FieldFault, InvalidInputError, RefusedError } from '../../core/errors.js';
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

async function showForm(ctx: PortalContext, deps: RecordRouteDeps, plan: FormPlan, draft?: FormDraft, status = 200) {
  const context = presenterContext(ctx, deps.host);
  const view = presentForm(plan, requireViewer(ctx), deps.host.metadata.current, draft, context);
  const title = status < 400 ? view.title : errorTitle(ctx, view.title);
  await renderPage(ctx, 'pages/form', view, { title, status });
}

/** Writes what was sent, or shows the form again with everything typed and a sentence beside each refused field. */
async function answerForm(ctx: PortalContext, deps: RecordRouteDeps, plan: FormPlan, form: Form): Promise<void> {
  const key = readSubmissionKey(form.text('_key'));
  const inputs = readInputs(form, plan.fields, form.text('_strip') === '1');
  const judged = judgeInputs(inputs, plan.fields, deps.host.metadata.current, ctx.state.language);
  const fileFaults = form.files.flatMap((file) => (file.fault ? [{ field: 'files', ...file.fault }] : []));
  const again = (faults: readonly FieldFault[], status: number, warnings: readonly MessageView[] = []) =>
    showForm(ctx, deps, plan, { inputs, faults, key, hadFiles: form.files.length > 0, warnings }, status);
  const referenceFaults = await deps.forms.referenceFaults(requireViewer(ctx), plan, judged.values);
  const faults = [...judged.faults, ...referenceFaults, ...fileFaults];
  if (faults.length > 0) return again(faults, 422);
  try {
    const path = await write(ctx, plan, form, { ...presetValues(plan.fields), ...judged.values }, key);
    await redirectTo(ctx, path, savedMessage(ctx, plan));
  } catch (error) {
    if (error instanceof InvalidInputError) return again(error.faults, 422);
    if (error instanceof RefusedError && error.field !== undefined)
      return again([refusedFault(error, error.field)], 422);
    if (!(error instanceof ConflictError) || error.code !== 'recordChanged') throw error;
    await again([], 409, [{ kind: 'warn', text: ctx.state.t('tickets:form.changedMeanwhile') }]);
  }
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
  const names = form.files.map((file) => [file.name, file.bytes]);
  const fingerprint = submissionFingerprint(module.name, shown?.record.id, values, names);
  const accepted = { values, files: form.files, key, fingerprint };
  if (!shown) return writer.create(viewer, accepted);
  return writer.update(viewer, shown, accepted, form.text('_modified'));
}

function savedMessage(ctx: PortalContext, plan: FormPlan): MessageView {
  return { kind: 'ok', text: ctx.state.t(plan.shown ? 'tickets:ticket.updated' : 'tickets:ticket.createdPlain') };
}

function refusedFault(error: RefusedError, field: string): FieldFault {
  return { field, code: error.code, values: error.values };
}
