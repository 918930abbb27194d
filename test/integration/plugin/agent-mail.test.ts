import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import type { Person } from '../../../src/cli/agent-mail.js';
import { runCommand } from '../../../src/cli/program.js';
import { dumpsDirectory, loadDump, mariadbUrl, type TestDatabase, unpackStorage } from '../../support/databases.js';

const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;
const block = isConfigured ? describe : describe.skip;

block('Saying who mails what agents do (MariaDB)', function onMariadb() {
  this.timeout(120_000);
  let crm: TestDatabase;
  let storageDir: string;
  const asked: string[] = [];

  beforeEach(async () => {
    crm = await loadDump('demo');
    storageDir = await unpackStorage();
    asked.length = 0;
  });
  afterEach(async () => {
    await crm.drop();
    await rm(storageDir, { recursive: true, force: true });
  });

  async function run(words: string, answers?: string[]): Promise<{ code: number; out: string }> {
    const out: string[] = [];
    const environment = {
      PORTAL_DATABASE_URL: crm.url,
      PORTAL_STORAGE_DIR: storageDir,
      PORTAL_SECRET: 'a secret of at least thirty-two characters',
      PORTAL_BASE_URL: 'http://localhost:8480',
      PORTAL_LOG_LEVEL: 'silent',
    };
    const output = { out: (line: string) => out.push(line), err: (line: string) => out.push(line) };
    const person: Person | undefined = answers && {
      async ask(question) {
        asked.push(question);
        return answers.shift() ?? '';
      },
    };
    return { code: await runCommand(words.split(' '), { environment, output, person }), out: out.join('\n') };
  }

  async function stored(): Promise<unknown> {
    const row = await crm.knex('portal_setting').where({ name: 'agentMail' }).first();
    return row && JSON.parse(row.value);
  }

  it('should ask whoever installs, until the answer is one, and never again', async () => {
    assert.equal((await run('install', ['perhaps', ' CRM '])).code, 0);
    assert.equal(asked.length, 2);
    assert.match(asked[0] ?? '', /portal or the CRM/);
    assert.equal(await stored(), 'crm');
    await run('install', ['portal']);
    assert.equal(asked.length, 2);
    assert.equal(await stored(), 'crm');
  });

  it('should ask nobody where the answer is given, or a program installs', async () => {
    assert.equal((await run('install --json', ['crm'])).code, 0);
    assert.equal(await stored(), undefined);
    assert.equal((await run('install --agent-mail crm', ['portal'])).code, 0);
    assert.equal(await stored(), 'crm');
    assert.equal((await run('install --agent-mail portal')).code, 0);
    assert.equal(await stored(), 'portal');
    assert.equal((await run('install --agent-mail nobody')).code, 2);
    assert.deepEqual(asked, []);
  });

  it('should report in its status how the CRM’s changes are followed', async () => {
    await run('install');
    await run('enable');
    assert.match((await run('status')).out, /Changes in the CRM: nobody has looked at them yet\./);
    const row = { name: 'watcher', owner: 'x', lease_until: 0, renewed_at: Date.now() - 4_000 };
    await crm.knex('portal_lease').insert(row);
    const mark = { source: 'log', pending: '[]', revision: 0, position: 1, seen: 9, seen_at: Date.now() - 90_000 };
    await crm.knex('portal_watch').insert(mark);
    assert.match((await run('status')).out, /looked at \d s ago, the oldest waits for 9\d s\./);
    assert.ok(JSON.parse((await run('status --json')).out).watch.behindSeconds >= 90);
  });
});
