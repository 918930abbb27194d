import assert from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../../../src/core/check.js';
import { silentLogger } from '../../../src/core/logger.js';
import { packagePath } from '../../../src/core/paths.js';
import { examine } from '../../../src/plugin/doctor/examine.js';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal } from '../../support/build-portal.js';
import { buildExtensionSite, type ExtensionSite } from '../../support/extension-site.js';
import { textOf } from '../../support/visitor.js';

eachPortal('Doctor on extensions', (buildPortal) => {
  let site: ExtensionSite;
  before(async () => {
    site = await buildExtensionSite(buildPortal, ['good', 'bad', 'keeping']);
  });
  after(() => site?.close());

  const look = async (key = 'extensions'): Promise<Check> => {
    const groups = await examine({ config: site.config, log: silentLogger });
    return groups.flatMap(({ checks }) => checks).find((check) => check.key === key) ?? assert.fail(`no check ${key}`);
  };

  it('should find nothing to say while none is on, whatever lies in the folder', async () => {
    assert.equal((await look()).outcome, 'none');
    assert.equal((await look('erasures')).outcome, 'none');
  });

  it('should count those that work', async () => {
    await site.enable('greeting');
    const { outcome, state, facts } = await look();
    assert.deepEqual([outcome, state, facts], ['on', 'ok', { count: 1 }]);
  });

  it('should see tables that were never made, and name the command', async () => {
    await site.insist('keeper');
    const { outcome, state, lines } = await look();
    assert.deepEqual([outcome, state], ['tables', 'bad']);
    assert.deepEqual(lines, ['keeper: its tables are missing: run "portal extension enable keeper"']);
    await site.enable('keeper');
    assert.equal((await look()).outcome, 'on');
  });

  it('should see what a process could not load, and say the same on the page', async () => {
    await site.insist('throws-in-setup');
    const { outcome, state, lines } = await look();
    assert.deepEqual([outcome, state, lines], ['faulty', 'bad', ['throws-in-setup: setup fails half-way']]);
    const admin = await signInAdmin(site.site, site);
    assert.match(textOf((await admin.get('/admin/health')).body), /throws-in-setup: setup fails half-way/);
    await site.disable('throws-in-setup');
  });

  it('should see by itself what is wrong in the folder, though no process runs', async () => {
    await rm(join(site.directory, 'keeper'), { recursive: true });
    await cp(packagePath('test/fixtures/extensions/bad/broken-json'), join(site.directory, 'greeting'), {
      recursive: true,
    });
    const { outcome, facts, lines } = await look();
    assert.deepEqual([outcome, facts], ['faulty', { count: 2 }]);
    assert.match(lines.join('\n'), /greeting: extension\.json: is no JSON.*\nkeeper: its folder is missing$/);
  });
});
