import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../src/cli/program.js';

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe('portal contact', function cli() {
  this.timeout(60_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-contacts-'));
    assert.equal((await run('install')).code, 0);
    assert.equal((await run('enable')).code, 0);
  });
  after(() => rm(folder, { recursive: true }));

  async function run(words: string): Promise<Answer> {
    const lines = { out: [] as string[], err: [] as string[] };
    const environment = {
      PORTAL_DATABASE_URL: `sqlite:${join(folder, 'crm.sqlite')}`,
      PORTAL_STORAGE_DIR: join(folder, 'crm'),
      PORTAL_SECRET: 'a secret of at least thirty-two characters',
      PORTAL_BASE_URL: 'http://localhost:8480',
      PORTAL_LOG_LEVEL: 'silent',
    };
    const output = { out: (line: string) => lines.out.push(line), err: (line: string) => lines.err.push(line) };
    const code = await runCommand(words.split(' '), { environment, output });
    return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
  }

  async function contacts(words = ''): Promise<{ id: number; state: string; email: string }[]> {
    return JSON.parse((await run(`contact list --json${words}`)).out);
  }

  it('should list, enable, end the sessions of and disable a contact', async () => {
    const [off] = await contacts(' --state off');
    assert.ok(off);
    const refused = await run(`contact enable ${off.id}`);
    assert.equal(refused.code, 1);
    assert.match(refused.out, /end date/);
    const enabled = await run(`contact enable ${off.email} --end 31-12-2099 --json`);
    assert.equal(enabled.code, 0, enabled.err);
    assert.deepEqual(
      JSON.parse(enabled.out).map((row: { done: string; mailed: boolean }) => [row.done, row.mailed]),
      [['changed', true]],
    );
    assert.match((await run('mail list')).out, /activation/);
    assert.match((await run(`contact revoke-sessions ${off.id}`)).out, /changed/);
    assert.match((await run(`contact disable ${off.id} --as nobody`)).err, /no active administrator nobody/);
    assert.equal((await run(`contact disable ${off.id}`)).code, 0);
    assert.equal(
      (await contacts(' --state off')).some(({ id }) => id === off.id),
      true,
    );
    assert.equal((await run('contact enable nobody@nowhere.example --end 2099-12-31')).code, 1);
    assert.equal((await run('contact enable 1 --end 2099-02-31')).code, 2);
  });

  it('should import a file, after showing what it would do if asked to', async () => {
    const [off] = await contacts(' --state off');
    const file = join(folder, 'access.csv');
    await writeFile(file, `contact;access;end\n${off?.id};yes;2099-12-31\nnobody;yes;\n`);
    const dry = await run(`contact import ${file} --dry-run`);
    assert.equal(dry.code, 1);
    assert.match(dry.out, /planned .*enabled/);
    assert.equal((await contacts(' --state invited')).length, 0);
    const done = await run(`contact import ${file} --json`);
    assert.deepEqual(
      JSON.parse(done.out).map((row: { done: string }) => row.done),
      ['changed', 'refused'],
    );
    assert.deepEqual(
      (await contacts(' --state invited')).map(({ id }) => id),
      [off?.id],
    );
    await writeFile(file, 'a;b\n');
    assert.match((await run(`contact import ${file}`)).err, /contact/);
  });
});
