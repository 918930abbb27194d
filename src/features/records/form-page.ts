import type { Viewer } from '../../access/types.js';
import type { DraftFormView } from '../../core/draft-view-types.js';
import type { FieldFault } from '../../core/errors.js';
import type { FormPageView } from '../../core/record-view-types.js';
import type { MessageView } from '../../core/view-types.js';
import type { Metadata } from '../../host/metadata/types.js';
import { faultSentence } from '../fault-sentence.js';
import { presentUpload } from '../file-view.js';
import type { PresenterContext } from '../present-context.js';
import { newSubmissionKey, repeatSubmissionKey } from '../submission.js';
import { presentErrorSummary, presentFormBlocks } from './form-presenter.js';
import type { FormPlan } from './form-service.js';
import { recordName } from './record-blocks.js';
import { uploadRulesOf } from './upload-rules.js';

/** A form with what was typed: one that came back with what was refused and the key it keeps, or one found again. */
export interface FormDraft {
  readonly inputs: Readonly<Record<string, string>>;
  readonly faults: readonly FieldFault[];
  readonly key: string;
  readonly hadFiles: boolean;
  readonly warnings: readonly MessageView[];
  /** The state of the record an edit began with; undefined: as it is now. */
  readonly modified?: string;
  /** Undefined: the form is not kept while it is not sent. */
  readonly draft?: DraftFormView;
}

/** The page of a form, fresh or refused. */
export function presentForm(
  plan: FormPlan,
  viewer: Viewer,
  metadata: Metadata,
  draft: FormDraft | undefined,
  context: PresenterContext,
): FormPageView {
  const { module, shown } = plan;
  const base = context.path(`/${module.name}`);
  const recordHref = shown ? `${base}/${shown.record.id}` : base;
  const fileFaults = (draft?.faults ?? []).filter((fault) => fault.field === 'files');
  const errors = presentErrorSummary(draft?.faults ?? [], plan, context, draft?.hadFiles ?? false);
  const hasUpload = shown === undefined && plan.writer.acceptsFiles;
  return {
    back: shown
      ? { href: recordHref, text: recordName(shown, context) }
      : { href: base, text: context.t('tickets:record.back') },
    title: formTitle(plan, context),
    action: shown ? `${recordHref}/edit` : `${base}/new`,
    key: draft ? repeatSubmissionKey(draft.key) : newSubmissionKey(),
    cancelHref: recordHref,
    submitText: context.t(shown ? 'tickets:form.save' : (plan.writer.words?.send ?? 'tickets:form.send')),
    hidden: shown ? [{ name: '_modified', value: draft?.modified ?? shown.record.values.modifiedtime ?? '' }] : [],
    blocks: presentFormBlocks(
      {
        module,
        mode: shown ? 'edit' : 'create',
        fields: plan.fields,
        texts: { ...plan.texts, ...draft?.inputs },
        faults: draft?.faults ?? [],
        picklist: (field) => metadata.picklist(field),
        choices: plan.choices,
        long: plan.long,
      },
      context,
    ),
    ...(errors ? { errors } : {}),
    warnings: draft?.warnings ?? [],
    ...(draft?.draft ? { draft: draft.draft } : {}),
    ...(hasUpload
      ? {
          upload: presentUpload(
            uploadRulesOf(plan.writer, viewer),
            fileFaults.map((fault) => faultSentence(fault, context.t)),
            context,
          ),
        }
      : {}),
    offersStrip: (draft?.faults ?? []).some((fault) => fault.code === 'astral'),
    ...(metadata.company.phone && !plan.writer.words
      ? { phone: { text: metadata.company.phone, href: `tel:${metadata.company.phone.replace(/[^+\d]/g, '')}` } }
      : {}),
  };
}

function formTitle(plan: FormPlan, context: PresenterContext): string {
  const { shown, module } = plan;
  if (shown) return context.t('tickets:form.edit', { name: recordName(shown, context) });
  if (plan.writer.words) return context.t(plan.writer.words.title);
  if (module.name === 'HelpDesk') return context.t('tickets:form.newTicket');
  const label = context.labels.label(module.name, module.label, context.language);
  return context.t('tickets:form.new', { module: label });
}
