import { createRequire } from 'node:module';
import knex, { type Knex } from 'knex';
import { checkStatement } from '../read-only.js';

const require = createRequire(import.meta.url);

/** The part of the driver's connection that the pragmas need. */
interface SqliteConnection {
  pragma(statement: string): unknown;
}

interface SqliteQuery {
  readonly sql?: string;
}

// knex has no public class for this dialect, so its file is taken; a unit test guards that it is still there.
const BetterSqlite3Client = require('knex/lib/dialects/better-sqlite3/index.js') as new (
  config: Knex.Config,
) => Knex.Client & { _query(connection: SqliteConnection, query: SqliteQuery): Promise<SqliteQuery> };

/** The dialect of better-sqlite3, driven by libsql, which needs no compiler to install. */
export class LibsqlClient extends BetterSqlite3Client {
  _driver(): unknown {
    return require('libsql');
  }

  /** Statements pass the guard of read-only work first. */
  override async _query(connection: SqliteConnection, query: SqliteQuery): Promise<SqliteQuery> {
    checkStatement(this.config, query.sql ?? '');
    return super._query(connection, query);
  }

  _formatBindings(bindings: readonly unknown[] | undefined): unknown[] {
    return (bindings ?? []).map(toDriverValue);
  }
}

/** libsql binds every JavaScript number as a fraction, which a text column keeps as `0.0`: whole numbers go as bigint. */
function toDriverValue(value: unknown): unknown {
  if (value instanceof Date) return BigInt(value.valueOf());
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return Number.isSafeInteger(value) ? BigInt(value as number) : value;
}

/**
 * Opens an SQLite database file (or `:memory:`) for the embedded CRM, with one connection, foreign keys on, write-ahead log
 * and waiting for locks. The caller destroys it. Without a log, knex prints failed connections to the console.
 */
export function openDemoDatabase(filename: string, log?: Knex.Logger): Knex {
  return knex({
    client: LibsqlClient as unknown as typeof Knex.Client,
    connection: { filename },
    useNullAsDefault: true,
    ...(log ? { log } : {}),
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection: SqliteConnection, done: PoolCallback) => prepare(connection, filename, done),
    },
  });
}

type PoolCallback = (error: Error | null, connection: SqliteConnection) => void;

function prepare(connection: SqliteConnection, filename: string, done: PoolCallback): void {
  connection.pragma('foreign_keys = ON');
  connection.pragma('busy_timeout = 5000');
  if (filename !== ':memory:') {
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = NORMAL');
  }
  done(null, connection);
}

/** Whether the sample company is there; it is written in one transaction, so one of its rows tells. */
export async function isDemoSeeded(database: Knex): Promise<boolean> {
  if (!(await database.schema.hasTable('vte_organizationdetails'))) return false;
  return (await database('vte_organizationdetails').first('organizationid')) !== undefined;
}
