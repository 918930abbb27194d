import type { FormField } from '../../access/permissions.js';
import type { FieldFault } from '../../core/errors.js';
import type { ControlView, ErrorSummaryView, FormBlockView, OptionView } from '../../core/view-types.js';
import type { HostReference } from '../../host/host-adapter.js';
import { kindOfField } from '../../host/metadata/field-kinds.js';
import { presentField } from '../../host/metadata/present-field.js';
import type { FieldSchema, ModuleSchema, PicklistValue } from '../../host/metadata/types.js';
import { faultSentence } from '../fault-sentence.js';
import { fieldContext, type PresenterContext } from '../present-context.js';
import { blockTitle } from './block-title.js';
import { plainText } from './plain-text.js';

interface FormInputs {
  readonly module: ModuleSchema;
  readonly mode: 'create' | 'edit';
  readonly fields: readonly FormField[];
  /** The text of each control, as typed or as stored. */
  readonly texts: Readonly<Record<string, string>>;
  readonly faults: readonly FieldFault[];
  readonly picklist: (field: FieldSchema) => readonly PicklistValue[];
  readonly choices: ReadonlyMap<string, readonly HostReference[]>;
  /** References with more choices than those. */
  readonly long: ReadonlySet<string>;
}

/** The blocks of a form as the CRM orders them, each control with its text, choices and error. */
export function presentFormBlocks(form: FormInputs, context: PresenterContext): FormBlockView[] {
  const isOpen = (block: ModuleSchema['blocks'][number]): boolean =>
    form.mode === 'create' ? block.inCreate : block.inEdit;
  return form.module.blocks.filter(isOpen).flatMap((block) => {
    const fields = form.fields.filter(({ field }) => field.blockId === block.id);
    if (fields.length === 0) return [];
    return [
      {
        title: blockTitle(form.module, block, context),
        controls: fields.map((entry) => presentControl(entry, form, context)),
      },
    ];
  });
}

/** The summary of everything refused, in the form's order; undefined when nothing was. */
export function presentErrorSummary(
  faults: readonly FieldFault[],
  form: Pick<FormInputs, 'module'>,
  context: PresenterContext,
  filesLost: boolean,
): ErrorSummaryView | undefined {
  if (faults.length === 0) return undefined;
  return {
    title: context.t('tickets:form.summary', { count: faults.length }),
    items: faults.map((fault) => ({
      href: `#${controlId(fault.field)}`,
      text: summaryText(fault, form.module, context),
    })),
    filesLost,
  };
}

function summaryText(fault: FieldFault, module: ModuleSchema, context: PresenterContext): string {
  const text = faultSentence(fault, context.t);
  const field = module.fields.get(fault.field);
  return field ? `${context.labels.label(module.name, field.label, context.language)}: ${text}` : text;
}

function pickAddress(field: FieldSchema, module: ModuleSchema, context: PresenterContext): string {
  return context.path(`/pick/${module.name}?field=${encodeURIComponent(field.name)}`);
}

/** Where a link finds a field's control. */
export function controlId(name: string): string {
  return `field-${name}`;
}

function presentControl(entry: FormField, form: FormInputs, context: PresenterContext): ControlView {
  const { field } = entry;
  const text = form.texts[field.name] ?? '';
  const fault = form.faults.find((other) => other.field === field.name);
  const control = controlOf(entry, form.mode);
  const options =
    control === 'select' || control === 'multiselect' ? presentOptions(field, text, form, context) : undefined;
  return {
    control,
    name: field.name,
    id: controlId(field.name),
    label: context.labels.label(field.module, field.label, context.language),
    value: control === 'readonly' ? readonlyText(field, text, form, context) : text,
    ...(options ? { options } : {}),
    ...(options && form.long.has(field.name) ? { pick: pickAddress(field, form.module, context) } : {}),
    isMandatory: entry.form === 'mandatory' || (entry.form === 'writable' && field.isMandatory),
    ...(control === 'checkbox' ? { isChecked: text === '1' } : {}),
    ...(field.maxLength !== undefined && field.dataType === 'V' ? { maxLength: field.maxLength } : {}),
    ...(fault ? { error: faultSentence(fault, context.t) } : {}),
    // The title is what everybody looks for first: it gets the whole width, like long text.
    isWide: control === 'textarea' || field.name === form.module.entityFields[0],
  };
}

function controlOf(entry: FormField, mode: FormInputs['mode']): ControlView['control'] {
  if (entry.form !== 'readonly') return singleLineTitle(entry.field);
  return entry.field.kind === 'recordNumber' && mode === 'create' ? 'generated' : 'readonly';
}

/** The CRM draws a ticket's title (uitype 21, a small text area) on one line, and so do we. */
function singleLineTitle(field: FieldSchema): ControlView['control'] {
  return field.uitype === 21 ? 'text' : kindOfField(field).control;
}

function presentOptions(field: FieldSchema, text: string, form: FormInputs, context: PresenterContext): OptionView[] {
  const selected = new Set(text.split(' |##| '));
  const none: OptionView = { value: '', text: context.t('tickets:form.none'), isSelected: text === '' };
  const references = form.choices.get(field.name);
  const entries = references
    ? references.map((reference) => ({ value: String(reference.id), text: reference.name }))
    : form.picklist(field).map(({ value }) => ({
        value,
        text: context.labels.value(field, value, context.language),
      }));
  const options = entries.map((entry) => ({ ...entry, isSelected: selected.has(entry.value) }));
  return kindOfField(field).control === 'multiselect' ? options : [none, ...options];
}

function readonlyText(field: FieldSchema, text: string, form: FormInputs, context: PresenterContext): string {
  const references = new Map((form.choices.get(field.name) ?? []).map((reference) => [reference.id, reference]));
  const facts = fieldContext(context, { references, owners: new Map() }, {});
  return plainText(presentField(field, text === '' ? null : text, facts));
}
