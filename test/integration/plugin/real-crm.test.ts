import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../../src/core/paths.js';
import { type CommandAnswer, commandLine } from '../../support/command-line.js';
import { dumpsDirectory, loadDump, mariadbUrl, type TestDatabase } from '../../support/databases.js';

const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;

(isConfigured ? describe : describe.skip)('portal beside a real CRM (MariaDB)', function realCrm() {
  this.timeout(120_000);
  let database: TestDatabase;
  let folder: string;
  let settings: Record<string, string>;

  before(async () => {
    database = await loadDump('demo');
    folder = await mkdtemp(join(tmpdir(), 'portal-real-'));
    await mkdir(join(folder, 'storage'));
    settings = {
      PORTAL_DATABASE_URL: database.url,
      PORTAL_STORAGE_DIR: folder,
      PORTAL_SECRET: 'a secret of at least thirty-two characters',
      PORTAL_BASE_URL: 'http://localhost:8480',
      PORTAL_LOG_LEVEL: 'silent',
    };
    assert.equal((await run('install')).code, 0);
  });

  after(async () => {
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (words: string, changes?: Record<string, string>): Promise<CommandAnswer> =>
    commandLine(settings)(words, changes);

  it('should take the administrator’s account for installing only', async () => {
    const admin = new URL(database.url);
    admin.username = 'nobody-of-that-name';
    const changes = { PORTAL_ADMIN_DATABASE_URL: admin.href };
    for (const step of ['enable', 'status', 'disable']) assert.equal((await run(step, changes)).code, 0, step);
    const refused = await run('install', changes);
    assert.equal(refused.code, 1);
    assert.match(refused.said, /^failed: Access denied/);
  });

  it('should not serve without the CRM’s folder for files', async () => {
    const { code, said } = await run('serve', { PORTAL_STORAGE_DIR: join(folder, 'elsewhere') });
    assert.equal(code, 1);
    assert.match(said, /^folder .*storage is missing: PORTAL_STORAGE_DIR must be the CRM's root folder$/);
  });

  for (const workers of ['1', '2'])
    it(`should end with one line when the port is taken (${workers} at work)`, async () => {
      const taken = createServer().listen(0, '127.0.0.1');
      await once(taken, 'listening');
      const { port } = taken.address() as AddressInfo;
      const tsx = createRequire(import.meta.url).resolve('tsx');
      const child = spawn(process.execPath, [`--import=${tsx}`, packagePath('src/cli.ts'), 'serve'], {
        env: { ...settings, PATH: process.env.PATH, PORTAL_PORT: String(port), PORTAL_WORKERS: workers },
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          said += chunk.toString();
        });
      const [code] = await once(child, 'close');
      taken.close();
      assert.equal(code, 1);
      assert.match(said, /^failed: (listen|bind) EADDRINUSE.*\n$/);
    });
});
