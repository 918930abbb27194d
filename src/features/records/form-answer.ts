import { metadataFor } from '../../access/profile-staff.js';
import {
  ConflictError,
  type FieldFault,
  InvalidInputError,
  isErrorOf,
  NotAllowedError,
  RefusedError,
} from '../../core/errors.js';
import type { FormPageView } from '../../core/record-view-types.js';
import type { MessageView } from '../../core/view-types.js';
import type { DraftFile } from '../../store/draft-file-store.js';
import type { Form } from '../../web/form.js';
import type { Flash, PortalContext } from '../../web/portal-context.js';
import { portalPath, redirectTo } from '../../web/redirect.js';
import { requireViewer } from '../../web/viewer.js';
import { type DraftPage, pageOf } from '../drafts/draft-keeper.js';
import { placePath } from '../drafts/draft-place.js';
import { faultSentence } from '../fault-sentence.js';
import { presenterContext } from '../request-context.js';
import { newSubmissionKey, submissionFingerprint } from '../submission.js';
import type { FormDrafting, KeptDraft } from './form-drafting.js';
import { judgeInputs, presetValues, readInputs } from './form-input.js';
import type { FormPlace } from './form-kit.js';
import { type FormDraft, presentForm } from './form-page.js';
import type { FormPlan } from './form-service.js';
import { offerSought, presentSought, readSought } from './long-choices.js';
import type { RecordRouteDeps } from './record-routes.js';

/** What a form is shown again with. */
interface Refusal {
  readonly faults: readonly FieldFault[];
  readonly status: number;
  readonly warning?: MessageView;
  /** The state of the record an edit goes on from; by default the present one. */
  readonly modified?: string;
  /** The page as it goes on; by default as it came. */
  readonly page?: DraftPage;
  /** What was kept of the form already; by default it is kept now. */
  readonly kept?: KeptDraft;
}

/** A form's page: fresh, found again or refused. */
export function viewForm(
  ctx: PortalContext,
  { host }: RecordRouteDeps,
  plan: FormPlan,
  draft?: FormDraft,
): FormPageView {
  const viewer = requireViewer(ctx);
  const metadata = metadataFor(host.metadata.current, viewer.profile);
  return presentForm(plan, viewer, metadata, draft, presenterContext(ctx, host));
}

/** Writes what was sent, or shows the form again with everything typed and a sentence beside each refused field. */
export async function answerForm(
  ctx: PortalContext,
  deps: RecordRouteDeps,
  planned: FormPlan,
  form: Form,
  place: FormPlace,
): Promise<void> {
  const { drafting } = place;
  const sought = readSought(planned, form);
  const opened = await offerSought(deps.records, requireViewer(ctx), planned, form, sought);
  const page = pageOf(form);
  const { plan, inputs, judged } = judgeForm(ctx, deps, opened, form);
  const again = async ({
    faults,
    status,
    warning,
    page: next = page,
    modified,
    ...refusal
  }: Refusal): Promise<void> => {
    const kept = refusal.kept ?? (await drafting?.keep(form, next));
    const all = [...faults, ...(kept?.faults ?? []).filter((fault) => !faults.some(({ code }) => code === fault.code))];
    const hadFiles = form.files.some((file) => !file.fault) && (kept === undefined || kept.faults.length > 0);
    const state = { ...(modified === undefined ? {} : { modified }), ...(kept ? { draft: kept.view } : {}) };
    const draft = { inputs, faults: all, key: next.key, hadFiles, warnings: warning ? [warning] : [], ...state };
    await place.show(viewForm(ctx, deps, plan, draft), status);
  };
  if (drafting && form.text('_save') === '1') return saveDraft(ctx, drafting, form, page, again);
  if (sought) {
    const warning = presentSought(plan, sought, presenterContext(ctx, deps.host));
    return again({ faults: [], status: 200, warning, modified: form.text('_modified') });
  }
  const waiting = (await drafting?.files(form, page)) ?? { files: [], faults: [] };
  const faults = [
    ...judged.faults,
    ...(await deps.forms.referenceFaults(requireViewer(ctx), plan, judged.values)),
    ...form.files.flatMap((file) => (file.fault ? [{ field: 'files', ...file.fault }] : [])),
    ...waiting.faults,
  ];
  if (faults.length > 0) return again({ faults, status: 422 });
  try {
    const presets = plan.shown ? {} : { ...plan.unseen, ...presetValues([...plan.all, ...plan.fields]) };
    const values = { ...presets, ...judged.values };
    const path = await write(ctx, { plan, form, values, page, waiting: waiting.files, drafting });
    await redirectTo(ctx, path, { kind: 'ok', text: place.saved });
  } catch (error) {
    await again(judgeFailure(ctx, error, place, page));
  }
}

