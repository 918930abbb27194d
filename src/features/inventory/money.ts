import { cleanText } from '../../host/metadata/clean-text.js';
import type { StoredValue } from '../../host/metadata/field-kind.js';
import { formatAmount } from '../../host/metadata/field-kinds/number-text.js';
import type { Labels } from '../../host/metadata/types.js';
import type { ShownRecord } from '../records/record-service.js';

/** Writes amounts in a record's own currency; what is no number is shown as it stands. */
export function moneyOf({ record }: ShownRecord, labels: Labels, language: string): (value: StoredValue) => string {
  const symbol = labels.currencySymbol(record.values.currency_id ?? undefined);
  return (value) => formatAmount(value ?? '', language, symbol) ?? cleanText(value ?? '').trim();
}
