import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../src/cli/program.js';
import { buildPng } from '../../support/pictures.js';
import { startSmtp, type TestSmtp } from '../../support/smtp.js';

describe('portal mail and look', function commands() {
  this.timeout(60_000);
  let folder: string;
  let smtp: TestSmtp;

  const run = async (words: readonly string[]) => {
    const lines = { out: [] as string[], err: [] as string[] };
    const environment = {
      PORTAL_DATABASE_URL: `sqlite:${join(folder, 'crm.sqlite')}`,
      PORTAL_STORAGE_DIR: join(folder, 'crm'),
      PORTAL_SECRET: 'a secret of at least thirty-two characters',
      PORTAL_BASE_URL: 'http://localhost:8480',
      PORTAL_LOG_LEVEL: 'silent',
      PORTAL_SMTP_URL: smtp.url,
      PORTAL_MAIL_FROM: 'assistenza@acme.example',
    };
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
