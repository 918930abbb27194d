import type { Knex } from 'knex';

/** Columns by table name, in lower case. */
export type TableColumns = ReadonlyMap<string, ReadonlySet<string>>;

/** The database server as it introduces itself. */
export interface ServerFacts {
  readonly product: 'MariaDB' | 'MySQL' | 'SQLite';
  /** `10.11.19`, without the distribution's additions. */
  readonly version: string;
  /** The server's default, not this connection's; empty on SQLite. */
  readonly sqlMode: string;
}

/** Reads which tables and columns this account can see; one statement. */
export async function readTableColumns(knex: Knex): Promise<TableColumns> {
  const columns = new Map<string, Set<string>>();
  const rows = isMysql(knex)
    ? await knex('information_schema.columns')
        .whereRaw('table_schema = database()')
        .select({ table: 'table_name', column: 'column_name' })
    : await knex
        .from(knex.raw("sqlite_master AS m JOIN pragma_table_info(m.name) AS c ON m.type = 'table'"))
        .select({ table: 'm.name', column: 'c.name' });
  for (const { table, column } of rows as { table: string; column: string }[]) {
    const name = table.toLowerCase();
    columns.set(name, (columns.get(name) ?? new Set()).add(column.toLowerCase()));
  }
  return columns;
}

/** Asks the server who it is; one statement. */
export async function readServerFacts(knex: Knex): Promise<ServerFacts> {
  if (!isMysql(knex)) {
    const row = await knex.first<{ version: string }>(knex.raw('sqlite_version() AS version'));
    return { product: 'SQLite', version: row.version, sqlMode: '' };
  }
  const row = await knex.first<{ version: string; mode: string }>(
    knex.raw('version() AS version, @@global.sql_mode AS mode'),
  );
  return {
    product: /mariadb/i.test(row.version) ? 'MariaDB' : 'MySQL',
    version: /\d+(\.\d+)+/.exec(row.version.replace(/^5\.5\.5-/, ''))?.[0] ?? row.version,
    sqlMode: row.mode,
  };
}

/** The first versions that pass over locked rows. */
const SKIP_LOCKED_SINCE = { MariaDB: [10, 6], MySQL: [8, 0] } as const;

/** Whether a server passes over rows that another session has locked; SQLite has no row locks. */
export function canSkipLocked({ product, version }: Pick<ServerFacts, 'product' | 'version'>): boolean {
  if (product === 'SQLite') return false;
  const [neededMajor, neededMinor] = SKIP_LOCKED_SINCE[product];
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

/** Whether a database is MariaDB or MySQL; also for clients derived from knex's own. */
export function isMysql(knex: Knex): boolean {
  return knex.client.driverName === 'mysql2';
}
