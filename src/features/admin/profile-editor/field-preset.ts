import { fieldLimits } from '../../../access/field-limits.js';
import type { Profile } from '../../../access/profile-schema.js';
import { metadataFor } from '../../../access/profile-staff.js';
import type { FieldFault } from '../../../core/errors.js';
import { kindOfField } from '../../../host/metadata/field-kinds.js';
import { parseField } from '../../../host/metadata/parse-field.js';
import type { FieldSchema, Metadata, ModuleSchema, PicklistValue } from '../../../host/metadata/types.js';
import type { EditorFacts } from './typed-form.js';

/** What a profile keeps of a preset at most. */
const LONGEST_PRESET = 1000;
/** How several values of one multi-select travel together; the CRM stores them with the same separator. */
export const MULTI_SEPARATOR = ' |##| ';

/** Whether a new record's field can start with a value at all: it must be one that a form could write. A record to point to has no words here. */
export function takesPreset(field: FieldSchema, module: ModuleSchema): boolean {
  const isReference = ['reference', 'folder', 'currencyRef'].includes(field.kind);
  return !isReference && fieldLimits(field, module).isWritableNew;
}

/** A stored preset as the text of its control. */
export function presetText(preset: string | undefined, field: FieldSchema, language: string): string {
  return preset === undefined ? '' : kindOfField(field).toInput(preset, field, language);
}

/** The values of a list that a new record may start with: those of whose lists apply in the profile. */
export function presetChoices(field: FieldSchema, metadata: Metadata, document: Profile): readonly PicklistValue[] {
  return metadataFor(metadata, document).picklist(field);
}

/** The stored value of what was typed, judged as the form of a record would; undefined: none. */
export function readPreset(
  typed: string,
  field: FieldSchema,
  { metadata, language }: EditorFacts,
  document: Profile,
): { readonly preset: string | undefined } | { readonly fault: Omit<FieldFault, 'field'> } {
  if (typed.trim() === '') return { preset: undefined };
  const context = { language, picklist: presetChoices(field, metadata, document), inputs: {} };
  const result = parseField(field, typed, context, { isMandatory: false });
  if (!result.ok) return { fault: { code: result.code, ...(result.values ? { values: result.values } : {}) } };
  if ((result.value ?? '').length > LONGEST_PRESET)
    return { fault: { code: 'tooLong', values: { max: LONGEST_PRESET } } };
  return { preset: result.value ?? undefined };
}
