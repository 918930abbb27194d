import type { DemoRow, DemoValue } from '../insert-rows.js';
import { type DemoField, type DemoModule, readFields } from '../metadata/demo-module.js';
import { demoTables } from '../schema/demo-tables.js';

/** A record's values by field name. */
export type DemoValues = Readonly<Record<string, DemoValue>>;

/**
 * One row for each table of a record, by table name. Fields left out get what the CRM writes for an empty form: '' for text,
 * 0 for numbers and flags, NULL for dates. An unknown field name throws.
 */
export function recordRows(module: DemoModule, id: number, values: DemoValues): Map<string, DemoRow> {
  const fields = readFields(module);
  const unknown = Object.keys(values).filter((name) => !fields.some((field) => field.name === name));
  if (unknown.length > 0) throw new Error(`${module.name} has no field ${unknown.join(', ')}`);
  const keys = Object.entries({ [module.table]: module.idField, ...module.otherTables });
  return new Map(keys.map(([table, key]) => [table, { [key]: id, ...tableValues(fields, table, values) }] as const));
}

/** A record's name as the CRM makes it: the values of its name fields joined by blanks. */
export function recordName(module: DemoModule, values: DemoValues): string {
  const parts = module.nameFields.split(',').map((name) => String(values[name] ?? ''));
  return parts.filter((part) => part !== '').join(' ');
}

function tableValues(fields: readonly DemoField[], table: string, values: DemoValues): DemoRow {
  const own = fields.filter((field) => field.table === table && (field.displayType !== 2 || field.name in values));
  return Object.fromEntries(own.map((field) => [field.column, values[field.name] ?? emptyValue(field)]));
}

function emptyValue(field: DemoField): DemoValue {
  const type = columnType(field);
  if (/^[CIN]/.test(field.typeOfData) || /^(int|decimal)/.test(type)) return 0;
  if (type === 'datetime') return '0000-00-00 00:00:00';
  return type === 'date' || type === 'timestamp' ? null : '';
}

function columnType(field: DemoField): string {
  const table = demoTables.find((candidate) => candidate.name === field.table);
  const column = table?.columns.find((candidate) => candidate.name === field.column);
  if (column === undefined) throw new Error(`no column ${field.table}.${field.column}`);
  return column.type;
}
