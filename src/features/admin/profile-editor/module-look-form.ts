import { ruleOf } from '../../../access/module-rules.js';
import type { ModuleRule } from '../../../access/profile-schema.js';
import type { FieldFault } from '../../../core/errors.js';
import { countCharacters } from '../../../core/text.js';
import { kindOfField } from '../../../host/metadata/field-kinds.js';
import type { FieldSchema, ModuleSchema } from '../../../host/metadata/types.js';
import type { Form } from '../../../web/form.js';
import { columnsOf, MOST_COLUMNS, replaceRule } from './fields-form.js';
import { isIconChoice } from './icon-choices.js';
import { readTexts, writeTexts } from './language-texts.js';
import { ORDER_FIELD, readOrder, readStep } from './ordered-keys.js';
import { type EditorFacts, type EditorForm, type FormTexts, fault } from './typed-form.js';

export const PAGE_SIZES = [10, 20, 50, 100] as const;
const LONGEST_LABEL = 200;

/** Fields a list can be sorted by. */
export function sortFields(module: ModuleSchema): readonly FieldSchema[] {
  return [...module.fields.values()].filter((field) => kindOfField(field).isSortable && !kindOfField(field).isSecret);
}

/** A module's name and picture, whose records it shows, and its list. */
export function moduleLookForm(facts: EditorFacts, module: ModuleSchema): EditorForm {
  return {
    write(document) {
      const rule = ruleOf(document, module.name);
      const texts: FormTexts = new Map([
        ['icon', [rule?.icon ?? '']],
        ['scope', [rule?.scope ?? '']],
        ['columns', [rule?.listColumns ? 'own' : 'crm']],
        [ORDER_FIELD, [columnsOf(document, module, facts).join(',')]],
        ['sort', [rule?.sort?.replace(/^-/, '') ?? '']],
        ['direction', [rule?.sort?.startsWith('-') ? 'down' : 'up']],
        ['size', [String(rule?.pageSize ?? 50)]],
      ]);
      writeTexts(texts, 'label', rule?.label, facts.languages);
      return texts;
    },

    read(form, document) {
      const rule = ruleOf(document, module.name);
      if (!rule) return { document, faults: [] };
      const faults: FieldFault[] = [];
      const { label: _label, icon: _icon, scope: _scope, listColumns: _columns, sort: _sort, ...others } = rule;
      const label = readLabel(form, rule, facts, faults);
      const icon = readIcon(form, rule, faults);
      const scope = (['own', 'company'] as const).find((name) => name === form.text('scope'));
      const listColumns = readColumns(form, rule, module, columnsOf(document, module, facts), faults);
      const sort = readSort(form, rule, module, faults);
      const pageSize = PAGE_SIZES.find((size) => String(size) === form.text('size')) ?? rule.pageSize;
      const next: ModuleRule = {
        ...others,
        ...(label ? { label } : {}),
        ...(icon === undefined ? {} : { icon }),
        ...(scope ? { scope } : {}),
        ...(listColumns ? { listColumns } : {}),
        ...(sort === undefined ? {} : { sort }),
        pageSize,
      };
      return { document: replaceRule(document, rule, next), faults };
    },
  };
}

function readLabel(
  form: Form,
  rule: ModuleRule,
  { languages }: EditorFacts,
  faults: FieldFault[],
): ModuleRule['label'] {
  const label = readTexts(form, 'label', rule.label, languages, true);
  for (const code of languages)
    if (countCharacters(label[code] ?? '') > LONGEST_LABEL)
      faults.push(fault(`label.${code}`, 'tooLong', { max: LONGEST_LABEL }));
  if (Object.keys(label).length > 0) return label;
  // No label at all is none, unless that is how the document says it.
  return rule.label && Object.keys(rule.label).length === 0 ? rule.label : undefined;
}

function readIcon(form: Form, rule: ModuleRule, faults: FieldFault[]): string | undefined {
  const typed = form.text('icon');
  if (typed === (rule.icon ?? '')) return rule.icon;
  if (typed === '') return undefined;
  if (!isIconChoice(typed)) faults.push(fault('icon', 'icon'));
  return typed;
}

/** The columns in their order, a chosen one added at the end; the CRM's own again when that was asked for. */
function readColumns(
  form: Form,
  rule: ModuleRule,
  module: ModuleSchema,
  known: readonly string[],
  faults: FieldFault[],
): string[] | undefined {
  const step = readStep(form);
  const order = readOrder(form, known);
  const added = form.text('addColumn');
  const isKnown = module.fields.has(added) && !order.includes(added);
  if (added !== '' && !isKnown) faults.push(fault('addColumn', 'column'));
  const columns = [...order, ...(isKnown ? [added] : [])];
  const isChanged = columns.join() !== [...new Set(known)].join();
  if (!isChanged && form.text('columns') !== 'own') return undefined;
  if (!isChanged) return rule.listColumns ?? [...known];
  if (form.text('columns') !== 'own' && rule.listColumns && !step && added === '') return undefined;
  if (columns.length > MOST_COLUMNS) faults.push(fault('addColumn', 'tooManyColumns', { max: MOST_COLUMNS }));
  return columns;
}

function readSort(form: Form, rule: ModuleRule, module: ModuleSchema, faults: FieldFault[]): string | undefined {
  const name = form.text('sort');
  const sort = name === '' ? undefined : (form.text('direction') === 'down' ? '-' : '') + name;
  if (sort === rule.sort || (name === '' && rule.sort === '')) return rule.sort;
  const isKnown =
    name === '' || name === rule.sort?.replace(/^-/, '') || sortFields(module).some((f) => f.name === name);
  if (!isKnown) faults.push(fault('sort', 'sort'));
  return sort;
}
