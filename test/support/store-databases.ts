import type { Knex } from 'knex';
import type { Clock } from '../../src/core/clock.js';
import { silentLogger } from '../../src/core/logger.js';
import { openDatabase } from '../../src/host/connection.js';
import { migrate } from '../../src/store/migrator.js';
import { createDatabase, mariadbUrl } from './databases.js';

/** A clock that stands still until it is moved. */
export interface TestClock extends Clock {
  pass(ms: number): void;
}

/** Makes a clock that shows noon of a November day in 2026. */
export function buildClock(): TestClock {
  let instant = Date.UTC(2026, 10, 24, 11);
  return {
    now: () => instant,
    pass(ms) {
      instant += ms;
    },
  };
}

/** The portal's own tables, empty. */
export interface StoreDatabase {
  readonly knex: Knex;
  close(): Promise<void>;
}

export type BuildStore = () => Promise<StoreDatabase>;

/** Runs a suite over the portal's tables on SQLite always, and on MariaDB when it is configured (else shown as skipped). */
export function eachStore(title: string, suite: (buildStore: BuildStore) => void): void {
  describe(`${title} (SQLite)`, () => suite(buildSqlite));
  const block = mariadbUrl() === undefined ? describe.skip : describe;
  block(`${title} (MariaDB)`, function onMariadb() {
    this.timeout(60_000);
    suite(buildMariadb);
  });
}

async function buildSqlite(): Promise<StoreDatabase> {
  const knex = openDatabase('sqlite::memory:', { log: silentLogger });
  await migrate(knex, buildClock());
  return { knex, close: () => knex.destroy() };
}

async function buildMariadb(): Promise<StoreDatabase> {
  const { knex, drop } = await createDatabase();
  await migrate(knex, buildClock());
  return { knex, close: drop };
}
