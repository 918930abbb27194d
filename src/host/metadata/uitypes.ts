import type { FieldKindName } from './field-kind.js';

/** What, beside its uitype, decides about a field's kind. */
export interface UitypeFacts {
  /** The field's API name. */
  readonly name?: string;
  /** The column it is stored in. */
  readonly column?: string;
  /** typeofdata's first letters. */
  readonly dataType?: string;
}

const kindsByUitype: Readonly<Record<number, FieldKindName>> = {
  1: 'text',
  2: 'text',
  3: 'secret',
  4: 'recordNumber',
  5: 'date',
  6: 'date',
  7: 'number',
  9: 'percent',
  10: 'reference',
  11: 'phone',
  13: 'email',
  15: 'picklist',
  16: 'picklist',
  17: 'url',
  19: 'textarea',
  20: 'textarea',
  21: 'textarea',
  23: 'date',
  24: 'textarea',
  26: 'folder',
  27: 'fileLocation',
  28: 'fileName',
  29: 'fileName',
  33: 'multiPicklist',
  50: 'user',
  51: 'user',
  52: 'user',
  53: 'owner',
  54: 'user',
  55: 'text',
  56: 'checkbox',
  61: 'fileName',
  69: 'image',
  70: 'datetime',
  71: 'currency',
  72: 'currency',
  73: 'time',
  77: 'user',
  85: 'text',
  86: 'text',
  99: 'secret',
  104: 'email',
  106: 'secret',
  111: 'picklist',
  115: 'picklist',
  116: 'currencyRef',
  117: 'currencyRef',
  156: 'secret',
  199: 'secret',
  207: 'url',
  208: 'secret',
  209: 'fileName',
  210: 'richText',
  214: 'datetime',
  255: 'text',
  300: 'picklist',
  357: 'user',
  1013: 'phone',
  1014: 'phone',
  1015: 'languagePicklist',
  1016: 'image',
  1020: 'duration',
  1021: 'datetime',
  1112: 'text',
};

/** Plain-text fields (uitype 1) whose typeofdata says that they hold something else. */
const kindsByDataType: Readonly<Record<string, FieldKindName>> = {
  N: 'number',
  NN: 'number',
  I: 'number',
  T: 'time',
  D: 'date',
  DT: 'datetime',
  C: 'checkbox',
  P: 'secret',
};

/** Columns of quotes, orders and invoices that hold amounts, though their uitype is plain text. */
const amountColumns: ReadonlySet<string> = new Set([
  'total',
  'subtotal',
  'discount_amount',
  's_h_amount',
  'adjustment',
]);

/** The kind of a field; every uitype the portal does not know is text to read. */
export function kindOf(uitype: number, facts: UitypeFacts = {}): FieldKindName {
  const kind = kindsByUitype[uitype] ?? 'readonlyText';
  if (facts.dataType === 'P') return 'secret';
  if (uitype === 55 && facts.name === 'salutationtype') return 'picklist';
  if (uitype !== 1 && uitype !== 2) return kind;
  const stored = kindsByDataType[facts.dataType ?? ''] ?? kind;
  if (stored !== 'number') return stored;
  if (facts.column === 'filesize') return 'fileSize';
  return amountColumns.has(facts.column ?? '') ? 'currency' : stored;
}

/** Uitypes whose values stand in a table `vte_<field name>`. */
export function hasPicklistTable(uitype: number, kind: FieldKindName): boolean {
  return (kind === 'picklist' || kind === 'multiPicklist') && uitype !== 1015;
}
