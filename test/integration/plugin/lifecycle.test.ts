import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { legacyProfile } from '../../../src/access/legacy-profile.js';
import { StartRefusedError } from '../../../src/core/errors.js';
import { ensureSequences } from '../../../src/host/vtenext/ids.js';
import { REQUIRED_COLUMNS } from '../../../src/host/vtenext/required-columns.js';
import { type LifecycleDeps, PluginLifecycle } from '../../../src/plugin/lifecycle.js';
import { readManifest } from '../../../src/plugin/read-manifest.js';
import { readSurroundings } from '../../../src/plugin/surroundings.js';
import { appliedMigrations, migrate, migrations, portalTables } from '../../../src/store/migrator.js';
import { StateStore } from '../../../src/store/state-store.js';
import { buildMetadataSource, buildModule } from '../../support/access-builders.js';
import { eachEmptyHost } from '../../support/empty-hosts.js';
import { killAfterWrites } from '../../support/kill.js';
import { describeIndexes, fillPortalTables } from '../../support/portal-tables.js';

const clock = { now: () => 1_790_000_000_000 };
const metadata = buildMetadataSource(
  [buildModule('HelpDesk', [])],
  [{ module: 'HelpDesk', sequence: 1, isVisible: true, showsCompany: true }],
).current;

