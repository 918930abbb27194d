import type { StoredValue } from '../metadata/field-kind.js';
import type { FieldSchema, ModuleSchema } from '../metadata/types.js';

/** What a column can get from the portal. */
export type ColumnValue = StoredValue | number;

/** One row by column name. */
export type ColumnValues = Record<string, ColumnValue>;

const dateUitypes: ReadonlySet<number> = new Set([5, 6, 23, 70, 214]);

/** What the CRM stores for a field left empty: NULL for dates, 0 for numbers, ticks and references, '' for the rest. */
export function emptyValue(field: FieldSchema): ColumnValue {
  if (/^DT?$/.test(field.dataType) || dateUitypes.has(field.uitype)) return null;
  if (/^(C|I|N|NN)$/.test(field.dataType) || field.kind === 'reference') return 0;
  return '';
}

/** Whether a value is one of the three the CRM reads as nothing. */
export function isEmpty(value: ColumnValue | undefined): value is null | undefined | '' {
  return value === undefined || value === null || value === '';
}

/** Fields the CRM writes into a table when it saves a record: the active ones that are not for display only. */
export function savedFields(module: ModuleSchema, table: string): readonly FieldSchema[] {
  return [...module.fields.values()].filter((field) => field.table === table && field.displayType !== 2);
}

/** A table's columns of a new record: the given values, and the CRM's empty value for every field without one. */
export function newRow(
  module: ModuleSchema,
  table: string,
  values: Readonly<Record<string, ColumnValue | undefined>>,
): ColumnValues {
  return Object.fromEntries(
    savedFields(module, table).map((field) => {
      const value = values[field.name];
      return [field.column, isEmpty(value) ? emptyValue(field) : value];
    }),
  );
}
