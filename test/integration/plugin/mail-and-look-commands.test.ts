import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../src/cli/program.js';
import { packagePath } from '../../../src/core/paths.js';
import { mailKinds } from '../../../src/mail/emails.js';
import { buildPng } from '../../support/pictures.js';
import { startSmtp, type TestSmtp } from '../../support/smtp.js';

describe('portal mail and look', function commands() {
  this.timeout(60_000);
  let folder: string;
  let smtp: TestSmtp;

  const environmentOf = () => ({
    PORTAL_DATABASE_URL: `sqlite:${join(folder, 'crm.sqlite')}`,
    PORTAL_STORAGE_DIR: join(folder, 'crm'),
    PORTAL_SECRET: 'a secret of at least thirty-two characters',
    PORTAL_BASE_URL: 'http://localhost:8480',
    PORTAL_LOG_LEVEL: 'silent',
    PORTAL_SMTP_URL: smtp.url,
    PORTAL_MAIL_FROM: 'assistenza@acme.example',
  });
  const run = async (words: readonly string[]) => {
    const lines = { out: [] as string[], err: [] as string[] };
    const environment = environmentOf();
    const output = { out: (line: string) => lines.out.push(line), err: (line: string) => lines.err.push(line) };
    const code = await runCommand(words, { environment, output });
    return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-cli-'));
    smtp = await startSmtp();
    assert.equal((await run(['install'])).code, 0);
  });
  after(async () => {
    await smtp.close();
    await rm(folder, { recursive: true });
  });

  it('should send a test mail and print what the server said, or why not', async () => {
    const sent = await run(['mail', 'test', 'prova@acme.example', '--kind', 'password-reset', '--language', 'de']);
    assert.deepEqual([sent.code, sent.err], [0, '']);
    assert.match(sent.out, /^Sent\. The server said: 250 /);
    assert.deepEqual(smtp.received.at(-1)?.to, ['prova@acme.example']);
    smtp.onRecipient = () => 550;
    const refused = await run(['mail', 'test', 'nessuno@acme.example']);
    smtp.onRecipient = () => undefined;
    assert.equal(refused.code, 1);
    assert.match(refused.err, /^not sent \(mailbox\): .*550/);
    const wrong = await run(['mail', 'test', 'a@b.example, c@d.example']);
    assert.deepEqual([wrong.code, wrong.out], [1, '']);
    assert.match(wrong.err, /^to: Write one address/);
  });

  it('should word a mail anew, list what differs and put it back', async () => {
    const set = await run(['mail', 'texts', 'set', 'activation', 'it', 'intro', 'Benvenuto {userName}']);
    assert.deepEqual([set.code, set.err], [0, '']);
    const listed = JSON.parse((await run(['mail', 'texts', 'list', '--json'])).out) as {
      kind: string;
      own: string | null;
    }[];
    assert.deepEqual(
      listed.filter(({ own }) => own !== null).map(({ kind, own }) => `${kind} ${own}`),
      ['activation Benvenuto {userName}'],
    );
    await run(['mail', 'test', 'prova@acme.example']);
    assert.ok(smtp.received.at(-1)?.raw.includes('Benvenuto'));
    const unknown = await run(['mail', 'texts', 'set', 'activation', 'it', 'intro', 'Ciao {nome}']);
    assert.deepEqual([unknown.code, unknown.out], [1, '']);
    assert.match(unknown.err, /\{nome\} does not exist here\. You can use: \{userName\}/);
    assert.equal((await run(['mail', 'texts', 'set', 'activation', 'it', 'nothing', 'x'])).code, 1);
    assert.equal((await run(['mail', 'texts', 'reset', 'activation', 'it'])).code, 0);
    assert.ok(!(await run(['mail', 'texts', 'list'])).out.includes('(changed)'));
  });

  it('should print a mail as administrators worded it, with a link that opens nothing', async () => {
    await run(['mail', 'texts', 'set', 'activation', 'de', 'intro', 'Willkommen {userName}']);
    const printed = await run(['mail', 'preview', 'activation', '--language', 'de']);
    assert.match(printed.out, /Willkommen francesco\.villani@/);
    assert.match(printed.out, /\/activate\/\*\*\*\n/);
    assert.ok(!(await run(['mail', 'preview', 'activation'])).out.includes('Willkommen'));
    assert.equal((await run(['mail', 'texts', 'reset', 'activation', 'de'])).code, 0);
    assert.equal((await run(['mail', 'preview', '--port', '99999'])).code, 2);
  });

  describe('preview of every mail', () => {
    let child: ChildProcess;
    let url: string;
    const text = async (path: string): Promise<string> => {
      const answer = await fetch(`${url}${path}`);
      assert.equal(answer.status, 200, path);
      assert.match(answer.headers.get('content-security-policy') ?? '', /^default-src 'none'; /);
      return answer.text();
    };

    before(async () => {
      const tsx = createRequire(import.meta.url).resolve('tsx');
      const words = [`--import=${tsx}`, packagePath('src/cli.ts'), 'mail', 'preview'];
      child = spawn(process.execPath, words, { cwd: folder, env: { PATH: process.env.PATH, ...environmentOf() } });
      assert.ok(child.stdout);
      const [said] = await once(child.stdout, 'data');
      url = /http:\/\/localhost:\d+/.exec(String(said))?.[0] ?? '';
      assert.notEqual(url, '', String(said));
    });
    after(() => child.kill('SIGKILL'));

    it('should show every kind in a language, in both themes and as text', async () => {
      const list = await text('/');
      for (const kind of mailKinds) {
        assert.ok(list.includes(`href="/${kind}/pl"`), kind);
        const page = await text(`/${kind}/pl`);
        for (const part of ['light', 'dark', 'text']) assert.ok(page.includes(`"/${kind}/pl/${part}"`), kind);
      }
      const [light, dark] = [await text('/ticket-created/pl/light'), await text('/ticket-created/pl/dark')];
      assert.ok(light.includes('lang="pl"') && light.includes('@media not all') && !light.includes('@media all'));
      assert.ok(dark.includes('@media all') && dark.includes('color-scheme: dark'));
      assert.match(await text('/ticket-created/pl/text'), /^[^<>]+TT8/);
    });

    it('should follow what administrators change while it runs', async () => {
      assert.equal((await run(['mail', 'texts', 'set', 'ticket-created', 'it', 'intro', 'Ecco <{title}>'])).code, 0);
      assert.ok((await text('/ticket-created/it/text')).includes('Ecco <Nome della segnalazione>'));
      assert.ok((await text('/ticket-created/it/light')).includes('Ecco &lt;<b class="strong">Nome'));
      assert.equal((await run(['look', 'set', 'accent', '#7b1fa2'])).code, 0);
      assert.ok((await text('/ticket-created/it/light')).includes('#7b1fa2'));
      assert.equal((await run(['look', 'reset'])).code, 0);
      assert.equal((await run(['mail', 'texts', 'reset', 'ticket-created', 'it'])).code, 0);
    });

    it('should know nothing else, and answer to this machine’s names only', async () => {
      for (const path of [
        '/nonsense/it',
        '/activation/xx',
        '/activation/it/pink',
        '/activation/it/light/x',
        '/__proto__/it',
      ])
        assert.equal((await fetch(`${url}${path}`)).status, 404, path);
      assert.equal((await fetch(`${url}/`, { method: 'POST' })).status, 405);
      const status = await new Promise((resolve) =>
        get(`${url}/`, { headers: { host: 'evil.example' } }, (answer) => resolve(answer.resume().statusCode)),
      );
      assert.equal(status, 421);
    });

    it('should end with 0 at SIGTERM', async () => {
      child.kill('SIGTERM');
      assert.deepEqual(await once(child, 'exit'), [0, null]);
    });
  });

  it('should set, show and reset the look', async () => {
    assert.equal((await run(['look', 'show'])).out, 'All as shipped.');
    assert.equal((await run(['look', 'set', 'name', 'Bottega'])).code, 0);
    assert.equal((await run(['look', 'set', 'footer', 'Via Roma 1|Verona'])).code, 0);
    assert.equal((await run(['look', 'set', 'accent', '#7b1fa2'])).code, 0);
    const light = await run(['look', 'set', 'accent', '#ffcc00']);
    assert.equal(light.code, 1);
    assert.match(light.err, /^accent: .*#8f7200/);
    assert.equal((await run(['look', 'set', 'theme', 'pink'])).code, 1);
    const [logo, css] = [join(folder, 'logo.png'), join(folder, 'evil.css')];
    await writeFile(logo, buildPng(40, 40));
    await writeFile(css, '@import "x";');
    assert.equal((await run(['look', 'set', 'logo', logo])).code, 0);
    assert.equal((await run(['look', 'set', 'css', css])).code, 1);
    const shown = JSON.parse((await run(['look', 'show', '--json'])).out) as Record<string, unknown>;
    assert.deepEqual(Object.keys(shown), ['name', 'footer', 'accent', 'logo']);
    assert.deepEqual([shown.name, shown.footer, shown.accent], ['Bottega', ['Via Roma 1', 'Verona'], '#7b1fa2']);
    assert.equal((await run(['look', 'reset'])).code, 0);
    assert.equal((await run(['look', 'show'])).out, 'All as shipped.');
  });
});
