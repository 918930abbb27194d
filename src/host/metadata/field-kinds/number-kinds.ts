import { formatBytes } from '../../../core/file-size.js';
import type { ValueView } from '../../../core/view-types.js';
import type { FieldKind, ParseResult, PresentContext, StoredValue } from '../field-kind.js';
import type { FieldSchema } from '../types.js';
import { accepted, emptyView, readonlyKind, refused, textKind, textView } from './kind-base.js';
import { formatParts, scaleOf, splitStored, splitTyped, storeParts } from './number-text.js';
import { withProgress } from './progress-view.js';

/** The largest number an `int` column holds; it is the only type with ten digits that cannot hold all of them. */
const LARGEST_INT = 2_147_483_647;

const numeric: Omit<FieldKind, 'name' | 'present'> = {
  ...textKind,
  control: 'number',
  isNumeric: true,
  parse: parseNumber,
  toInput: numberInput,
};

/** A number, with as many decimals as its column. */
export const number: FieldKind = {
  ...numeric,
  name: 'number',
  present: (value, field, context) => numberView(value, context, shownScale(field), (text) => text),
};

/** A share of a hundred. */
export const percent: FieldKind = {
  ...numeric,
  name: 'percent',
  present: (value, field, context) =>
    withProgress(
      numberView(value, context, 0, (text) => `${text} %`),
      value,
      field,
      context,
    ),
  parse(input, field, context) {
    const result = parseNumber(input, field, context);
    if (!result.ok) return result;
    const share = Number(result.value);
    return share < 0 || share > 100 ? refused('percentRange') : result;
  },
};

/** An amount in the record's own currency, else in the CRM's. */
export const currency: FieldKind = {
  ...numeric,
  name: 'currency',
  present(value, _field, context) {
    const symbol = context.labels.currencySymbol(context.values.currency_id ?? undefined);
    return numberView(value, context, 2, (text) => `${text} ${symbol}`.trim());
  },
};

/** A span of working time, stored in seconds. */
export const duration: FieldKind = {
  ...readonlyKind,
  name: 'duration',
  isNumeric: true,
  search: 'none',
  present(value, _field, context) {
    const parts = splitStored(value ?? '');
    if (!parts) return textView(value);
    const minutes = Math.round(Number(parts.whole) / 60);
    const values = { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
    return { kind: 'number', text: (parts.isNegative ? '-' : '') + context.t('fields:duration', values) };
  },
};

/** The size of a stored file, kept in bytes; a link has none. */
export const fileSize: FieldKind = {
  ...readonlyKind,
  name: 'fileSize',
  isNumeric: true,
  search: 'none',
  present(value, _field, context) {
    const bytes = Number(value ?? '');
    return bytes > 0 ? { kind: 'number', text: formatBytes(bytes, context.language) } : emptyView;
  },
};

/** Columns of three and more decimals hold them for the rare case: a quantity is 24, not 24,000. */
function shownScale(field: FieldSchema): number {
  return field.scale === undefined || field.scale > 2 ? 0 : field.scale;
}

/** `scale`: the decimals shown at least; further ones appear if they are not zero. */
function numberView(
  value: StoredValue,
  context: PresentContext,
  scale: number,
  decorate: (text: string) => string,
): ValueView {
  if (value === null || value.trim() === '') return emptyView;
  const parts = splitStored(value);
  return parts ? { kind: 'number', text: decorate(formatParts(parts, context.language, scale)) } : textView(value);
}

function parseNumber(input: string, field: FieldSchema, context: { readonly language: string }): ParseResult {
  const scale = scaleOf(field);
  const parts = splitTyped(input, context.language, scale);
  if (!parts) return refused(scale === 0 ? 'wholeNumber' : 'number');
  const decimals = parts.fraction.replace(/0+$/, '').length;
  if (decimals > scale) return scale === 0 ? refused('wholeNumber') : refused('decimals', { max: scale });
  if (parts.isNegative && field.dataType === 'N') return refused('negative');
  const digits = field.maxLength === undefined ? 30 : field.maxLength - (field.scale ?? 0);
  const isTooBig = parts.whole.length > digits || (digits === 10 && scale === 0 && Number(parts.whole) > LARGEST_INT);
  if (isTooBig) return refused('tooBig', { max: digits });
  return accepted(storeParts(parts, field.scale ?? decimals));
}

/** Typed numbers come back without thousands, in the reader's own decimal sign. */
function numberInput(value: StoredValue, field: FieldSchema, language: string): string {
  const parts = splitStored(value ?? '');
  if (!parts) return value ?? '';
  const text = storeParts(parts, field.scale ?? parts.fraction.length);
  return language === 'it' ? text.replace('.', ',') : text;
}
