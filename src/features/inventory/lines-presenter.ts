import type { LinesView, LineView } from '../../core/lines-view-types.js';
import type { InventoryDetails, InventoryLine } from '../../host/host-adapter.js';
import { cleanText } from '../../host/metadata/clean-text.js';
import type { StoredValue } from '../../host/metadata/field-kind.js';
import { formatParts, splitStored } from '../../host/metadata/field-kinds/number-text.js';
import type { PresenterContext } from '../present-context.js';
import type { ShownRecord } from '../records/record-service.js';
import { moneyOf } from './money.js';
import { TotalField } from './total-fields.js';

interface LinesInput {
  readonly shown: ShownRecord;
  readonly details: InventoryDetails;
  /** Ids of products and services the viewer may open. */
  readonly openable: ReadonlySet<number>;
  /** Names of the total fields the viewer may see. */
  readonly open: ReadonlySet<string>;
}

/** More lines than anybody reads, and few enough to be drawn at once. */
export const MOST_LINES = 500;

type Total = LinesView['totals'][number];

/** Lines and totals as stored: nothing is computed, also where lines and totals do not agree (DECISIONS 26). */
export function presentLines(input: LinesInput, context: PresenterContext): LinesView {
  const { details, open } = input;
  const amounts = open.has(TotalField.total);
  const count = details.lines.length;
  const items = details.lines.slice(0, MOST_LINES).map((line) => presentLine(line, input, context));
  return {
    title: context.labels.label(input.shown.module.name, 'LBL_RELATED_PRODUCTS', context.language),
    count,
    ...(count > items.length ? { left: presentLeft(items.length, count, context) } : {}),
    has: {
      number: items.some((item) => item.number !== ''),
      discount: amounts && items.some((item) => item.discount !== ''),
      tax: amounts && items.some((item) => item.tax !== ''),
      amounts,
    },
    items,
    totals: amounts ? presentTotals(input, context) : [],
  };
}

function presentLeft(shown: number, all: number, { t, language }: PresenterContext): string {
  const number = new Intl.NumberFormat(language);
  return t('inventory:left', { shown: number.format(shown), all: number.format(all) });
}

function presentLine(line: InventoryLine, { shown, openable }: LinesInput, context: PresenterContext): LineView {
  const money = moneyOf(shown, context.labels, context.language);
  const quantity = numberText(line.quantity, context);
  const unit = line.unit && context.labels.value(line.unit.field, line.unit.value, context.language);
  const href = openable.has(line.itemId) ? context.path(`/${line.itemModule}/${line.itemId}`) : undefined;
  const notes = [line.description, line.comment].map(cleanText).filter(Boolean);
  return {
    number: cleanText(line.number),
    name: cleanText(line.name) || context.t('inventory:unnamed'),
    ...(href ? { href } : {}),
    notes: [...new Set(notes)],
    quantity: [quantity, quantity && unit].filter(Boolean).join(' '),
    price: money(line.listPrice),
    discount: isZero(line.discountPercent)
      ? nonZero(line.discountAmount, money)
      : percentText(line.discountPercent, context),
    tax: nonZero(line.tax, money),
    total: money(line.total),
  };
}

function presentTotals({ shown, details, open }: LinesInput, context: PresenterContext): readonly Total[] {
  const money = moneyOf(shown, context.labels, context.language);
  const stored = (name: string): StoredValue => (open.has(name) ? (shown.record.values[name] ?? null) : null);
  const row = (key: string, text: string, isGrand = false): Total[] =>
    text === '' ? [] : [{ label: context.t(`inventory:totals.${key}`), text, isGrand }];
  const percent = stored(TotalField.discountPercent);
  const discount = isZero(percent) ? nonZero(stored(TotalField.discountAmount), money) : percentText(percent, context);
  // Taxes of single lines are part of the subtotal already; taxes of the whole come on top.
  const isPerLine = shown.record.values[TotalField.taxType] === 'individual';
  return [
    ...row(isPerLine ? 'subTotalTaxed' : 'subTotal', money(stored(TotalField.subTotal))),
    ...row('discount', discount === '' ? '' : `− ${discount}`),
    ...row(isPerLine ? 'taxIncluded' : 'tax', nonZero(details.tax, money)),
    ...row('shipping', nonZero(stored(TotalField.shipping), money)),
    ...row('shippingTax', nonZero(details.shippingTax, money)),
    ...row('adjustment', nonZero(stored(TotalField.adjustment), money)),
    ...row('total', money(stored(TotalField.total)), true),
  ];
}

function numberText(value: StoredValue, context: PresenterContext): string {
  const parts = splitStored(value ?? '');
  return parts ? formatParts(parts, context.language, 0) : cleanText(value ?? '').trim();
}

/** The CRM also keeps several discounts in a row: `5+3`. */
function percentText(value: StoredValue, context: PresenterContext): string {
  const steps = (value ?? '').split('+').map((step) => numberText(step.trim(), context));
  return `${steps.join(' + ')} %`;
}

function nonZero(value: StoredValue, format: (value: StoredValue) => string): string {
  return isZero(value) ? '' : format(value);
}

function isZero(value: StoredValue): boolean {
  return value === null || /^[\s+\-0.,]*$/.test(value);
}
