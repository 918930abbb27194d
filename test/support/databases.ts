import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Knex } from 'knex';
import { createWallClock } from '../../src/core/clock.js';
import { silentLogger } from '../../src/core/logger.js';
import { openDatabase } from '../../src/host/connection.js';
import type { HostAdapter } from '../../src/host/host-adapter.js';
import { createVtenextAdapter } from '../../src/host/vtenext/vtenext-adapter.js';
import {
  borrowDump,
  type DumpName,
  databaseUrl,
  dropIdleDumps,
  randomDatabaseName,
  returnDump,
  runScript,
} from './dump-pool.js';

export { runScript };

const run = promisify(execFile);

/** The MariaDB or MySQL server of the tests, e.g. `mysql://root@127.0.0.1:3306`; undefined: not configured. */
export function mariadbUrl(): string | undefined {
  return process.env.PORTAL_TEST_MARIADB_URL || undefined;
}

/** The folder of the CRM's dumps and recorded statements; undefined: not configured. */
export function dumpsDirectory(): string | undefined {
  return process.env.PORTAL_TEST_DUMPS || undefined;
}

/** A database of its own, gone after `drop`. */
export interface TestDatabase {
  readonly knex: Knex;
  readonly url: string;
  drop(): Promise<void>;
}

/** Gives one of the CRM's dumps in a database of its own. The first one of a process takes seconds, later ones are restored. */
export async function loadDump(name: DumpName): Promise<TestDatabase> {
  const directory = dumpsDirectory();
  const server = mariadbUrl();
  if (directory === undefined || server === undefined)
    throw new Error('PORTAL_TEST_DUMPS and PORTAL_TEST_MARIADB_URL must be set');
  const loaded = await borrowDump(name, server, directory);
  const knex = openTestDatabase(loaded.url);
  return {
    knex,
    url: loaded.url,
    async drop() {
      await knex.destroy();
      await returnDump(name, loaded, directory);
    },
  };
}

after(async () => {
  const server = mariadbUrl();
  if (server !== undefined) await dropIdleDumps(server);
});

/** Creates an empty database with a random name on the configured server. */
export async function createDatabase(): Promise<TestDatabase> {
  const server = mariadbUrl();
  if (server === undefined) throw new Error('PORTAL_TEST_MARIADB_URL is not set');
  const name = randomDatabaseName();
  const url = databaseUrl(server, name);
  await runScript(server, `CREATE DATABASE \`${name}\` CHARACTER SET utf8mb3`);
  const knex = openTestDatabase(url);
  return {
    knex,
    url,
    async drop() {
      await knex.destroy();
      await runScript(server, `DROP DATABASE IF EXISTS \`${name}\``);
    },
  };
}

function openTestDatabase(url: string): Knex {
  return openDatabase(url, { log: silentLogger, statementTimeout: 15_000 });
}

/** A host a suite runs on; `close` takes everything away again. */
export interface TestHost {
  readonly host: HostAdapter;
  readonly database: Knex;
  /** The CRM's root folder, with `storage/`. */
  readonly storageDir: string;
  close(): Promise<void>;
}

export type BuildHost = () => Promise<TestHost>;

/** The world every host of the tests shows: the zone of the dumps. */
export const testZone = 'Europe/Rome';

/** Runs a suite on the embedded SQLite CRM always, and on MariaDB with the demo dump when it is configured (else shown as skipped). */
export function eachHost(title: string, suite: (buildHost: BuildHost, hostName: 'SQLite' | 'MariaDB') => void): void {
  describe(`${title} (SQLite)`, () => suite(buildDemoHost, 'SQLite'));
  const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;
  const block = isConfigured ? describe : describe.skip;
  block(`${title} (MariaDB)`, function onMariadb() {
    this.timeout(60_000);
    suite(buildDumpHost, 'MariaDB');
  });
}

async function buildDemoHost(): Promise<TestHost> {
  const { createDemoSchema } = await import('../../src/host/demo/create-demo-schema.js');
  const { seedDemoWorld } = await import('../../src/host/demo/seed-demo-world.js');
  const storageDir = await mkdtemp(join(tmpdir(), 'portal-demo-'));
  const database = openDatabase('sqlite::memory:', { log: silentLogger });
  await createDemoSchema(database);
  const passwords = { villani: 'Villani-2026', colleague: 'Collega-2026' };
  await seedDemoWorld(database, { now: createWallClock(testZone).now(), storageDir, passwords });
  return buildTestHost('demo', database, storageDir, () => database.destroy());
}

/** A host on a copy of the demo dump. */
export async function buildDumpHost(): Promise<TestHost> {
  const loaded = await loadDump('demo');
  const storageDir = await unpackStorage();
  return buildTestHost('vtenext', loaded.knex, storageDir, () => loaded.drop());
}

async function buildTestHost(
  id: HostAdapter['id'],
  database: Knex,
  storageDir: string,
  drop: () => Promise<void>,
): Promise<TestHost> {
  const wallClock = createWallClock(testZone);
  const host = await createVtenextAdapter({ knex: database, id, wallClock, storageDir, log: silentLogger });
  return {
    host,
    database,
    storageDir,
    async close() {
      await drop();
      await rm(storageDir, { recursive: true, force: true });
    },
  };
}

/** The stored files that belong to the demo dump, in a folder of their own. */
export async function unpackStorage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'portal-crm-'));
  const archive = join(dumpsDirectory() ?? '', 'storage-demo.tgz');
  if (existsSync(archive)) await run('tar', ['xzf', archive, '-C', folder]);
  return folder;
}
