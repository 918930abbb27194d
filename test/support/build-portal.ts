import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/core/clock.js';
import { readConfig } from '../../src/core/config.js';
import { type Logger, silentLogger } from '../../src/core/logger.js';
import { openDatabase } from '../../src/host/connection.js';
import { createDemoSchema } from '../../src/host/demo/create-demo-schema.js';
import { seedDemoWorld } from '../../src/host/demo/seed-demo-world.js';
import { type CompleteConfig, completeConfig } from '../../src/plugin/demo-site.js';
import { withLifecycle } from '../../src/plugin/site.js';
import { createPortal, type Portal } from '../../src/portal.js';
import { dumpsDirectory, loadDump, mariadbUrl, unpackStorage } from './databases.js';
import { freePort } from './free-port.js';

/** Somebody who can sign in: `password` is the CRM's one-time one. */
export interface TestPerson {
  readonly contactId: number;
  readonly email: string;
  readonly password: string;
}

/** A portal of its own over a fresh host; the same people exist on both hosts. */
export interface TestPortal {
  readonly portal: Portal;
  readonly config: CompleteConfig;
  readonly villani: TestPerson;
  /** A customer of another company. */
  readonly torri: TestPerson;
  /** Origin and mount. */
  readonly url: string;
  close(): Promise<void>;
}

export interface BuildOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** Default: says nothing. */
  readonly log?: Logger;
  /** Listens on a free port instead of answering `portal.handler` only. */
  readonly listens?: boolean;
}

export type BuildPortal = (options?: BuildOptions) => Promise<TestPortal>;

/** Passwords of the people of both hosts; the dump's are the CRM's own. */
const PASSWORDS = { villani: 'Villani-2026', torri: 'Torri-2026' };

/** Runs a suite on the embedded CRM always, and on the real one's dump when MariaDB is configured (else shown as skipped). */
export function eachPortal(
  title: string,
  suite: (buildPortal: BuildPortal, hostName: 'SQLite' | 'MariaDB') => void,
): void {
  describe(`${title} (SQLite)`, function onSqlite() {
    this.timeout(60_000);
    suite(buildDemoPortal, 'SQLite');
  });
  const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;
  const block = isConfigured ? describe : describe.skip;
  block(`${title} (MariaDB)`, function onMariadb() {
    this.timeout(120_000);
    suite(buildDumpPortal, 'MariaDB');
  });
}

/** A portal on the embedded CRM. */
export const buildDemoPortal: BuildPortal = async (options = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'portal-test-'));
  const databaseUrl = `sqlite:${join(folder, 'crm.sqlite')}`;
  const database = openDatabase(databaseUrl, { log: silentLogger });
  await createDemoSchema(database);
  const passwords = { villani: PASSWORDS.villani, colleague: 'Collega-2026', other: PASSWORDS.torri };
  const access = await seedDemoWorld(database, { now: '2026-11-24 10:00:00', storageDir: folder, passwords });
  const contactOf = async (email: string): Promise<number> =>
    (await database('vte_portalinfo').where({ user_name: email }).first('id')).id;
  const emails = { villani: access.customers[0]?.email ?? '', torri: 'luca.torri@officinetorri.example' };
  const people = {
    villani: { contactId: await contactOf(emails.villani), email: emails.villani, password: PASSWORDS.villani },
    torri: { contactId: await contactOf(emails.torri), email: emails.torri, password: PASSWORDS.torri },
  };
  await database.destroy();
  return start(databaseUrl, folder, people, options, () => rm(folder, { recursive: true, force: true }));
};

/** A portal on a copy of a real CRM's database. */
export const buildDumpPortal: BuildPortal = async (options = {}) => {
  const loaded = await loadDump('demo');
  const storageDir = await unpackStorage();
  const people = {
    villani: { contactId: 21, email: 'francesco.villani@bellavista.example', password: PASSWORDS.villani },
    torri: { contactId: 23, email: 'luca.torri@torri.example', password: PASSWORDS.torri },
  };
  return start(loaded.url, storageDir, people, options, async () => {
    await loaded.drop();
    await rm(storageDir, { recursive: true, force: true });
  });
};

async function start(
  databaseUrl: string,
  storageDir: string,
  people: Pick<TestPortal, 'villani' | 'torri'>,
  options: BuildOptions,
  cleanUp: () => Promise<void>,
): Promise<TestPortal> {
  const port = options.listens ? await freePort() : 8480;
  const config = await completeConfig(
    readConfig({
      PORTAL_DATABASE_URL: databaseUrl,
      PORTAL_STORAGE_DIR: storageDir,
      PORTAL_BASE_URL: `http://localhost:${port}`,
      PORTAL_PORT: String(port),
      PORTAL_SECRET: 'a secret of the tests, long enough',
      ...options.environment,
    }),
    storageDir,
  );
  const clock = options.clock ? { clock: options.clock } : {};
  await withLifecycle({ config, log: silentLogger, ...clock }, async (lifecycle) => {
    await lifecycle.install();
    await lifecycle.enable();
  });
  const portal = await createPortal({ config, log: options.log ?? silentLogger, ...clock });
  if (options.listens) await portal.start();
  else await portal.open();
  return {
    portal,
    config,
    ...people,
    url: portal.url,
    async close() {
      await portal.stop();
      await cleanUp();
    },
  };
}
