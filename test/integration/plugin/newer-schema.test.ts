import assert from 'node:assert/strict';
import { StartRefusedError } from '../../../src/core/errors.js';
import { silentLogger } from '../../../src/core/logger.js';
import { createPortal } from '../../../src/index.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { commandLine } from '../../support/command-line.js';

eachPortal("a newer version's tables", (buildPortal, hostName) => {
  let test: TestPortal;
  let run: ReturnType<typeof commandLine>;

  before(async () => {
    test = await buildPortal();
    const { config } = test;
    run = commandLine({
      PORTAL_DATABASE_URL: config.databaseUrl,
      PORTAL_STORAGE_DIR: config.storageDir,
      PORTAL_SECRET: config.secret,
      PORTAL_BASE_URL: test.url,
      PORTAL_LOG_LEVEL: 'silent',
    });
  });
  after(() => test?.close());

  const opens = async (): Promise<void> => {
    const portal = await createPortal({ config: test.config, log: silentLogger });
    try {
      await portal.open();
    } finally {
      await portal.stop();
    }
  };
  /** On an SQLite file these two are the demo's, which makes itself. */
  const OF_A_REAL_CRM = hostName === 'MariaDB' ? ['serve', 'install'] : [];
  const UNKNOWN =
    /^the database has migrations this version does not know: 9999-later; start the version of the portal that/;

  it('should keep every step and every process from them, and say what to do', async () => {
    const { knex } = test.portal.host;
    const before = await knex('portal_state').first();
    await knex('portal_migration').insert({ name: '9999-later', applied_at: 1 });
    try {
      for (const words of [...OF_A_REAL_CRM, 'enable', 'disable', 'upgrade', 'uninstall']) {
        const { code, said } = await run(words);
        assert.equal(code, 1, words);
        assert.match(said, UNKNOWN, words);
      }
      assert.match((await run('status')).said, /^Do not run this program: the database has migrations/m);
      await assert.rejects(
        opens(),
        (error) => error instanceof StartRefusedError && UNKNOWN.test(error.faults[0] ?? ''),
      );
    } finally {
      await knex('portal_migration').where({ name: '9999-later' }).delete();
    }
    assert.deepEqual(await knex('portal_state').first(), before);
  });

  it('should be known by the version alone, too', async () => {
    const { knex } = test.portal.host;
    const { version } = await knex('portal_state').first('version');
    await knex('portal_state').update({ version: '999.0.0' });
    try {
      assert.match(
        (await run('enable')).said,
        /^the database belongs to version 999\.0\.0, this program is version .*; start/,
      );
    } finally {
      await knex('portal_state').update({ version });
    }
    await opens();
    assert.doesNotMatch((await run('status')).said, /Do not run/);
  });
});
