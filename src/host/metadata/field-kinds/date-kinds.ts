import { readTypedDate, shownDate, splitDate } from '../../../core/date-text.js';
import type { ValueView } from '../../../core/view-types.js';
import type { FieldKind, PresentContext, StoredValue } from '../field-kind.js';
import type { FieldSchema } from '../types.js';
import { accepted, emptyView, readonlyKind, refused, textKind, textView } from './kind-base.js';

/** A calendar date. */
export const date: FieldKind = {
  ...textKind,
  name: 'date',
  control: 'date',
  search: 'date',
  present(value, field, context) {
    const view = presentDate(value, false);
    const time = timeBeside(field, context);
    if (view.kind !== 'time' || time === undefined) return view;
    return { kind: 'time', text: `${view.text} ${time}`, iso: `${view.iso}T${time}` };
  },
  parse(input, field, context) {
    const typed = readTypedDate(input);
    if (typed === undefined) return refused('date');
    const earliest = field.notBefore === undefined ? undefined : readTypedDate(context.inputs[field.notBefore] ?? '');
    const isTooEarly = earliest !== undefined && typed < earliest;
    return isTooEarly ? refused('notBefore', { date: shownDate(earliest) }) : accepted(typed);
  },
  toInput: (value) => splitDate(value ?? '')?.date ?? '',
};

/** A moment on the CRM's wall clock, written by the CRM alone. */
export const datetime: FieldKind = {
  ...readonlyKind,
  name: 'datetime',
  search: 'date',
  present: (value) => presentDate(value, true),
};

/** A time of day: `HH:MM`, or seconds since midnight. */
export const time: FieldKind = {
  ...textKind,
  name: 'time',
  control: 'time',
  present: (value) => textView(readTime(value)),
  parse(input) {
    const typed = readTypedTime(input);
    return typed === undefined ? refused('time') : accepted(typed);
  },
  toInput: (value) => readTime(value) ?? '',
};

/** Fields that keep the time of day of a date field beside them. */
export const TIME_FIELDS: Readonly<Record<string, string>> = { date_start: 'time_start', due_date: 'time_end' };

/** The time of an appointment's date; undefined for a whole day and for every other date. */
function timeBeside(field: FieldSchema, { values }: PresentContext): string | undefined {
  const name = TIME_FIELDS[field.name];
  if (name === undefined || values.is_all_day_event === '1') return undefined;
  return readTypedTime(values[name] ?? '');
}

function presentDate(value: StoredValue, withTime: boolean): ValueView {
  const parts = splitDate(value ?? '');
  if (!parts) return isZeroDate(value) ? emptyView : textView(value);
  if (!withTime || parts.time === undefined) return { kind: 'time', text: shownDate(parts.date), iso: parts.date };
  return { kind: 'time', text: `${shownDate(parts.date)} ${parts.time}`, iso: `${parts.date}T${parts.time}` };
}

function isZeroDate(value: StoredValue): boolean {
  return value === null || /^[0\s:-]*$/.test(value);
}

function readTypedTime(input: string): string | undefined {
  const match = /^(\d{1,2})[:.](\d\d)(?::\d\d)?$/.exec(input.trim());
  if (!match || Number(match[1]) > 23 || Number(match[2]) > 59) return undefined;
  return `${match[1]?.padStart(2, '0')}:${match[2]}`;
}

function readTime(value: StoredValue): StoredValue {
  if (value === null || !/^\d{3,5}$/.test(value)) return readTypedTime(value ?? '') ?? value;
  const minutes = Math.floor(Number(value) / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
