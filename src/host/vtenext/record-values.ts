import { parseId } from '../../core/text.js';
import type { HostRecord } from '../host-adapter.js';
import type { StoredValue } from '../metadata/field-kind.js';
import { kindOfField } from '../metadata/field-kinds.js';
import type { FieldSchema, ModuleSchema } from '../metadata/types.js';

/** A row of a record query: `f0`, `f1` … are the fields in their order. */
export type RecordRow = Readonly<Record<string, unknown>>;

/** The values of a row by field name, alike on both databases. */
export function readRecord(row: RecordRow, module: ModuleSchema, fields: readonly FieldSchema[]): HostRecord {
  return {
    id: Number(row.id),
    module: module.name,
    ownerId: Number(row.owner),
    values: Object.fromEntries(fields.map((field, index) => [field.name, storedValue(row[`f${index}`], field)])),
  };
}

/** Texts stay, numbers become texts with as many decimals as their column: MariaDB says `0.00` where SQLite says 0. */
export function storedValue(value: unknown, field: FieldSchema): StoredValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return field.scale ? value.toFixed(field.scale) : String(value);
  return Buffer.isBuffer(value) ? value.toString('utf8') : String(value);
}

/** Ids that fields of some searching kind hold on a page of records, each once. */
export function idsIn(
  records: readonly HostRecord[],
  fields: readonly FieldSchema[],
  search: 'reference' | 'owner',
): readonly number[] {
  const wanted = fields.filter((field) => kindOfField(field).search === search);
  const ids = records.flatMap((record) =>
    wanted.map((field) => parseId((record.values[field.name] ?? '').trim()) ?? 0),
  );
  return [...new Set(ids)].filter((id) => id > 0);
}
