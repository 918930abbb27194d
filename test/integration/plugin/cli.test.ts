import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../src/cli/program.js';
import { silentLogger } from '../../../src/core/logger.js';
import { packagePath } from '../../../src/core/paths.js';
import { openDatabase } from '../../../src/host/connection.js';

/** A port nobody listens on at this moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe('portal', function cli() {
  this.timeout(60_000);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-cli-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Runs a command in this process, on an embedded CRM of its own. */
  const run = async (words: string, changes: Record<string, string> = {}): Promise<Answer> => {
    const lines = { out: [] as string[], err: [] as string[] };
    const environment = {
      PORTAL_DATABASE_URL: `sqlite:${join(folder, 'crm.sqlite')}`,
      PORTAL_STORAGE_DIR: join(folder, 'crm'),
      PORTAL_SECRET: 'a secret of at least thirty-two characters',
      PORTAL_BASE_URL: 'http://localhost:8480',
      PORTAL_LOG_LEVEL: 'silent',
      ...changes,
    };
    const output = { out: (line: string) => lines.out.push(line), err: (line: string) => lines.err.push(line) };
    const code = await runCommand(words.split(' '), { environment, output });
    return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
  };

  it('should install, enable and disable, and report as words and as JSON', async () => {
    assert.match((await run('status')).out, /not installed/);
    const refused = await run('enable');
    assert.deepEqual([refused.code, refused.out], [1, '']);
    assert.match(refused.err, /^the portal is not installed .*: run "portal install" first$/);
    assert.equal((await run('install')).code, 0);
    assert.equal(JSON.parse((await run('status --json')).out).state, 'enabled');
    assert.equal((await run('disable')).out, 'The portal is disabled.');
    assert.equal((await run('disable')).out, 'The portal was disabled already.');
    assert.match((await run('install')).out, /Nothing to do/);
    assert.equal(JSON.parse((await run('status --json')).out).state, 'disabled');
    assert.deepEqual(JSON.parse((await run('enable --json')).out), {
      state: 'enabled',
      version: '0.1.0',
      changed: true,
    });
  });

  it('should bring older tables up and tell from what to what, and what changed', async () => {
    assert.match((await run('upgrade')).err, /not installed/);
    await run('install');
    assert.match((await run('upgrade')).out, /^Nothing to do: the tables are of version 0\.1\.0\.$/);
    const knex = openDatabase(`sqlite:${join(folder, 'crm.sqlite')}`, { log: silentLogger });
    await knex('portal_state').update({ version: '0.0.9' });
    await knex.destroy();
    const { code, out } = await run('upgrade');
    assert.equal(code, 0);
    assert.match(out, /^0\.1\.0: the first version\./m);
    assert.match(out, /The portal is enabled, its tables went from version 0\.0\.9 to 0\.1\.0\.$/);
    const { changed, changes } = JSON.parse((await run('upgrade --json')).out);
    assert.deepEqual([changed, changes], [false, []]);
  });

  it('should invite a contact and let the mail be listed and sent again', async () => {
    const unknown = await run('contact invite nobody@nowhere.example');
    assert.deepEqual([unknown.code, unknown.err], [1, 'no portal contact has the address nobody@nowhere.example']);
    const invited = await run('contact invite francesco.villani@bottegavillani.example');
    assert.match(invited.out, /^The access data of Francesco Villani wait in the outbox for francesco\.villani@/);
    const [mail] = JSON.parse((await run('mail list --json --state waiting')).out);
    assert.deepEqual([mail.kind, mail.to], ['activation', 'francesco.villani@bottegavillani.example']);
    assert.deepEqual(await run(`mail retry ${mail.id}`), {
      code: 0,
      out: `Mail ${mail.id} is sent again by the running portal, or at its next start.`,
      err: '',
    });
    assert.equal((await run('mail retry 999999')).code, 1);
  });

  it('should list the settings and set one that keeps', async () => {
    const list = async (): Promise<{ readonly key: string }[]> => JSON.parse((await run('settings list --json')).out);
    const found = async (): Promise<unknown> => (await list()).find(({ key }) => key === 'interface');
    const label = 'Interface version';
    assert.deepEqual(await found(), { key: 'interface', value: '2', isDefault: true, label });
    assert.deepEqual(await run('settings set interface 1'), { code: 0, out: 'interface = 1', err: '' });
    assert.deepEqual(await found(), { key: 'interface', value: '1', isDefault: false, label });
    const refused = await run('settings set interface 3');
    assert.deepEqual([refused.code, refused.err], [1, 'interface: must be 1 or 2']);
    assert.match((await run('settings list')).out, /^interface = 1 {2}Interface version$/m);
    for (const [key, wrong, reason] of [
      ['replyTo', 'nobody', 'one plain address, or empty'],
      ['senderName', 'Acme<b@acme.example>', 'a name of at most 100 characters without < > or "'],
    ] as const) {
      const { code, err } = await run(`settings set ${key} ${wrong}`);
      assert.deepEqual([code, err], [1, `${key}: must be ${reason}`]);
    }
    assert.equal((await run('settings set replyTo risposte@acme.example')).code, 0);
  });

  it('should tell wrong use from refusal by the exit code', async () => {
    for (const wrong of [
      'nonsense',
      'mail list --state nonsense',
      'mail retry x',
      'status --nonsense',
      'contact invite',
      'mail preview nonsense',
      'settings set nonsense 1',
      'settings set interface',
      'mail preview activation --language xx',
    ]) {
      const answer = await run(wrong);
      assert.equal(answer.code, 2, wrong);
      assert.notEqual(answer.err, '', wrong);
    }
    assert.equal((await run('--help')).code, 0);
    assert.equal((await run('grants')).code, 1);
    assert.equal((await run('demo reset')).code, 1);
  });

  it('should list every fault of the settings, one a line', async () => {
    const answer = await run('status', { PORTAL_PORT: 'abc', PORTAL_NONSENSE: '1' });
    assert.equal(answer.code, 1);
    assert.deepEqual(
      answer.err.split('\n').map((line) => line.split(':')[0]),
      ['PORTAL_PORT', 'PORTAL_NONSENSE'],
    );
  });

  it('should fail with one clear line when the database does not answer', async () => {
    const answer = await run('status', { PORTAL_DATABASE_URL: 'mysql://nobody@127.0.0.1:1/nowhere' });
    assert.equal(answer.code, 1);
    assert.match(answer.err, /^the database does not answer: .+$/);
    assert.doesNotMatch(answer.err, /\bat \S+:\d+:\d+/);
  });

  it('should say nothing but its one line about a file that is no database', async () => {
    const lines: unknown[] = [];
    const { log } = console;
    console.log = (...words: unknown[]) => lines.push(words);
    try {
      const answer = await run('status', { PORTAL_DATABASE_URL: `sqlite:${join(folder, 'no', 'such.sqlite')}` });
      assert.deepEqual([answer.code, answer.err.split('\n').length, lines], [1, 1, []]);
    } finally {
      console.log = log;
    }
  });

  it('should print a mail in every language', async () => {
    assert.match((await run('mail preview activation --language en')).out, /^Your access/);
    const mail = JSON.parse((await run('mail preview activation --json')).out);
    assert.deepEqual(Object.keys(mail), ['subject', 'html', 'text']);
  });

  describe('serve', () => {
    let child: ChildProcess | undefined;
    afterEach(() => child?.kill('SIGKILL'));

    const start = async (): Promise<{ readonly greeting: string; readonly url: string }> => {
      const script = packagePath('src/cli.ts');
      const tsx = createRequire(import.meta.url).resolve('tsx');
      const environment = { PATH: process.env.PATH, PORTAL_PORT: String(await freePort()), PORTAL_LOG_LEVEL: 'warn' };
      child = spawn(process.execPath, [`--import=${tsx}`, script, 'serve'], { cwd: folder, env: environment });
      assert.ok(child.stdout);
      let greeting = '';
      child.stdout.on('data', (chunk: Buffer) => {
        greeting += chunk.toString();
      });
      while (!greeting.includes('Mails land in')) await once(child.stdout, 'data');
      const url = /answers at (\S+)/.exec(greeting)?.[1];
      assert.ok(url, greeting);
      return { greeting, url };
    };
    const stop = (): Promise<number | null> => {
      const running = child;
      assert.ok(running);
      return new Promise((resolve) => {
        running.once('exit', resolve);
        running.kill('SIGTERM');
      });
    };

    it('should run the demo with nothing but a folder, and end with 0 at SIGTERM', async () => {
      const first = await start();
      assert.equal((await fetch(`${first.url}/sign-in`)).status, 200);
      assert.equal(statSync(join(folder, '.portal', 'secret')).mode & 0o777, 0o600);
      assert.equal(statSync(join(folder, '.portal')).mode & 0o777, 0o700);
      assert.deepEqual(await readdir(folder), ['.portal']);
      assert.equal(await stop(), 0);

      const second = await start();
      const people = (greeting: string): string[] => greeting.split('\n').filter((line) => line.includes('@'));
      assert.deepEqual(people(second.greeting), people(first.greeting));
      assert.equal(people(first.greeting).length, 2);
      assert.equal(await stop(), 0);
      assert.ok(existsSync(join(folder, '.portal', 'crm.sqlite')));
    });
  });

  it('should explain what a contact sees, in words and as JSON, and say who it does not know', async () => {
    await run('install');
    const villani = 'francesco.villani@bottegavillani.example';
    const words = await run(`contact explain ${villani} HelpDesk TT9`);
    assert.equal(words.code, 0, words.err);
    assert.match(words.out, /^Yes, they see TT9 .*\n✓ Access is active/);
    assert.match(
      (await run(`contact explain ${villani} HelpDesk TT999999 --language it`)).out,
      /^No, non vede TT999999/,
    );
    const report = JSON.parse((await run(`contact explain ${villani} HelpDesk TT9 --fields --json`)).out);
    assert.equal(report.isVisible, true);
    assert.equal(report.rules[0].rule, 'access');
    assert.ok(
      report.fields.some(
        (field: { name: string; page: string }) => field.name === 'ticket_title' && field.page === 'shown',
      ),
    );
    const unknown = await run('contact explain nobody@nowhere.example HelpDesk 1');
    assert.deepEqual([unknown.code, unknown.err], [1, 'no contact goes by nobody@nowhere.example']);
    assert.equal((await run('contact explain')).code, 2);
  });

  it('should make the portal read-only and back', async () => {
    assert.match((await run('read-only status')).out, /reads and writes/);
    assert.match((await run('read-only on')).out, /only reads the CRM/);
    assert.deepEqual(JSON.parse((await run('read-only status --json')).out), { readOnly: true });
    assert.match((await run('settings list')).out, /readOnly = true/);
    assert.match((await run('read-only off')).out, /reads and writes/);
    assert.equal((await run('read-only maybe')).code, 2);
  });
});
