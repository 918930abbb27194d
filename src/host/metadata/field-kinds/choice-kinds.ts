import type { ValueView } from '../../../core/view-types.js';
import { cleanText } from '../clean-text.js';
import type { FieldKind, ParseResult, PresentContext, StoredValue } from '../field-kind.js';
import type { FieldSchema, PicklistValue } from '../types.js';
import { accepted, emptyView, refused, textKind } from './kind-base.js';
import { withProgress } from './progress-view.js';
import { isStatus, priorityView, statusView } from './status-view.js';

/** How the CRM joins several values of one field. */
export const MULTI_SEPARATOR = ' |##| ';

const TICKED = new Set(['1', 'on', 'yes', 'true']);
const UNTICKED = new Set(['', '0', 'off', 'no', 'false']);

/** A box that is ticked or not. */
export const checkbox: FieldKind = {
  ...textKind,
  name: 'checkbox',
  control: 'checkbox',
  search: 'none',
  present(value, _field, context) {
    const isOn = isTicked(value);
    return { kind: 'flag', text: context.t(isOn ? 'fields:yes' : 'fields:no'), isOn };
  },
  parse(input) {
    const text = input.trim().toLowerCase();
    if (TICKED.has(text)) return accepted('1');
    return UNTICKED.has(text) ? accepted('0') : refused('checkbox');
  },
  toInput: (value) => (isTicked(value) ? '1' : '0'),
};

/** One value of a list; a ticket's status and priority have a look of their own. */
export const picklist: FieldKind = {
  ...textKind,
  name: 'picklist',
  control: 'select',
  search: 'values',
  present(value, field, context) {
    if (value === null || isNoChoice(value)) return emptyView;
    const text = choiceText(value, field, context);
    if (isStatus(field)) return statusView(field, value, text);
    if (field.module === 'HelpDesk' && field.name === 'ticketpriorities') return priorityView(value, text);
    return withProgress({ kind: 'text', text }, value, field, context);
  },
  parse: (input, _field, context) => parseChoice(input, context.picklist),
};

/** A list whose texts the CRM keeps by language; the code is stored. */
export const languagePicklist: FieldKind = {
  ...picklist,
  name: 'languagePicklist',
  present: (value, field, context) =>
    isNoChoice(value) ? emptyView : { kind: 'text', text: choiceText(value, field, context) },
};

/** Several values of a list, joined by MULTI_SEPARATOR in forms and columns alike. */
export const multiPicklist: FieldKind = {
  ...textKind,
  name: 'multiPicklist',
  control: 'multiselect',
  isSortable: false,
  search: 'values',
  present(value, field, context): ValueView {
    const items = splitChoices(value).map((item) => choiceText(item, field, context));
    return items.length === 0 ? emptyView : { kind: 'list', items };
  },
  parse(input, _field, context) {
    const items = splitChoices(input);
    const isKnown = items.every((item) => context.picklist.some((entry) => entry.value === item));
    return isKnown ? accepted(items.join(MULTI_SEPARATOR)) : refused('choice');
  },
};

function isTicked(value: StoredValue): boolean {
  return TICKED.has((value ?? '').trim().toLowerCase());
}

/** Nothing chosen: empty, or the CRM's own `--None--`. */
function isNoChoice(value: StoredValue): boolean {
  return value === null || value.trim() === '' || /^-{1,3} ?none ?-{1,3}$/i.test(value.trim());
}

function choiceText(value: StoredValue, field: FieldSchema, context: PresentContext): string {
  return cleanText(context.labels.value(field, value ?? '', context.language));
}

function splitChoices(value: StoredValue): string[] {
  return (value ?? '')
    .split('|##|')
    .map((item) => item.trim())
    .filter((item) => item !== '' && !isNoChoice(item));
}

function parseChoice(input: string, values: readonly PicklistValue[]): ParseResult {
  return values.some((entry) => entry.value === input) ? accepted(input) : refused('choice');
}
