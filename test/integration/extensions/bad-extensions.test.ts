import assert from 'node:assert/strict';
import { cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { packagePath } from '../../../src/core/paths.js';
import { eachPortal } from '../../support/build-portal.js';
import { buildExtensionSite, type ExtensionSite, openSister } from '../../support/extension-site.js';
import { keepLog } from '../../support/log-lines.js';
import type { Visitor } from '../../support/visitor.js';

/** Each folder of `test/fixtures/extensions/bad` with what an administrator is told; `linked` is made here. */
const faults: Readonly<Record<string, RegExp>> = {
  'no-manifest': /extension\.json: is missing/,
  'broken-json': /extension\.json: is no JSON/,
  'unknown-key': /extension\.json: colour: unknown key/,
  'other-id': /id: is somebody-else, but its folder is other-id/,
  'other-portal': /made for the portal >=9\.0\.0, and this one is/,
  'no-main': /missing\.js: is not in the folder/,
  'leaves-folder': /main: must/,
  'syntax-error': /Unexpected|Expected/,
  'wrong-export': /not made by defineExtension/,
  'other-export': /its id is greeting, but its folder is other-export/,
  'throws-in-setup': /setup fails half-way/,
  'never-ready': /still pending after 5000 ms/,
  'never-imported': /still pending after 5000 ms/,
  'unknown-hook': /ticket\.beforeCraete: is no filter/,
  'broken-template': /pages\/home\.hbs: Parse error/,
  'unknown-helper': /pages\/home\.hbs: line 1: there is no helper shout/,
  'assets-outside': /leads out of the folder|is not in the folder/,
  errors: /is a name of the portal's own/,
  linked: /secrets\.js: is a link/,
};
/** Those that load, and do wrong later. */
const latecomers = ['late-caller', 'slow-filter'];
const all = [...Object.keys(faults), ...latecomers];

eachPortal('folder of bad extensions', (buildPortal) => {
  let site: ExtensionSite;
  let villani: Visitor;
  let usual: number;
  before(async function build() {
    this.timeout(120_000);
    site = await buildExtensionSite(buildPortal, ['bad', 'good']);
    const linked = join(site.directory, 'linked');
    await cp(join(site.directory, 'wrong-export'), linked, { recursive: true });
    await symlink(packagePath('package.json'), join(linked, 'secrets.js'));
    villani = await site.site.signIn(site.villani);
    usual = await medianOf(() => villani.get('/'));
    await site.insist(...all);
    // Those that never get ready are given up after 5 s.
    const isPending = async (id: string): Promise<boolean> => (await site.fault(id)) === '';
    const slow = ['never-imported', 'never-ready'];
    for (let waited = 0; waited < 20_000 && (await Promise.all(slow.map(isPending))).some(Boolean); waited += 250)
      await sleep(250);
  });
  after(() => site?.close());

  it('should tell of each what is wrong with it', async () => {
    for (const [id, expected] of Object.entries(faults)) assert.match(await site.fault(id), expected, id);
    for (const id of latecomers) assert.equal(await site.fault(id), '', id);
  });

  it('should name each in the log', () => {
    const named = new Set(
      site.lines.filter(({ msg }) => msg === 'an extension could not be loaded').map(({ extension }) => extension),
    );
    assert.deepEqual([...named].sort(), Object.keys(faults).sort());
  });

  it('should leave nothing of what a failing one had registered before', () => {
    for (const registry of Object.values(site.portal.extensions.registries))
      for (const id of Object.keys(faults)) assert.deepEqual(registry.of(id), [], id);
  });

  it('should answer as fast as without them', async () => {
    const now = await medianOf(() => villani.get('/'));
    // Whoever waited for one of them would wait for seconds.
    assert.ok(now < usual * 5 + 500, `${now} ms, and ${usual} ms before`);
  });

  it('should let nobody register after setup is over', async () => {
    await sleep(200);
    const line = site.lines.find(({ msg, extension }) => msg === 'too late' && extension === 'late-caller');
    assert.match(JSON.stringify(line), /can register only while it is set up/);
    assert.equal((await villani.get('/')).body.includes('spoilt'), false);
  });

  it('should pass over a filter that never ends, and say whose it is', async () => {
    const again = await site.site.signIn(site.torri);
    assert.equal((await again.get('/')).status, 200);
    const line = site.lines.find(({ hook }) => hook === 'contact.beforeSignIn');
    assert.equal(line?.extension, 'slow-filter');
    assert.match(JSON.stringify(line), /still pending after 200 ms/);
  });

  it('should answer 500 for the page that throws, and for no other', async () => {
    assert.equal((await villani.get('/x/slow-filter/')).status, 500);
    assert.ok(site.lines.some(({ msg, extension }) => msg === 'a request failed' && extension === 'slow-filter'));
    assert.equal((await villani.get('/')).status, 200);
  });

  it('should not try again what did not change', async () => {
    const before = site.lines.length;
    await site.portal.extensions.host.look();
    await site.portal.extensions.host.look();
    assert.deepEqual(site.lines.slice(before), []);
  });

  it('should let a portal start with all of them on, and without waiting for the slow ones', async () => {
    const { log, lines } = keepLog();
    const sister = await openSister(site, log);
    const slow = lines.filter(({ extension, msg }) => extension === 'never-ready' && /could not/.test(String(msg)));
    await sister.stop();
    assert.ok(lines.some(({ extension }) => extension === 'throws-in-setup'));
    assert.deepEqual(slow, [], 'it was open before the slow one was given up');
  });

  it('should load a good one among them', async () => {
    await site.enable('greeting');
    assert.equal((await villani.get('/x/greeting/')).status, 200);
  });
});

async function medianOf(visit: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 15; run += 1) {
    const start = performance.now();
    await visit();
    times.push(performance.now() - start);
  }
  return times.sort((left, right) => left - right)[7] ?? 0;
}
