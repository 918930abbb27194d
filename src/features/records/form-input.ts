import type { FormField } from '../../access/permissions.js';
import type { FieldFault } from '../../core/errors.js';
import { withoutAstralCharacters } from '../../core/text.js';
import type { StoredValue } from '../../host/metadata/field-kind.js';
import { parseField } from '../../host/metadata/parse-field.js';
import type { Metadata } from '../../host/metadata/types.js';
import type { Form } from '../../web/form.js';

/** A form's texts by field name, as typed, and what became of them. */
export interface FormInput {
  readonly inputs: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, StoredValue>>;
  readonly faults: readonly FieldFault[];
}

/** The texts of the writable fields of a form, as typed; `strip` takes out what the CRM cannot hold (emoji). */
export function readInputs(form: Form, fields: readonly FormField[], strip: boolean): Record<string, string> {
  const inputs: Record<string, string> = {};
  for (const { field, form: mode } of fields) {
    if (mode === 'readonly') continue;
    const text = form.has(field.name) ? form.list(field.name).join(MULTI_SEPARATOR) : absentText(field.kind);
    inputs[field.name] = strip ? withoutAstralCharacters(text) : text;
  }
  return inputs;
}

/** How several values of one multi-select travel together; the CRM stores them with the same separator. */
const MULTI_SEPARATOR = ' |##| ';

/** An unticked checkbox is not sent at all. */
function absentText(kind: FormField['field']['kind']): string {
  return kind === 'checkbox' ? '0' : '';
}

/** Judges every writable field; keys that are not in the form's own list were never read. `present`: the record's other values. */
export function judgeInputs(
  inputs: Readonly<Record<string, string>>,
  fields: readonly FormField[],
  metadata: Metadata,
  language: string,
  present: Readonly<Record<string, StoredValue>> = {},
): FormInput {
  const values: Record<string, StoredValue> = {};
  const faults: FieldFault[] = [];
  for (const { field, form } of fields) {
    const text = inputs[field.name];
    if (text === undefined) continue;
    const picklist = metadata.picklist(field, { ...present, ...inputs });
    const context = { language, picklist, inputs };
    const result = parseField(field, text, context, { isMandatory: form === 'mandatory' || field.isMandatory });
    if (result.ok) values[field.name] = result.value;
    else faults.push({ field: field.name, code: result.code, ...(result.values ? { values: result.values } : {}) });
  }
  return { inputs, values, faults };
}

/** What the profile presets in fields the customer sees but cannot change. */
export function presetValues(fields: readonly FormField[]): Record<string, StoredValue> {
  const presets = fields.filter(({ form, preset }) => form === 'readonly' && preset !== undefined);
  return Object.fromEntries(presets.map(({ field, preset }) => [field.name, preset ?? null]));
}
