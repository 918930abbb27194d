import type { ValueView } from '../../../core/view-types.js';
import type { PresentContext, StoredValue } from '../field-kind.js';
import type { FieldSchema } from '../types.js';

/** The field of each module that says how much of a record's work is done, as a share of a hundred. */
const progressFields: ReadonlyMap<string, string> = new Map([
  ['ProjectPlan', 'progress'],
  ['ProjectTask', 'projecttaskprogress'],
  ['ServiceContracts', 'progress'],
]);

/** A stored share of a hundred (`40%`, `40.00`) as a whole number; undefined for anything else. */
export function readShare(value: StoredValue | undefined): number | undefined {
  const match = /^(\d{1,3})(?:[.,]\d{1,6})?\s?%?$/.exec((value ?? '').trim());
  const share = Number(match?.[1] ?? Number.NaN);
  return share <= 100 ? share : undefined;
}

/** A value with its bar where it is a record's progress; every other one as it came. */
export function withProgress(
  view: ValueView,
  value: StoredValue,
  field: FieldSchema,
  { labels, language }: PresentContext,
): ValueView {
  const percent = progressFields.get(field.module) === field.name ? readShare(value) : undefined;
  if (percent === undefined || !('text' in view)) return view;
  return { kind: 'progress', text: view.text, percent, label: labels.label(field.module, field.label, language) };
}
