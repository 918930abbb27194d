import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { catchStrayFailures } from '../../../src/cli/stray-failures.js';
import { packagePath } from '../../../src/core/paths.js';
import { eachPortal } from '../../support/build-portal.js';
import { buildExtensionSite, type ExtensionSite } from '../../support/extension-site.js';
import { freePort } from '../../support/free-port.js';
import { keepLog } from '../../support/log-lines.js';
import { environmentOf, type PortalProcess, startPortalProcess } from '../../support/portal-process.js';

const run = promisify(execFile);

describe('failures nobody waits for', () => {
  type Listener = (error: unknown) => void;
  const ours = (event: 'uncaughtException' | 'unhandledRejection'): Listener =>
    process.listeners(event as 'uncaughtException').at(-1) as unknown as Listener;
  const ofExtension = (): Error => {
    const error = new Error('left behind');
    error.stack = 'Error: left behind\n    at file:///srv/x/index.js?extension=two-words-0123456789abcdef:3:9';
    return error;
  };

  it('should end the process unless they are an extension’s, whose they are said to be', () => {
    const { log, lines } = keepLog();
    const ends: number[] = [];
    const counts = () => [process.listenerCount('uncaughtException'), process.listenerCount('unhandledRejection')];
    const before = counts();
    const letGo = catchStrayFailures(log, (code) => ends.push(code));
    try {
      const [onException, onRejection] = [ours('uncaughtException'), ours('unhandledRejection')];
      onException(ofExtension());
      onRejection(ofExtension());
      onRejection('no error at all');
      assert.deepEqual(ends, []);
      onException(new Error('the portal’s own'));
      assert.deepEqual(ends, [1]);
    } finally {
      letGo();
    }
    assert.deepEqual(counts(), before);
    assert.deepEqual(
      lines.map(({ extension }) => extension),
      ['two-words', 'two-words', undefined, undefined],
    );
  });
});

eachPortal('An extension that leaves failures behind', (buildPortal, hostName) => {
  if (hostName === 'SQLite') return;
  let site: ExtensionSite;
  let portal: PortalProcess;
  let environment: Readonly<Record<string, string>>;
  let port: number;
  before(async function start() {
    this.timeout(180_000);
    site = await buildExtensionSite(buildPortal, ['stray']);
    port = await freePort();
    const own = { PORTAL_EXTENSIONS_DIR: site.directory };
    environment = { ...environmentOf(site.config, { port, smtpUrl: 'smtp://localhost:9' }), ...own };
  });
  after(async () => {
    await portal?.kill();
    await site?.close();
  });

  it('should not keep the command that enables it from ending', async () => {
    const tsx = createRequire(import.meta.url).resolve('tsx');
    const words = [`--import=${tsx}`, packagePath('src/cli.ts'), 'extension', 'enable', 'stray'];
    const env = { PATH: process.env.PATH ?? '', ...environment };
    // What hangs is ended after this, and fails.
    const { stdout } = await run(process.execPath, words, { cwd: site.directory, env, timeout: 60_000 });
    assert.match(stdout, /^stray is on\.$/m);
  });

  it('should not take the process down', async () => {
    portal = await startPortalProcess(site.config.storageDir, environment);
    const visit = async (path: string): Promise<string> =>
      (await fetch(`http://localhost:${port}/portal/x/stray/${path}`)).text();
    assert.equal(await visit('fail'), 'answered');
    for (let waited = 0; (await visit('failures')) !== '1'; waited += 50) {
      assert.ok(waited < 30_000, 'the timer never ran');
      await sleep(50);
    }
    assert.equal(await visit('fail'), 'answered');
  });
});
