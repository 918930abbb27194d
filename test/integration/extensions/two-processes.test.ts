import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { packagePath } from '../../../src/core/paths.js';
import { EXTENSIONS_EVERY_MS } from '../../../src/plugin/extensions/extension-host.js';
import { eachPortal } from '../../support/build-portal.js';
import { buildExtensionSite, type ExtensionSite } from '../../support/extension-site.js';
import { freePort } from '../../support/free-port.js';
import { environmentOf, type PortalProcess, startPortalProcess } from '../../support/portal-process.js';

/** How long to wait on a machine that has no time; what is promised is measured beside it. */
const PATIENCE_MS = 60_000;

eachPortal('Two processes of a portal among bad extensions', (buildPortal, hostName) => {
  if (hostName === 'SQLite') return;
  const processes: PortalProcess[] = [];
  const ports: number[] = [];
  let site: ExtensionSite;

  before(async function start() {
    this.timeout(180_000);
    site = await buildExtensionSite(buildPortal, ['bad']);
    await site.insist('throws-in-setup', 'never-ready', 'syntax-error', 'unknown-hook');
    for (const _ of [1, 2]) {
      const port = await freePort();
      ports.push(port);
      const environment = environmentOf(site.config, { port, smtpUrl: 'smtp://localhost:9' });
      const own = { PORTAL_EXTENSIONS_DIR: site.directory };
      processes.push(await startPortalProcess(site.config.storageDir, { ...environment, ...own }));
    }
  });
  after(async () => {
    for (const running of processes) await running.kill();
    await site?.close();
  });

  const statuses = (): Promise<readonly number[]> =>
    Promise.all(ports.map(async (port) => (await fetch(`http://localhost:${port}/portal/x/greeting/open`)).status));
  const until = async (status: number): Promise<number> => {
    const start = performance.now();
    while (performance.now() - start < PATIENCE_MS) {
      if ((await statuses()).every((found) => found === status)) return performance.now() - start;
      await sleep(100);
    }
    assert.fail(`not ${status} everywhere: ${(await statuses()).join(', ')}`);
  };

  it('should look often enough to follow within five seconds', () => {
    assert.ok(EXTENSIONS_EVERY_MS <= 3_500);
  });

  it('should both show a good one that is added while they run, and both lose it', async () => {
    assert.deepEqual(await statuses(), [404, 404]);
    await cp(packagePath('test/fixtures/extensions/good/greeting'), join(site.directory, 'greeting'), {
      recursive: true,
    });
    await site.enable('greeting');
    const shown = await until(200);
    await site.disable('greeting');
    const gone = await until(404);
    console.log(`      shown everywhere after ${Math.round(shown)} ms, gone after ${Math.round(gone)} ms`);
  });
});
