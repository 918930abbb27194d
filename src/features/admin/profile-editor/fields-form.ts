import { fieldLimits } from '../../../access/field-limits.js';
import { ruleOf } from '../../../access/module-rules.js';
import type { FieldRule, ModuleRule, Profile } from '../../../access/profile-schema.js';
import type { FieldFault } from '../../../core/errors.js';
import { kindOfField } from '../../../host/metadata/field-kinds.js';
import type { FieldSchema, ModuleSchema } from '../../../host/metadata/types.js';
import type { Form } from '../../../web/form.js';
import { MULTI_SEPARATOR, presetText, readPreset, takesPreset } from './field-preset.js';
import { type EditorFacts, type EditorForm, type FormTexts, fault, isUnchanged, linesOf } from './typed-form.js';

export const MOST_COLUMNS = 20;
/** Names the fields whose rows a form holds. */
export const ROWS_FIELD = 'rows';

/** What a form may say of a field, from least to most. */
export const FORM_STATES = ['hidden', 'readonly', 'writable', 'mandatory'] as const;
export type FormState = (typeof FORM_STATES)[number];

/** How a field stands in a profile, whether the profile names it or not. */
export function effectiveRule(document: Profile, module: string, field: string): FieldRule {
  const rules = ruleOf(document, module)?.fields ?? {};
  const named = Object.hasOwn(rules, field) ? rules[field] : undefined;
  return named ?? { shown: document.otherFields === 'as-portal-user', form: 'hidden' };
}

/** What of `FORM_STATES` a field can be: one the CRM demands is never merely writable. */
export function formStates(field: FieldSchema, module: ModuleSchema): readonly FormState[] {
  const { form } = fieldLimits(field, module);
  if (form === 'none') return [];
  if (form === 'readonly') return ['hidden', 'readonly'];
  return field.isMandatory ? ['hidden', 'readonly', 'mandatory'] : FORM_STATES;
}

/** The columns of a module's list as the profile has them, else the CRM's. */
export function columnsOf(document: Profile, module: ModuleSchema, { metadata }: EditorFacts): readonly string[] {
  return ruleOf(document, module.name)?.listColumns ?? metadata.listFields(module);
}

/** The matrix of one part of a module's fields: list, page, form, preset. */
export function fieldsForm(facts: EditorFacts, module: ModuleSchema, fields: readonly FieldSchema[]): EditorForm {
  return {
    write(document) {
      // Only rows that were on the page are read: a field may be made in the CRM while the page is open.
      const texts: FormTexts = new Map([[ROWS_FIELD, [fields.map(({ name }) => name).join(',')]]]);
      const columns = columnsOf(document, module, facts);
      for (const field of fields) {
        const rule = effectiveRule(document, module.name, field.name);
        if (rule.shown) texts.set(`page.${field.name}`, ['1']);
        if (columns.includes(field.name)) texts.set(`list.${field.name}`, ['1']);
        const states = formStates(field, module);
        if (states.length > 0) texts.set(`form.${field.name}`, [shownState(rule.form, states)]);
        if (takesPreset(field, module))
          texts.set(`preset.${field.name}`, shownPreset(rule.preset, field, facts.language));
      }
      return texts;
    },

    read(form, document) {
      const rule = ruleOf(document, module.name);
      if (!rule) return { document, faults: [] };
      const faults: FieldFault[] = [];
      const named = new Map(Object.entries(rule.fields));
      const sent = new Set(form.text(ROWS_FIELD).split(','));
      const rows = fields.filter((field) => sent.has(field.name));
      for (const field of rows) {
        const old = effectiveRule(document, module.name, field.name);
        const next = readRow(form, document, old, field, module, facts, faults);
        if (next !== old) named.set(field.name, next);
      }
      const listColumns = readColumns(form, document, module, rows, facts);
      if ((listColumns?.length ?? 0) > MOST_COLUMNS && listColumns !== rule.listColumns)
        faults.push(fault(`list.${rows[0]?.name}`, 'tooManyColumns', { max: MOST_COLUMNS }));
      const next: ModuleRule = { ...rule, fields: Object.fromEntries(named), ...(listColumns ? { listColumns } : {}) };
      return { document: replaceRule(document, rule, next), faults };
    },
  };
}

/** The document with one module's rule in the place of another. */
export function replaceRule(document: Profile, old: ModuleRule, next: ModuleRule): Profile {
  return { ...document, modules: document.modules.map((rule) => (rule === old ? next : rule)) };
}

/** What a select shows of a rule that says more than the field can be. */
export function shownState(state: FormState, states: readonly FormState[]): FormState {
  if (states.includes(state)) return state;
  return state === 'writable' && states.includes('mandatory') ? 'mandatory' : 'readonly';
}

function shownPreset(preset: string | undefined, field: FieldSchema, language: string): readonly string[] {
  const text = presetText(preset, field, language);
  return isList(field) ? text.split(MULTI_SEPARATOR).filter((value) => value !== '') : [text];
}

function isList({ kind }: FieldSchema): boolean {
  return kind === 'multiPicklist';
}

/** A row as it was sent; the old rule itself where nothing was changed. */
function readRow(
  form: Form,
  document: Profile,
  old: FieldRule,
  field: FieldSchema,
  module: ModuleSchema,
  facts: EditorFacts,
  faults: FieldFault[],
): FieldRule {
  const limits = fieldLimits(field, module);
  const shown = limits.shown ? old.shown : form.has(`page.${field.name}`);
  const states = formStates(field, module);
  const sent = states.find((state) => state === form.text(`form.${field.name}`));
  const state = sent === undefined || sent === shownState(old.form, states) ? old.form : sent;
  const preset = typedPreset(form, document, old.preset, field, module, facts, faults);
  if (shown === old.shown && state === old.form && preset === old.preset) return old;
  return { shown, form: state, ...(preset === undefined ? {} : { preset }) };
}

function typedPreset(
  form: Form,
  document: Profile,
  old: string | undefined,
  field: FieldSchema,
  module: ModuleSchema,
  facts: EditorFacts,
  faults: FieldFault[],
): string | undefined {
  const name = `preset.${field.name}`;
  if (!takesPreset(field, module) || !(form.has(name) || isList(field))) return old;
  const typed = linesOf(isList(field) ? form.list(name).join(MULTI_SEPARATOR) : form.text(name));
  const isSingleLine = kindOfField(field).control !== 'textarea';
  if (isUnchanged(typed, shownPreset(old, field, facts.language).join(MULTI_SEPARATOR), isSingleLine)) return old;
  const read = readPreset(typed, field, facts, document);
  if ('preset' in read) return read.preset;
  faults.push({ field: name, ...read.fault });
  return old;
}

/** The list's columns after the boxes of these fields; undefined as long as they are the CRM's own. */
function readColumns(
  form: Form,
  document: Profile,
  module: ModuleSchema,
  fields: readonly FieldSchema[],
  facts: EditorFacts,
): string[] | undefined {
  const old = columnsOf(document, module, facts);
  const open = fields.filter((field) => !fieldLimits(field, module).shown).map(({ name }) => name);
  const isTicked = (name: string): boolean => form.has(`list.${name}`);
  const added = open.filter((name) => isTicked(name) && !old.includes(name));
  const removed = open.filter((name) => !isTicked(name) && old.includes(name));
  if (added.length === 0 && removed.length === 0) return ruleOf(document, module.name)?.listColumns;
  return [...old.filter((name) => !removed.includes(name)), ...added];
}
