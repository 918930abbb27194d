import type { HostRecord } from '../host/host-adapter.js';
import type { ConditionalRule, FieldSchema, Labels, ModuleSchema, RuleCondition } from '../host/metadata/types.js';
import type { FormField } from './permissions.js';

/** What the rules look at: a record's (or a form's) values by field name, and the names of records its references point to. */
export interface RuleFacts {
  readonly module: ModuleSchema;
  readonly values: Readonly<Record<string, string | null>>;
  readonly references: ReadonlyMap<number, { readonly name: string }>;
  readonly labels: Labels;
}

/** What the rules that hold make of a field; where several do, the strictest counts. */
interface FieldState {
  readonly isVisible: boolean;
  readonly isWritable: boolean;
  readonly isMandatory: boolean;
}

/** Fields of a record's page that no rule of the CRM hides for the record's values. */
export function followShown(
  fields: readonly FieldSchema[],
  rules: readonly ConditionalRule[],
  facts: RuleFacts,
): readonly FieldSchema[] {
  const hidden = ruleHidden(rules, facts);
  return fields.filter((field) => !hidden.has(field.name));
}

/** Names of the fields that the rules which hold for these values hide. */
export function ruleHidden(rules: readonly ConditionalRule[], facts: RuleFacts): ReadonlySet<string> {
  return new Set([...statesOf(rules, facts)].filter(([, state]) => !state.isVisible).map(([name]) => name));
}

/**
 * The fields a list may be searched, filtered and sorted by, and a relation told by: those that no rule can hide, since a hit or a place
 * in the order would tell a hidden value. Name and number of a record stay: its page is headed with them whatever the rules say.
 */
export function seekableFields(
  fields: readonly FieldSchema[],
  rules: readonly ConditionalRule[],
  module: Pick<ModuleSchema, 'entityFields' | 'numberField'>,
): readonly FieldSchema[] {
  const hidden = rules.flatMap((rule) => rule.effects.filter((effect) => !effect.isVisible).map(({ field }) => field));
  const closed = new Set(hidden.filter((name) => !module.entityFields.includes(name) && name !== module.numberField));
  return fields.filter((field) => !closed.has(field.name));
}

/** A list's records without the values that the rules hide on those records' own pages. */
export function followRecords(
  records: readonly HostRecord[],
  rules: readonly ConditionalRule[],
  facts: Omit<RuleFacts, 'values'>,
): readonly HostRecord[] {
  if (rules.length === 0) return records;
  return records.map((record) => {
    const hidden = [...statesOf(rules, { ...facts, values: record.values })]
      .filter(([, state]) => !state.isVisible)
      .map(([name]) => [name, null]);
    return hidden.length === 0 ? record : { ...record, values: { ...record.values, ...Object.fromEntries(hidden) } };
  });
}

/** A form's fields as the CRM's rules leave them for these values: hidden ones gone, closed ones read-only, demanded ones mandatory. */
export function followForm(
  fields: readonly FormField[],
  rules: readonly ConditionalRule[],
  facts: RuleFacts,
): readonly FormField[] {
  const states = statesOf(rules, facts);
  return fields.flatMap((entry) => {
    const state = states.get(entry.field.name);
    if (!state || (state.isVisible && state.isWritable && !state.isMandatory)) return [entry];
    if (!state.isVisible) return [];
    if (!state.isWritable) return [{ ...entry, form: 'readonly' as const }];
    // A rule never opens what the profile keeps closed.
    return entry.form === 'readonly' ? [entry] : [{ ...entry, form: 'mandatory' as const }];
  });
}

/** Names of the fields the rules of a module look at. */
export function conditionFields(rules: readonly ConditionalRule[]): readonly string[] {
  return [...new Set(rules.flatMap((rule) => rule.conditions.map((condition) => condition.field)))];
}

function statesOf(rules: readonly ConditionalRule[], facts: RuleFacts): ReadonlyMap<string, FieldState> {
  const states = new Map<string, FieldState>();
  for (const rule of rules) {
    if (!rule.conditions.every((condition) => holds(condition, facts))) continue;
    for (const { field, ...effect } of rule.effects) {
      const known = states.get(field) ?? { isVisible: true, isWritable: true, isMandatory: true };
      states.set(field, {
        isVisible: known.isVisible && effect.isVisible,
        isWritable: known.isWritable && effect.isWritable,
        isMandatory: known.isMandatory && effect.isMandatory,
      });
    }
  }
  return states;
}

function holds({ field, criterion, value }: RuleCondition, facts: RuleFacts): boolean {
  const { labels, module } = facts;
  // An administrator may have typed the key or what the CRM shows for it: both are compared as shown in its own language.
  const shown = (text: string): string => labels.label(module.name, text, labels.defaultLanguage);
  const stored = facts.values[field] ?? '';
  const isReference = module.fields.get(field)?.kind === 'reference';
  const actual = isReference ? (facts.references.get(Number(stored))?.name ?? '') : shown(stored);
  const wanted = isReference ? value : shown(value);
  const isInside = actual.toLowerCase().includes(wanted.toLowerCase());
  switch (criterion) {
    case 0:
      return compare(actual, wanted) <= 0;
    case 1:
      return compare(actual, wanted) < 0;
    case 2:
      return compare(actual, wanted) >= 0;
    case 3:
      return compare(actual, wanted) > 0;
    case 4:
      return compare(actual, wanted) === 0;
    case 5:
      return compare(actual, wanted) !== 0;
    case 6:
      return isInside;
    case 7:
      return !isInside;
    default:
      return false;
  }
}

/** Two numbers compare as numbers (`2.00` equals `2`), anything else as text. */
function compare(left: string, right: string): number {
  const isNumeric = isNumber(left) && isNumber(right);
  if (isNumeric) return Number(left) - Number(right);
  return left === right ? 0 : left < right ? -1 : 1;
}

function isNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text.trim());
}
