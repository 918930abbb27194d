import type { Knex } from 'knex';

/** A checksum of every table of a MariaDB database, by name. */
export async function checksums(knex: Knex): Promise<ReadonlyMap<string, string>> {
  const tables: string[] = await knex('information_schema.tables')
    .whereRaw("table_schema = DATABASE() AND table_type = 'BASE TABLE'")
    .orderBy('table_name')
    .pluck('table_name');
  const [rows] = (await knex.raw(`CHECKSUM TABLE ${tables.map(() => '??').join(', ')}`, tables)) as [
    { readonly Table: string; readonly Checksum: number }[],
  ];
  return new Map(rows.map((row) => [row.Table.replace(/^.*\./, ''), String(row.Checksum)]));
}

/** The tables whose content is another one, in order of their names. */
export function changedTables(
  earlier: ReadonlyMap<string, string>,
  later: ReadonlyMap<string, string>,
): readonly string[] {
  return [...later.keys()].filter((table) => later.get(table) !== earlier.get(table)).sort();
}
