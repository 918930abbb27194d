import type { ValueCount } from '../host-adapter.js';
import { kindOfField } from '../metadata/field-kinds.js';
import type { FieldSchema } from '../metadata/types.js';
import type { RecordSource } from './record-source.js';

interface CountRow {
  readonly value: string | number | null;
  readonly name: string | null;
  readonly n: number | string;
}

/** Counts a query's records by the value of a field, the most frequent first. One statement. */
export async function readCounts(
  source: RecordSource,
  field: FieldSchema,
  limit: number,
): Promise<readonly ValueCount[]> {
  const { knex, query } = source;
  const column = source.columnOf(field);
  const name = kindOfField(field).search === 'reference' ? source.referenceName(field) : undefined;
  const rows: CountRow[] = await query
    .select({ value: column, name: name === undefined ? knex.raw('null') : knex.raw('min(??)', [name]) })
    .count({ n: '*' })
    .groupBy(column)
    .orderBy('n', 'desc')
    .limit(limit);
  return rows.map((row) => ({
    value: row.value === null ? null : String(row.value),
    name: row.name?.trim() || undefined,
    count: Number(row.n),
  }));
}
