import type { Knex } from 'knex';
import { isMysql } from '../host/database-facts.js';

/** Table exists, duplicate key name, multiple primary key: MariaDB's and MySQL's numbers for «that is done already». */
const DONE_ALREADY = new Set<unknown>([1050, 1061, 1068]);

/**
 * Creates one of the portal's tables with its indexes; what is there already is left alone, also where a killed run made the table
 * but not all of its indexes. On MariaDB and MySQL it is utf8mb4 with a binary collation, whatever the database's default: keys and
 * hashes compare byte for byte. Text is `text`, times are epoch milliseconds.
 */
export async function createTable(
  knex: Knex,
  name: string,
  build: (table: Knex.CreateTableBuilder) => void,
): Promise<void> {
  const statements = knex.schema
    .createTable(name, (table) => {
      if (isMysql(knex)) {
        table.engine('InnoDB');
        table.charset('utf8mb4');
        table.collate('utf8mb4_bin');
      }
      build(table);
    })
    .toSQL();
  for (const { sql, bindings } of statements) {
    try {
      await knex.raw(sql, [...(bindings ?? [])]);
    } catch (error) {
      if (!isDoneAlready(error)) throw error;
    }
  }
}

function isDoneAlready(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return DONE_ALREADY.has((error as { errno?: unknown }).errno) || /\balready exists\b/.test(error.message);
}