/** What was typed decides by the CRM's rules which fields there are, which in turn decide what is read. */
export function judgeForm(ctx: PortalContext, { forms, host }: RecordRouteDeps, opened: FormPlan, form: Form) {
  const metadata = metadataFor(host.metadata.current, requireViewer(ctx).profile);
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

/** «Salva bozza»: keeps the form as it stands; over a newer text of another tab only when asked a second time. */
async function saveDraft(
  ctx: PortalContext,
  drafting: FormDrafting,
  form: Form,
  page: DraftPage,
  again: (refusal: Refusal) => Promise<void>,
): Promise<void> {
  const { session, kit, t } = ctx.state;
  const kept = await drafting.keep(form, page);
  const { result, faults } = kept;
  if (result === 'newer') {
    const warning: MessageView = { kind: 'warn', text: t('drafts:newerAsk') };
    return again({ faults, status: 409, warning, kept: { ...kept, view: drafting.view(await drafting.find()) } });
  }
  const refused = faults.map((fault): Flash => ({ kind: 'bad', text: faultSentence(fault, t) }));
  if (session && refused.length > 0) await kit.sessions.addFlash(session, ...refused);
  const word = typeof result === 'string' ? result : 'saved';
  await redirectTo(ctx, placePath(drafting.place), {
    kind: word === 'saved' ? 'ok' : 'info',
    text: t(`drafts:${word}`),
  });
}

/** How a form goes on after a failed write; anything but a refusal is thrown on. */
function judgeFailure(ctx: PortalContext, error: unknown, place: FormPlace, page: DraftPage): Refusal {
  const { t } = ctx.state;
  if (isErrorOf(error, InvalidInputError)) return { faults: error.faults, status: 422 };
  if (isErrorOf(error, RefusedError) && error.field !== undefined)
    return { faults: [{ field: error.field, code: error.code, values: error.values }], status: 422 };
  if (!(error instanceof ConflictError)) throw error;
  if (error.code === 'recordChanged')
    return { faults: [], status: 409, warning: { kind: 'warn', text: place.conflict } };
  if (error.code !== 'submissionChanged' || !place.drafting) throw error;
  const link = { href: portalPath(ctx, String(error.values.location)), text: t('drafts:alreadySentLink') };
  const warning: MessageView = { kind: 'warn', text: t('drafts:alreadySent'), link };
  return { faults: [], status: 409, warning, page: { ...page, key: newSubmissionKey() } };
}

interface Writing {
  readonly plan: FormPlan;
  readonly form: Form;
  readonly values: Readonly<Record<string, string | null>>;
  readonly page: DraftPage;
  /** Files that wait in the form's draft. */
  readonly waiting: readonly DraftFile[];
  readonly drafting: FormDrafting | undefined;
}

async function write(ctx: PortalContext, { plan, form, values, page, waiting, drafting }: Writing): Promise<string> {
  const viewer = requireViewer(ctx);
  const { writer, module, shown } = plan;
  // As the form names them: those of a form that was written are gone from its draft after a while, and it still is the same form.
  const names = [...form.list('_file'), ...form.files.map((file) => [file.name, file.digest])];
  const fingerprint = submissionFingerprint(module.name, shown?.record.id, values, names);
  const staged = (await drafting?.stage(waiting, page)) ?? [];
  const accepted = { values, files: [...staged, ...form.files], key: page.key, fingerprint };
  if (shown) return writer.update(viewer, shown, accepted, form.text('_modified'));
  if (!writer.create) throw new NotAllowedError();
  return writer.create(viewer, accepted);
}
