import type { ValueView } from '../../core/view-types.js';

/** Fields that stand in a document's head, by what they are there. */
export const CUSTOMER_FIELDS = { company: 'account_id', person: 'contact_id' } as const;

/** What the CRM tells its staff about a sale; a page shows it, a document for customers has no place for it. */
export const OFFICE_FIELDS: ReadonlySet<string> = new Set([
  'assigned_user_id',
  'assigned_user_id1',
  'creator',
  'modifiedtime',
  'currency_id',
  'conversion_rate',
  'potential_id',
  'salescommission',
]);

/** The names of an address's fields behind `bill_` and `ship_`. */
export const ADDRESS_PARTS = ['street', 'pobox', 'code', 'city', 'state', 'country'] as const;

/** The date a document bears; without one of these it is the day it was made. */
export const DOCUMENT_DATE = 'invoicedate';
export const CREATED = 'createdtime';

/** Whether a value says anything on paper: a box nobody ticked and an amount of nothing are no news to a customer. */
export function isTelling(value: ValueView): boolean {
  if (value.kind === 'flag') return value.isOn;
  return value.kind === 'number' ? /[1-9]/.test(value.text) : value.kind !== 'empty';
}
