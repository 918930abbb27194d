import knex, { type Knex } from 'knex';
import type { Logger } from '../core/logger.js';
import { openDemoDatabase } from './demo/demo-database.js';
import { TimedMysqlClient } from './mysql-client.js';

/** Settings of one database connection pool. */
export interface DatabaseOptions {
  /** Most connections at once; 10 unless told. SQLite has one. */
  readonly poolMax?: number;
  /** The longest a statement may take, in milliseconds; 4 000 unless told, so that a hanging database is noticed within 5 s. */
  readonly statementTimeout?: number;
  readonly log: Logger;
}

/** Milliseconds to wait for a free or new connection. */
const acquireTimeout = 2_000;

/**
 * Opens `mysql://user:password@host:port/database` or `sqlite:<file>`. Dates and decimals come as texts; sessions have the CRM's
 * empty `sql_mode` and, as the CRM does, keep the server's time zone. Connects at the first statement; the caller destroys it.
 */
export function openDatabase(url: string, options: DatabaseOptions): Knex {
  if (url.startsWith('sqlite:')) return openDemoDatabase(url.slice('sqlite:'.length), knexLog(options.log));
  const statementTimeout = options.statementTimeout ?? 4_000;
  const config: Knex.Config & { statementTimeout: number } = {
    client: TimedMysqlClient as unknown as typeof Knex.Client,
    connection: mysqlConnection(new URL(url)),
    statementTimeout,
    acquireConnectionTimeout: acquireTimeout,
    pool: {
      min: 0,
      max: options.poolMax ?? 10,
      afterCreate: (connection: MysqlSession, done: PoolCallback) =>
        connection.query(sessionStatement(statementTimeout), (error) => done(error, connection)),
    },
    log: knexLog(options.log),
  };
  return knex(config);
}

interface MysqlSession {
  query(sql: string, done: (error: Error | null) => void): void;
}

type PoolCallback = (error: Error | null, connection: MysqlSession) => void;

function mysqlConnection(url: URL): Knex.MySql2ConnectionConfig {
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port ? Number(url.port) : 3306,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    charset: 'utf8mb4',
    connectTimeout: acquireTimeout,
    dateStrings: true,
    supportBigNumbers: true,
  };
}

/**
 * One statement for everything a session needs; each product reads its own comment and passes over the other's.
 * The server's limit is a little shorter than ours, so that it usually ends the statement and the connection survives.
 * READ COMMITTED: after waiting for a record's lock, the history behind it must be the one the other has just written.
 */
function sessionStatement(statementTimeout: number): string {
  const limit = Math.max(100, statementTimeout - 250);
  return (
    "SET SESSION sql_mode = '', innodb_lock_wait_timeout = 2, lock_wait_timeout = 3" +
    ` /*M!100101 , max_statement_time = ${limit / 1000}, tx_isolation = 'READ-COMMITTED' */` +
    ` /*!50720 , max_execution_time = ${limit}, transaction_isolation = 'READ-COMMITTED' */`
  );
}

/** knex prints failed connections to the console by itself; they are reported where the statement failed. */
function knexLog(log: Logger): Knex.Logger {
  return {
    warn: (message: unknown) => log.debug({ from: 'knex', detail: String(message) }, 'database driver'),
    error: (message: unknown) => log.debug({ from: 'knex', detail: String(message) }, 'database driver'),
    deprecate: (method: string) => log.debug({ from: 'knex', method }, 'deprecated'),
    debug: () => undefined,
  };
}