eachEmptyHost('PluginLifecycle', (open) => {
  let knex: Knex;
  let storageDir: string;

  beforeEach(async () => {
    knex = await open();
    storageDir = await mkdtemp(join(tmpdir(), 'portal-lifecycle-'));
    await mkdir(join(storageDir, 'storage'));
  });

  afterEach(async () => {
    await rm(storageDir, { recursive: true });
  });

  const build = (changes: Partial<LifecycleDeps> = {}): PluginLifecycle =>
    new PluginLifecycle({
      manifest: readManifest(),
      knex,
      clock,
      tablePrefix: 'vte_',
      storageDir,
      required: REQUIRED_COLUMNS,
      ensureSequences: () => ensureSequences(knex, 'vte_'),
      readMetadata: async () => metadata,
      firstProfile: legacyProfile,
      registerInHost: async () => [],
      unregisterInHost: async () => undefined,
      readSurroundings: () => readSurroundings({ knex, tablePrefix: 'vte_', storageDir }),
      ...changes,
    });

  /** Leaves the database as a newer version's. */
  async function assertRefusesNewer(step: () => Promise<unknown>): Promise<void> {
    await knex('portal_migration').insert({ name: '9999-future', applied_at: 1 });
    await assert.rejects(step(), /does not know: 9999-future/);
    await knex('portal_migration').where({ name: '9999-future' }).delete();
    await knex('portal_state').update({ version: '99.0.0' });
    await assert.rejects(step(), /belongs to version 99\.0\.0/);
  }

  describe('#install', () => {
    it('should make every table, import one profile, and do nothing the second time', async () => {
      const first = await build().install();
      assert.equal(first.state, 'installed');
      assert.equal(first.changed, true);
      assert.equal(first.profile, 'Standard');
      assert.deepEqual(
        first.migrations,
        migrations.map((step) => step.name),
      );
      for (const table of portalTables) assert.equal(await knex.schema.hasTable(table), true, table);
      const second = await build().install();
      assert.equal(second.changed, false);
      assert.deepEqual([second.migrations, second.sequences, second.profile], [[], [], undefined]);
      assert.equal((await build().status()).profiles.length, 1);
    });

    it('should renew the tables of each earlier migration, keeping the state', async () => {
      await migrate(knex, clock, migrations.slice(0, 1));
      await new StateStore(knex, clock, readManifest().id).write('enabled', readManifest().version);
      const renewed = await build().install();
      assert.deepEqual([renewed.state, renewed.changed], ['enabled', true]);
      assert.deepEqual(
        renewed.migrations,
        migrations.slice(1).map((step) => step.name),
      );
      assert.equal(await knex.schema.hasColumn('portal_session', 'family'), true);
      assert.equal(await knex.schema.hasColumn('portal_token', 'previous_email'), true);
      for (const table of portalTables) assert.equal(await knex.schema.hasTable(table), true, table);
    });

    it('should name every missing table, column and folder at once and write nothing', async () => {
      const required = { ...REQUIRED_COLUMNS, nosuch: [], tab: ['tabid', 'nosuchcolumn'] };
      await rm(join(storageDir, 'storage'), { recursive: true });
      await assert.rejects(build({ required }).install(), (error: unknown) => {
        assert.ok(error instanceof StartRefusedError);
        assert.equal(error.faults.length, 3);
        assert.match(error.message, /vte_nosuch is missing/);
        assert.match(error.message, /vte_tab\.nosuchcolumn is missing/);
        assert.match(error.message, /storage is missing/);
        return true;
      });
      assert.equal(await knex.schema.hasTable('portal_state'), false);
    });

    it('should finish what a run killed half-way left, wherever it was killed', async () => {
      await build().install();
      const whole = await describeIndexes(knex);
      knex = await open();
      let runs = 0;
      for (let state = 'absent'; state === 'absent'; runs += 1) {
        // Each run starts over and gets one write further than the one before.
        const revive = killAfterWrites(knex, runs);
        await build()
          .install()
          .catch((error: Error) => assert.match(error.message, /killed/))
          .finally(revive);
        state = (await build().status()).state;
      }
      assert.ok(runs > migrations.length, `${runs} runs`);
      assert.deepEqual(await describeIndexes(knex), whole);
      const status = await build().status();
      assert.deepEqual([status.state, status.profiles.length, status.missingMigrations], ['installed', 1, []]);
    });

    it('should be done once by parallel runs', async () => {
      const reports = await Promise.all([build().install(), build().install(), build().install()]);
      assert.deepEqual(reports.map((report) => report.changed).sort(), [false, false, true]);
      assert.equal((await build().status()).profiles.length, 1);
    });

    it('should keep the state of an enabled portal', async () => {
      await build().install();
      await build().enable();
      assert.equal((await build().install()).state, 'enabled');
    });

    it('should refuse a database of a newer version', async () => {
      await build().install();
      await assertRefusesNewer(() => build().install());
      await assert.rejects(build().enable(), /belongs to version 99\.0\.0/);
    });
  });

  describe('#enable and #disable', () => {
    it('should refuse before the installation', async () => {
      await assert.rejects(build().enable(), /not installed/);
      await assert.rejects(build().disable(), /not installed/);
      assert.equal((await build().status()).state, 'absent');
    });

    it('should move between the states and say when there was nothing to do', async () => {
      await build().install();
      const steps = [
        await build().enable(),
        await build().enable(),
        await build().disable(),
        await build().disable(),
        await build().enable(),
      ];
      assert.deepEqual(
        steps.map((step) => [step.state, step.changed]),
        [
          ['enabled', true],
          ['enabled', false],
          ['disabled', true],
          ['disabled', false],
          ['enabled', true],
        ],
      );
    });

    it('should refuse while tables are missing', async () => {
      await build().install();
      const more = [...migrations, { name: '0999-more', up: async () => undefined }];
      await assert.rejects(build({ migrations: more }).enable(), /tables are not complete/);
      assert.deepEqual((await build({ migrations: more }).status()).missingMigrations, ['0999-more']);
    });
  });

  describe('#upgrade', () => {
    const version = readManifest().version;
    const makeOlder = async (count: number): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> => {
      await migrate(knex, clock, migrations.slice(0, count));
      await new StateStore(knex, clock, readManifest().id).write('disabled', '0.0.9');
      return fillPortalTables(knex);
    };

    it('should bring the tables of an older version to this one and keep state and every row', async () => {
      const rows = await makeOlder(9);
      const report = await build().upgrade();
      assert.deepEqual(
        [report.state, report.from, report.version, report.changed],
        ['disabled', '0.0.9', version, true],
      );
      assert.deepEqual(
        report.migrations,
        migrations.slice(9).map((step) => step.name),
      );
      assert.deepEqual(
        report.changes.map((change) => change.version),
        [version],
      );
      assert.match(report.changes[0]?.text ?? '', /\w{3}/);
      assert.ok(rows.size > 20, `${rows.size} tables`);
      for (const [table, row] of rows) assert.deepEqual(await knex(table).select(Object.keys(row)), [row], table);
      for (const table of portalTables) assert.equal(await knex.schema.hasTable(table), true, table);
      const { changed, migrations: again, changes } = await build().upgrade();
      assert.deepEqual([changed, again, changes], [false, [], []]);
    });

    it('should be done once by parallel runs', async () => {
      await makeOlder(migrations.length - 2);
      const reports = await Promise.all([build().upgrade(), build().upgrade(), build().upgrade()]);
      assert.deepEqual(reports.map((report) => report.changed).sort(), [false, false, true]);
    });

    it('should refuse where nothing is installed, and tables of a newer version', async () => {
      await assert.rejects(build().upgrade(), /not installed/);
      await build().install();
      await assertRefusesNewer(() => build().upgrade());
      assert.equal((await knex('portal_state').first('version')).version, '99.0.0');
    });
  });

  it('should have applied every migration exactly once', async () => {
    await build().install();
    assert.deepEqual(
      await appliedMigrations(knex),
      migrations.map((step) => step.name),
    );
  });
});
