import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../core/clock.js';
import { readConfig } from '../core/config.js';
import { isErrorOf, RefusedError } from '../core/errors.js';
import { type Logger, silentLogger } from '../core/logger.js';
import { openDatabase } from '../host/connection.js';
import { createDemoSchema } from '../host/demo/create-demo-schema.js';
import { seedDemoWorld } from '../host/demo/seed-demo-world.js';
import { type CompleteConfig, completeConfig } from '../plugin/demo-site.js';
import { withLifecycle } from '../plugin/site.js';
import { createPortal, type Portal } from '../portal.js';
import { freePort } from './free-port.js';

/** Somebody who can sign in: `password` is the CRM's one-time one. */
export interface TestPerson {
  readonly contactId: number;
  readonly email: string;
  readonly password: string;
}

/** A portal of its own over a fresh CRM. */
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

/** How a portal for a test is built. */
export interface BuildOptions {
  /** Variables as the portal reads them, over those of a test. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** Default: says nothing. */
  readonly log?: Logger;
  /** Listens on a free port instead of answering `portal.handler` only; jobs run and mails go out. */
  readonly listens?: boolean;
  /** Ids of extensions below `PORTAL_EXTENSIONS_DIR` that shall be on. */
  readonly extensions?: readonly string[];
}

export type BuildPortal = (options?: BuildOptions) => Promise<TestPortal>;

/** What a portal is started over, and how it is cleared away. */
export interface TestHost {
  readonly databaseUrl: string;
  readonly storageDir: string;
  readonly people: Pick<TestPortal, 'villani' | 'torri'>;
  cleanUp(): Promise<void>;
}

/** Passwords of the people of every test's CRM. */
export const testPasswords = { villani: 'Villani-2026', torri: 'Torri-2026' };

const TESTER = { kind: 'system', name: 'test' } as const;

/** Builds a portal on the embedded CRM, with the demo's records, in a temporary folder that `close` removes. */
export const buildPortal: BuildPortal = async (options = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'portal-test-'));
  const databaseUrl = `sqlite:${join(folder, 'crm.sqlite')}`;
  const database = openDatabase(databaseUrl, { log: silentLogger });
  await createDemoSchema(database);
  const passwords = { ...testPasswords, colleague: 'Collega-2026', other: testPasswords.torri };
  const access = await seedDemoWorld(database, { now: '2026-11-24 10:00:00', storageDir: folder, passwords });
  const contactOf = async (email: string): Promise<number> =>
    (await database('vte_portalinfo').where({ user_name: email }).first('id')).id;
  const emails = { villani: access.customers[0]?.email ?? '', torri: 'luca.torri@officinetorri.example' };
  const people = {
    villani: { contactId: await contactOf(emails.villani), email: emails.villani, password: testPasswords.villani },
    torri: { contactId: await contactOf(emails.torri), email: emails.torri, password: testPasswords.torri },
  };
  await database.destroy();
  const cleanUp = (): Promise<void> => rm(folder, { recursive: true, force: true });
  return startTestPortal({ databaseUrl, storageDir: folder, people, cleanUp }, options);
};

/** Installs and enables a portal on a host of its own, and opens it. */
export async function startTestPortal(host: TestHost, options: BuildOptions): Promise<TestPortal> {
  const port = options.listens ? await freePort() : 8480;
  const config = await completeConfig(
    readConfig({
      PORTAL_DATABASE_URL: host.databaseUrl,
      PORTAL_STORAGE_DIR: host.storageDir,
      PORTAL_BASE_URL: `http://localhost:${port}`,
      PORTAL_PORT: String(port),
      PORTAL_SECRET: 'a secret of the tests, long enough',
      ...options.environment,
    }),
    host.storageDir,
  );
  const clock = options.clock ? { clock: options.clock } : {};
  await withLifecycle({ config, log: silentLogger, ...clock }, async (lifecycle) => {
    await lifecycle.install();
    await lifecycle.enable();
  });
  const portal = await createPortal({ config, log: options.log ?? silentLogger, ...clock });
  if (options.listens) await portal.start();
  else await portal.open();
  const close = async (): Promise<void> => {
    await portal.stop();
    await host.cleanUp();
  };
  try {
    for (const id of options.extensions ?? []) await enable(portal, id);
  } catch (error) {
    await close();
    throw error;
  }
  return { portal, config, ...host.people, url: portal.url, close };
}

/** Throws with the reason in words: it is the author who reads it. */
async function enable({ extensions }: Portal, id: string): Promise<void> {
  try {
    await extensions.desk.enable(id, TESTER);
  } catch (error) {
    if (!isErrorOf(error, RefusedError)) throw error;
    throw new Error(`${id}: ${error.values.reason}`, { cause: error });
  }
}
