import type { StoredValue } from '../metadata/field-kind.js';
import type { FieldSchema } from '../metadata/types.js';

/** One line of a quote, order or invoice, exactly as the CRM stored it. */
export interface InventoryLine {
  readonly itemId: number;
  /** Module of the product or service; undefined: it is deleted or was never there. */
  readonly itemModule: string | undefined;
  readonly name: string;
  /** The item's record number, e.g. `PRO14`. */
  readonly number: string;
  /** The item's unit, in its module's own picklist. */
  readonly unit: { readonly field: FieldSchema; readonly value: string } | undefined;
  readonly quantity: StoredValue;
  readonly listPrice: StoredValue;
  /** Percent, also several in a row: `5`, `5+3`. */
  readonly discountPercent: StoredValue;
  readonly discountAmount: StoredValue;
  readonly tax: StoredValue;
  readonly total: StoredValue;
  readonly description: string;
  readonly comment: string;
}

/** Lines and taxes of one quote, order or invoice; the other totals are fields of the record. */
export interface InventoryDetails {
  /** In the CRM's order. */
  readonly lines: readonly InventoryLine[];
  /** Null where the CRM kept no totals. */
  readonly tax: StoredValue;
  readonly shippingTax: StoredValue;
}

/** Reads lines and totals; the record's scope is the caller's to check. */
export interface InventoryRepository {
  /** Two statements; what cannot be read is empty. */
  details(recordId: number): Promise<InventoryDetails>;
}
