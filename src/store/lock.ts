import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { ConflictError } from '../core/errors.js';
import { isMysql } from '../host/database-facts.js';

/** How long a step waits for another one to end, in seconds. */
const DEFAULT_WAIT = 10;

/** Steps of this process by database and name: SQLite knows no named locks, and there only one process works. */
const local = new Map<string, Promise<unknown>>();

/**
 * Runs work under a named lock of the database, so that two processes never do it at once; throws ConflictError when it stays
 * taken. On MariaDB and MySQL the server frees the lock with the connection, also when the process is killed.
 */
export async function withLock<T>(
  knex: Knex,
  name: string,
  work: () => Promise<T>,
  waitSeconds = DEFAULT_WAIT,
): Promise<T> {
  return isMysql(knex) ? withServerLock(knex, name, work, waitSeconds) : withLocalLock(databaseOf(knex), name, work);
}

/** The lock lives on a connection of its own: the work's statements may take any other. */
async function withServerLock<T>(knex: Knex, name: string, work: () => Promise<T>, waitSeconds: number): Promise<T> {
  const connection: unknown = await knex.client.acquireConnection();
  try {
    // Named locks belong to the whole server: two databases on it must not wait for each other.
    const key = `portal:${createHash('sha256')
      .update(`${databaseOf(knex)}:${name}`)
      .digest('hex')
      .slice(0, 40)}`;
    await takeServerLock(knex, connection, key, waitSeconds);
    try {
      return await work();
    } finally {
      await knex.raw('SELECT RELEASE_LOCK(?)', [key]).connection(connection);
    }
  } finally {
    await knex.client.releaseConnection(connection);
  }
}

/** Waits a second at a time, since a statement of this connection may not take long. */
async function takeServerLock(knex: Knex, connection: unknown, key: string, waitSeconds: number): Promise<void> {
  for (let waited = 0; waited <= waitSeconds; waited += 1) {
    const [rows] = await knex.raw('SELECT GET_LOCK(?, 1) AS taken', [key]).connection(connection);
    if (Number(rows[0]?.taken) === 1) return;
  }
  throw new ConflictError('stepInProgress');
}

async function withLocalLock<T>(database: string, name: string, work: () => Promise<T>): Promise<T> {
  const key = `${database}:${name}`;
  const before = local.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  local.set(key, mine);
  try {
    return await mine;
  } finally {
    if (local.get(key) === mine) local.delete(key);
  }
}

function databaseOf(knex: Knex): string {
  const settings = knex.client.connectionSettings;
  return String(settings?.database ?? settings?.filename ?? '');
}
