import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../../src/cli/program.js';
import type { Check } from '../../../src/core/check.js';
import { silentLogger } from '../../../src/core/logger.js';
import { examine } from '../../../src/plugin/doctor/examine.js';
import { type CheckKey, checkOutcomes, commonOutcomes } from '../../../src/plugin/doctor/outcomes.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { freePort } from '../../support/free-port.js';
import { startSmtp } from '../../support/smtp.js';
import { startTokenEndpoint } from '../../support/token-endpoint.js';

const keys = Object.keys(checkOutcomes) as CheckKey[];

eachPortal('Doctor', (buildPortal, hostName) => {
  let test: TestPortal;
  before(async () => {
    test = await buildPortal();
  });
  after(() => test.close());

  const look = async (changes: object = {}): Promise<ReadonlyMap<string, Check>> => {
    const groups = await examine({ config: { ...test.config, ...changes }, log: silentLogger });
    return new Map(groups.flatMap(({ checks }) => checks).map((check) => [check.key, check]));
  };

  it('should make every check of a healthy portal and find nothing that does not work', async () => {
    const checks = await look();
    assert.deepEqual([...checks.keys()].sort(), [...keys].sort());
    const troubled = [...checks.values()].filter(({ state, outcome }) => state === 'bad' || outcome in commonOutcomes);
    assert.deepEqual(troubled, []);
    assert.equal(checks.get('grants')?.outcome, hostName === 'SQLite' ? 'demo' : 'complete');
    assert.equal(checks.get('oldPortal')?.outcome, 'gone');
  });

  it('should see a mail server that answers, one that does not, and tell no password', async () => {
    const smtp = await startSmtp();
    try {
      const { host, port } = new URL(smtp.url);
      assert.equal((await look({ smtpUrl: smtp.url })).get('smtp')?.outcome, 'answers');
      const silent = `smtp://somebody:top-secret@127.0.0.1:${await freePort()}`;
      const check = (await look({ smtpUrl: silent })).get('smtp');
      assert.equal(check?.outcome, 'fails');
      assert.doesNotMatch(JSON.stringify(check), /top-secret|somebody/);
      assert.ok(host.endsWith(port));
    } finally {
      await smtp.close();
    }
  });

  it('should say who signs mails and who signs in, without their secrets', async () => {
    const smtp = await startSmtp({
      authOptional: false,
      authMethods: ['XOAUTH2'],
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ accessToken = '' }, _session, done) =>
        tokens.valid.has(accessToken) ? done(null, { user: 'support' }) : done(new Error('no')),
    });
    const tokens = await startTokenEndpoint('refresh-secret');
    try {
      const keys = { clientId: 'portal', clientSecret: 'client-secret', refreshToken: 'refresh-secret' };
      const mailOauth = { user: 'support@acme.example', tokenUrl: tokens.url, ...keys };
      const dkim = { domainName: 'acme.example', keySelector: 'portal', privateKey: 'key-secret' };
      const mailFrom = 'Acme <support@mail.acme.example>';
      const checks = await look({ smtpUrl: smtp.url, mailFrom, mailOauth, dkim });
      assert.equal(checks.get('smtp')?.outcome, 'answersToken');
      assert.equal(checks.get('dkim')?.outcome, 'signed');
      assert.doesNotMatch(JSON.stringify([...checks.values()]), /(client|refresh|key)-secret/);
      const revoked = await look({
        smtpUrl: smtp.url,
        mailFrom,
        mailOauth: { ...mailOauth, refreshToken: 'gone' },
        dkim,
      });
      assert.equal(revoked.get('smtp')?.outcome, 'fails');
      assert.equal((await look({ mailFrom: 'support@badacme.example', dkim })).get('dkim')?.outcome, 'other');
      assert.equal((await look()).get('dkim')?.outcome, 'unsigned');
    } finally {
      await smtp.close();
      await tokens.close();
    }
  });

  it('should count mails that failed and see the old portal, a missing storage and missing tables', async () => {
    const { knex } = test.portal.host;
    const row = { kind: 'activation', to_address: 'a@b.example', language: 'it', data: '{}', message_id: '<1@x>' };
    const times = { next_attempt_at: 0, created_at: 0, last_error: '550 unknown user' };
    await knex('portal_mail').insert({ ...row, ...times, unique_key: 'failed:1', state: 'failed' });
    await mkdir(join(test.config.storageDir, 'portal'));
    await writeFile(join(test.config.storageDir, 'portal', 'index.php'), '');
    const migration = await knex('portal_migration').orderBy('name', 'desc').first();
    await knex('portal_migration').where({ name: migration.name }).delete();
    const checks = await look();
    assert.deepEqual(checks.get('outbox')?.facts, { count: 1, reason: '550 unknown user' });
    assert.equal(checks.get('oldPortal')?.outcome, 'present');
    assert.deepEqual([checks.get('migrations')?.state, checks.get('migrations')?.lines], ['bad', [migration.name]]);
    await knex('portal_migration').insert([migration, { name: '9999-later', applied_at: 1 }]);
    const later = await look({ storageDir: join(test.config.storageDir, 'nowhere') });
    assert.equal(later.get('migrations')?.outcome, 'newer');
    assert.equal(later.get('storage')?.outcome, 'missing');
    await knex('portal_migration').where({ name: '9999-later' }).delete();
    await knex('portal_mail').delete();
    await rm(join(test.config.storageDir, 'portal'), { recursive: true });
  });

  it('should warn when both portal and CRM would mail what agents do, or neither', async () => {
    const { knex } = test.portal.host;
    const agentMail = async (smtpUrl?: string) => (await look({ smtpUrl })).get('agentMail')?.outcome;
    const smtpUrl = 'smtp://127.0.0.1:9';
    assert.equal(await agentMail(smtpUrl), 'portal');
    assert.equal(await agentMail(), hostName === 'SQLite' ? 'portal' : 'nobody');
    await knex('vte_systems').insert({ id: 9_000, server: 'mail.acme.example', server_type: 'email' });
    assert.equal(await agentMail(smtpUrl), 'both');
    await test.portal.stores.settings.write('agentMail', 'crm');
    assert.equal(await agentMail(smtpUrl), 'crm');
    await knex('vte_systems').where({ id: 9_000 }).delete();
    assert.equal(await agentMail(smtpUrl), 'nobody');
    await test.portal.stores.settings.remove('agentMail');
  });

  it('should see whether somebody looks at the CRM’s changes, and how far behind', async () => {
    const { knex } = test.portal.host;
    const watcher = async () => (await look()).get('watcher');
    assert.equal((await watcher())?.outcome, 'never');
    const lease = { name: 'watcher', owner: 'x', lease_until: 0 };
    await knex('portal_lease').insert({ ...lease, renewed_at: Date.now() });
    assert.equal((await watcher())?.outcome, 'looks');
    const mark = { source: 'comments', pending: '[]', revision: 0, position: 1, seen: 9 };
    await knex('portal_watch').insert({ ...mark, seen_at: Date.now() - 7 * 60_000 });
    assert.deepEqual([(await watcher())?.outcome, (await watcher())?.facts], ['late', { minutes: 7 }]);
    await knex('portal_lease').update({ renewed_at: Date.now() - 3 * 60_000 });
    assert.equal((await watcher())?.outcome, 'silent');
    await knex('portal_watch').delete();
    await knex('portal_lease').delete();
  });

  it('should be a command that says all in words or JSON and fails when something does not work', async () => {
    const run = async (changes: Readonly<Record<string, string>>, ...words: string[]) => {
      const out: string[] = [];
      const environment = {
        PORTAL_DATABASE_URL: test.config.databaseUrl,
        PORTAL_STORAGE_DIR: test.config.storageDir,
        PORTAL_SECRET: test.config.secret,
        PORTAL_BASE_URL: test.portal.url,
        PORTAL_LOG_LEVEL: 'silent',
        ...changes,
      };
      const output = { out: (line: string) => out.push(line), err: (line: string) => out.push(line) };
      return { code: await runCommand(['doctor', ...words], { environment, output }), text: out.join('\n') };
    };
    const well = await run({});
    assert.equal(well.code, 0, well.text);
    assert.match(well.text, /^ok {4}Connection: It answers/m);
    const ill = await run({ PORTAL_STORAGE_DIR: '/nowhere/at/all' }, '--json');
    assert.equal(ill.code, 1);
    const report = JSON.parse(ill.text.slice(0, ill.text.lastIndexOf(']') + 1)) as Check[];
    assert.equal(report.find(({ key }) => key === 'storage')?.state, 'bad');
  });

  if (hostName === 'MariaDB') {
    it('should print the statements an account lacks, and answer while the server is away', async () => {
      const { knex } = test.portal.host;
      const user = `portal_${randomBytes(4).toString('hex')}`;
      const url = new URL(test.config.databaseUrl);
      const database = url.pathname.slice(1);
      await knex.raw(`CREATE USER '${user}'@'%' IDENTIFIED BY 'pass'`);
      try {
        await knex.raw(`GRANT SELECT ON \`${database}\`.* TO '${user}'@'%'`);
        url.username = user;
        url.password = 'pass';
        const grants = (await look({ databaseUrl: url.href })).get('grants');
        assert.equal(grants?.outcome, 'missing');
        assert.ok(
          grants.lines.some(
            (line) => line.startsWith('GRANT SELECT, INSERT, UPDATE ON') && /`vte_crmentity`/.test(line),
          ),
        );
        assert.ok(!grants.lines.some((line) => /`vte_tab`/.test(line)), 'what may only be read is granted');
        await knex.raw(`REVOKE ALL PRIVILEGES ON \`${database}\`.* FROM '${user}'@'%'`);
        await knex.raw(`GRANT SELECT ON \`${database}\`.\`portal_setting\` TO '${user}'@'%'`);
        assert.equal((await look({ databaseUrl: url.href })).get('agentMail')?.outcome, 'unknown');
        await knex.raw(`GRANT SELECT (server_type) ON \`${database}\`.\`vte_systems\` TO '${user}'@'%'`);
        assert.notEqual((await look({ databaseUrl: url.href })).get('agentMail')?.outcome, 'unknown');
      } finally {
        await knex.raw(`DROP USER '${user}'@'%'`);
      }
      url.port = String(await freePort());
      const away = await look({ databaseUrl: url.href });
      assert.equal(away.get('database')?.outcome, 'down');
      assert.equal(away.get('storage')?.outcome, 'usable');
      assert.ok(['waits', 'tooLate'].includes(away.get('schema')?.outcome ?? ''));
    });
  }
});
