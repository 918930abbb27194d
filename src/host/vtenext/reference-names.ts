import type { Knex } from 'knex';
import type { StoredValue } from '../metadata/field-kind.js';
import type { HostContext } from './host-context.js';

/** Module and name of referenced records, by id as stored; unknown ids and empty references are left out. */
export async function referenceNames(
  { models: { DisplayName } }: HostContext,
  trx: Knex.Transaction,
  ids: readonly StoredValue[],
): Promise<ReadonlyMap<string, { readonly module: string; readonly name: string }>> {
  const wanted = [...new Set(ids.map(Number))].filter((id) => id > 0);
  if (wanted.length === 0) return new Map();
  const rows = await DisplayName.query(trx).whereIn(DisplayName.columnOf('id'), wanted);
  return new Map(rows.map((row) => [String(row.id), { module: row.module, name: row.name }]));
}
