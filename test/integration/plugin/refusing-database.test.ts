import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check } from '../../../src/core/check.js';
import { readConfig } from '../../../src/core/config.js';
import { completeConfig } from '../../../src/plugin/demo-site.js';
import { examine } from '../../../src/plugin/doctor/examine.js';
import { commandLine } from '../../support/command-line.js';
import { dumpsDirectory, loadDump, mariadbUrl, type TestDatabase } from '../../support/databases.js';
import { freePort } from '../../support/free-port.js';
import { keepLog } from '../../support/log-lines.js';

const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;

(isConfigured ? describe : describe.skip)('a database that refuses (MariaDB)', function refusing() {
  this.timeout(120_000);
  const user = `portal_${randomBytes(4).toString('hex')}`;
  const password = randomBytes(8).toString('hex');
  let database: TestDatabase;
  let folder: string;
  let run: ReturnType<typeof commandLine>;
  /** The host part under which the server knows a connection from here. */
  let host: string;
  let ownUrl: string;
  let environment: Readonly<Record<string, string>>;

  before(async () => {
    database = await loadDump('demo');
    folder = await mkdtemp(join(tmpdir(), 'portal-refusing-'));
    await mkdir(join(folder, 'storage'));
    const { account } = await database.knex.first(database.knex.raw('USER() AS account'));
    host = account.slice(account.lastIndexOf('@') + 1);
    const url = new URL(database.url);
    url.username = user;
    url.password = password;
    ownUrl = url.href;
    environment = {
      PORTAL_DATABASE_URL: ownUrl,
      PORTAL_ADMIN_DATABASE_URL: database.url,
      PORTAL_STORAGE_DIR: folder,
      PORTAL_SECRET: 'a secret of at least thirty-two characters',
      PORTAL_BASE_URL: 'http://localhost:8480',
      PORTAL_LOG_LEVEL: 'silent',
    };
    run = commandLine(environment);
  });
  after(async () => {
    await database?.knex.raw(`DROP USER IF EXISTS '${user}'@'${host}'`);
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const refusalOf = async (words: string, changes: Record<string, string> = {}): Promise<string> => {
    const { code, said } = await run(words, changes);
    assert.equal(code, 1, said);
    assert.equal(said.split('\n').length, 1, said);
    assert.doesNotMatch(said, new RegExp(password));
    return said;
  };
  const look = async (): Promise<ReadonlyMap<string, Check>> => {
    const { log, lines } = keepLog();
    const groups = await examine({ config: await completeConfig(readConfig(environment)), log });
    assert.deepEqual(lines, [], 'one reason is told once, in the report');
    return new Map(groups.flatMap(({ checks }) => checks).map((check) => [check.key, check]));
  };

  it('should be told apart, each with what to do', async () => {
    assert.equal((await run('install')).code, 0);
    assert.match(
      await refusalOf('status'),
      /Access denied for user .*; .*account of exactly this name and host exists/,
    );
    assert.match(await refusalOf('install', { PORTAL_ADMIN_DATABASE_URL: ownUrl }), /PORTAL_ADMIN_DATABASE_URL/);
    const nowhere = new URL(database.url);
    nowhere.pathname = '/portal_no_such_database';
    assert.match(
      await refusalOf('install', { PORTAL_DATABASE_URL: nowhere.href, PORTAL_ADMIN_DATABASE_URL: nowhere.href }),
      /Unknown database .*; .*must name the CRM's database/,
    );
    nowhere.port = String(await freePort());
    assert.match(
      await refusalOf('status', { PORTAL_DATABASE_URL: nowhere.href, PORTAL_ADMIN_DATABASE_URL: nowhere.href }),
      /^the database does not answer: .*; see that it runs/,
    );
  });

  it('should be named by the doctor, who asks the rest no further', async () => {
    const checks = await look();
    const { outcome, facts } = checks.get('database') ?? assert.fail();
    assert.equal(outcome, 'refused');
    assert.match(String(facts.reason), /^Access denied for user/);
    assert.equal(checks.get('schema')?.outcome, 'waits');
    assert.equal(checks.get('storage')?.outcome, 'usable');
  });

  it('should get its grants for the account as the server knows it', async () => {
    const { knex, url } = database;
    const name = new URL(url).pathname.slice(1);
    assert.match((await run('grants')).said, new RegExp(` TO '${user}'@'%';$`, 'm'), 'nobody knows it yet');
    await knex.raw(`CREATE USER '${user}'@'${host}' IDENTIFIED BY '${password}'`);
    assert.match(await refusalOf('status'), /to database .*; .*run the statements of "portal grants"/);
    await knex.raw(`GRANT SELECT ON \`${name}\`.\`vte_tab\` TO '${user}'@'${host}'`);
    const { said } = await run('grants');
    assert.doesNotMatch(said, /'%'/);
    for (const statement of said.split(';\n')) await knex.raw(statement.replace(/;$/, ''));
    assert.match((await run('status')).said, /^The portal is installed/);
    assert.equal((await look()).get('grants')?.outcome, 'complete');
    await knex.raw(`REVOKE SELECT ON \`${name}\`.\`vte_faq\` FROM '${user}'@'${host}'`);
    const hidden = (await look()).get('grants');
    assert.equal(hidden?.outcome, 'hidden');
    assert.deepEqual(hidden.lines, ['Faq', `GRANT SELECT ON \`${name}\`.\`vte_faq\` TO '${user}'@'${host}';`]);
    await knex.raw(String(hidden.lines[1]).replace(/;$/, ''));
    await knex.raw(`REVOKE UPDATE ON \`${name}\`.\`vte_troubletickets\` FROM '${user}'@'${host}'`);
    assert.deepEqual((await look()).get('grants')?.lines, [
      `GRANT SELECT, INSERT, UPDATE ON \`${name}\`.\`vte_troubletickets\` TO '${user}'@'${host}';`,
    ]);
    assert.match(
      await refusalOf('uninstall', { PORTAL_ADMIN_DATABASE_URL: ownUrl }),
      /denied .*; .*account that may create tables/,
    );
  });
});
