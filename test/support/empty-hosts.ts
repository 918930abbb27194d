import type { Knex } from 'knex';
import { silentLogger } from '../../src/core/logger.js';
import { openDatabase } from '../../src/host/connection.js';
import { createDemoSchema } from '../../src/host/demo/create-demo-schema.js';
import { portalTables } from '../../src/store/migrator.js';
import { dumpsDirectory, loadDump, mariadbUrl, type TestDatabase } from './databases.js';

/** Gives each test a CRM's database that the portal was never installed in; it is closed after the test. */
export type OpenEmptyHost = () => Promise<Knex>;

/** Sequence tables the CRM itself makes at first use only. */
const LAZY_SEQUENCES = ['vte_ticketcomments_seq', 'vte_changelog_seq'];

/** Runs a suite on an empty embedded CRM always, and on a fresh CRM on MariaDB when it is configured (else shown as skipped). */
export function eachEmptyHost(
  title: string,
  suite: (open: OpenEmptyHost, databaseName: 'SQLite' | 'MariaDB') => void,
): void {
  describe(`${title} (SQLite)`, () => {
    let opened: Knex[] = [];
    afterEach(async () => {
      for (const knex of opened) await knex.destroy();
      opened = [];
    });
    suite(async () => {
      const knex = openDatabase('sqlite::memory:', { log: silentLogger });
      opened.push(knex);
      await createDemoSchema(knex);
      return knex;
    }, 'SQLite');
  });
  const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;
  (isConfigured ? describe : describe.skip)(`${title} (MariaDB)`, function onMariadb() {
    this.timeout(180_000);
    let database: TestDatabase;
    before(async () => {
      database = await loadDump('fresh');
    });
    after(() => database?.drop());
    suite(async () => {
      for (const table of [...portalTables, ...LAZY_SEQUENCES]) await database.knex.schema.dropTableIfExists(table);
      return database.knex;
    }, 'MariaDB');
  });
}
