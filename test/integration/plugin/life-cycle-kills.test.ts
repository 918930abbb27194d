import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { systemClock } from '../../../src/core/clock.js';
import { silentLogger } from '../../../src/core/logger.js';
import { openDatabase } from '../../../src/host/connection.js';
import { createDemoSchema } from '../../../src/host/demo/create-demo-schema.js';
import { seedDemoWorld } from '../../../src/host/demo/seed-demo-world.js';
import { readManifest } from '../../../src/plugin/read-manifest.js';
import { dropAllTables, migrate, migrations } from '../../../src/store/migrator.js';
import { StateStore } from '../../../src/store/state-store.js';
import { dumpsDirectory, loadDump, mariadbUrl } from '../../support/databases.js';
import { beforeWrites } from '../../support/kill.js';
import { bundleKilledStep, type KilledStepProgram } from '../../support/killed-process.js';
import { type LifeCycleStep, runStep, type StepEnvironment } from '../../support/life-cycle-steps.js';
import { describeInstallation, fillPortalTables } from '../../support/portal-tables.js';

/** All statements of every step in the long run, a few of them otherwise. */
const IS_LONG = Boolean(process.env.PORTAL_TEST_LONG);

/** A CRM the portal was never installed in, again and again. */
interface Crm {
  readonly url: string;
  renew(): Promise<void>;
  close(): Promise<void>;
}

type OpenCrm = (folder: string) => Promise<Crm>;

/** What was done before the step that is killed. */
const BEFORE: Readonly<Record<LifeCycleStep, readonly LifeCycleStep[]>> = {
  install: [],
  enable: ['install'],
  disable: ['install', 'enable'],
  upgrade: [],
  uninstall: ['install'],
  dropData: ['install'],
};

/** How many migrations the made-up older version had. */
const OLDER = 9;

const openSqlite: OpenCrm = async (folder) => {
  const [pristine, file] = [join(folder, 'pristine.sqlite'), join(folder, 'crm.sqlite')];
  const knex = openDatabase(`sqlite:${pristine}`, { log: silentLogger });
  await createDemoSchema(knex);
  const passwords = { villani: 'Villani-2026', colleague: 'Collega-2026' };
  await seedDemoWorld(knex, { now: '2026-11-24 10:00:00', storageDir: folder, passwords });
  await knex.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  await knex.destroy();
  return {
    url: `sqlite:${file}`,
    async renew() {
      for (const end of ['', '-wal', '-shm']) await rm(file + end, { force: true });
      await copyFile(pristine, file);
    },
    close: async () => undefined,
  };
};

const openMariadb: OpenCrm = async () => {
  const { knex, url, drop } = await loadDump('fresh');
  const field = await highest(knex, 'vte_settings_field', 'fieldid');
  const link = await highest(knex, 'vte_links', 'linkid');
  return {
    url,
    async renew() {
      await dropAllTables(knex);
      for (const name of ['ticketcomments', 'changelog', 'faqcomments'])
        await knex.schema.dropTableIfExists(`vte_${name}_seq`);
      await knex('vte_settings_field').where('fieldid', '>', field).delete();
      await knex('vte_links').where('linkid', '>', link).delete();
    },
    close: drop,
  };
};

async function highest(knex: Knex, table: string, column: string): Promise<number> {
  const [row] = await knex(table).max({ highest: column });
  return Number(row?.highest ?? 0);
}

suiteOn('SQLite', openSqlite);
(mariadbUrl() && dumpsDirectory() ? suiteOn : skipped)('MariaDB', openMariadb);

function skipped(host: string): void {
  describe.skip(`life-cycle steps killed at any statement (${host})`, () => undefined);
}

function suiteOn(host: string, open: OpenCrm): void {
  describe(`life-cycle steps killed at any statement (${host})`, function kills() {
    this.timeout(IS_LONG ? 3_600_000 : 180_000);
    let crm: Crm;
    let folder: string;
    let environment: StepEnvironment;
    let killed: KilledStepProgram;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'portal-kills-'));
      await mkdir(join(folder, 'storage'), { recursive: true });
      killed = await bundleKilledStep();
      crm = await open(folder);
      environment = {
        PORTAL_DATABASE_URL: crm.url,
        PORTAL_STORAGE_DIR: folder,
        PORTAL_BASE_URL: 'http://localhost:8480/portal',
        PORTAL_SECRET: 'a secret of at least thirty-two characters',
      };
    });
    after(async () => {
      await crm?.close();
      await killed?.remove();
      await rm(folder, { recursive: true, force: true });
    });

    async function withDatabase<T>(work: (knex: Knex) => Promise<T>): Promise<T> {
      const knex = openDatabase(crm.url, { log: silentLogger });
      try {
        return await work(knex);
      } finally {
        await knex.destroy();
      }
    }

    async function prepare(step: LifeCycleStep): Promise<void> {
      await crm.renew();
      if (step === 'upgrade') await withDatabase(makeOlder);
      for (const name of BEFORE[step]) await runStep(name, environment);
    }

    /** The state after an undisturbed run, and how many statements wrote. */
    async function runWhole(step: LifeCycleStep): Promise<{ readonly whole: unknown; readonly writes: number }> {
      await prepare(step);
      let writes = 0;
      const end = await withDatabase(async (knex) =>
        beforeWrites(knex, (count) => {
          writes = count;
        }),
      );
      await runStep(step, environment).finally(end);
      return { whole: await withDatabase(describeState), writes };
    }

    for (const step of Object.keys(BEFORE) as LifeCycleStep[])
      it(`should come to the right state after ${step}, wherever it was killed`, async () => {
        const { whole, writes } = await runWhole(step);
        assert.ok(writes > 0);
        for (const nth of statements(writes)) {
          await prepare(step);
          assert.equal(await killed.run(step, nth, environment), 'SIGKILL', `statement ${nth} of ${writes}`);
          await runStep(step, environment);
          assert.deepEqual(await withDatabase(describeState), whole, `killed at statement ${nth} of ${writes}`);
        }
        const undisturbed = await prepare(step).then(() => killed.run(step, writes + 1, environment));
        assert.equal(undisturbed, undefined, 'there is no further statement');
      });
  });
}

/** An enabled portal of a version that never was, with a row in every table it had. */
async function makeOlder(knex: Knex): Promise<void> {
  await migrate(knex, systemClock, migrations.slice(0, OLDER));
  await fillPortalTables(knex);
  await new StateStore(knex, systemClock, readManifest().id).write('enabled', '0.0.9');
}

/** The installation, and that every row of the older version is there once. */
async function describeState(knex: Knex): Promise<unknown> {
  const installation = await describeInstallation(knex);
  const hasSessions = await knex.schema.hasTable('portal_session');
  return { installation, sessions: hasSessions ? await knex('portal_session').select('contact_id') : [] };
}

function statements(writes: number): readonly number[] {
  if (IS_LONG) return Array.from({ length: writes }, (_, index) => index + 1);
  return [...new Set([Math.ceil(writes / 2), writes])];
}
