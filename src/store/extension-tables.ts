import type { Knex } from 'knex';
import { isMysql } from '../host/database-facts.js';

/** What the names of an extension's own tables start with. */
export function extensionTablePrefix(id: string): string {
  return `portal_x_${id.replaceAll('-', '_')}__`;
}

/** Full names of the tables extensions made, of one or of all, as far as this account sees them. */
export async function extensionTables(knex: Knex, id?: string): Promise<readonly string[]> {
  const prefix = id === undefined ? 'portal_x_' : extensionTablePrefix(id);
  const tables = isMysql(knex)
    ? knex('information_schema.tables').whereRaw('table_schema = database()').select({ name: 'table_name' })
    : knex('sqlite_master').where('type', 'table').select('name');
  const rows: readonly { readonly name: string }[] = await tables;
  return rows
    .map(({ name }) => name)
    .filter((name) => name.startsWith(prefix))
    .sort();
}
