import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../../src/core/paths.js';
import { eachPortal } from '../../support/build-portal.js';
import { buildExtensionSite, type ExtensionSite, extensionCommands } from '../../support/extension-site.js';

const fixture = (path: string): string => packagePath('test/fixtures/extensions', path);

eachPortal('portal extension', (buildPortal) => {
  let site: ExtensionSite;
  let sources: string;
  let run: Awaited<ReturnType<typeof extensionCommands>>;
  before(async () => {
    sources = await mkdtemp(join(tmpdir(), 'portal-sources-'));
    site = await buildExtensionSite(buildPortal, []);
    run = await extensionCommands(site);
  });
  after(async () => {
    await site?.close();
    await rm(sources, { recursive: true, force: true });
  });
  const inPlace = (...path: readonly string[]): string => join(site.directory, ...path);
  const hasTable = (): Promise<boolean> => site.portal.host.knex.schema.hasTable('portal_x_greeting__visit');
  const statusOf = async (): Promise<number> => {
    await site.portal.extensions.host.look();
    return (await site.site.visitor().get('/x/greeting/open')).status;
  };

  it('should have nothing to list at first', async () => {
    assert.deepEqual(await run('extension list'), { code: 0, said: 'None.' });
    assert.deepEqual(await run('extension list --json'), { code: 0, said: '[]' });
  });

  it('should add a folder, which has no effect before it is enabled', async () => {
    assert.equal((await run(`extension add ${fixture('good/greeting')}`)).code, 0);
    assert.match((await run('extension list')).said, /^greeting {2}1\.0\.0 {2}off {2}Greeting$/);
    assert.equal(await statusOf(), 404);
  });

  it('should put nothing in the place of another unless it is told', async () => {
    const again = await run(`extension add ${fixture('good/greeting')}`);
    assert.deepEqual([again.code, /--replace/.test(again.said)], [1, true]);
    await writeFile(inPlace('greeting', 'left-over.js'), '');
    assert.equal((await run(`extension add --replace ${fixture('good/greeting')}`)).code, 0);
    assert.equal(existsSync(inPlace('greeting', 'left-over.js')), false);
  });

  it('should take nothing that is faulty, leads out of its folder or is none, and leave nothing of it', async () => {
    const linked = join(sources, 'linked');
    await cp(fixture('bad/wrong-export'), linked, { recursive: true });
    await symlink('/etc/hostname', join(linked, 'name.js'));
    const faulty: Readonly<Record<string, RegExp>> = {
      [fixture('bad/no-manifest')]: /extension\.json: is missing/,
      [fixture('bad/broken-json')]: /extension\.json: cannot be read/,
      [fixture('bad/unknown-key')]: /colour: unknown key/,
      [fixture('bad/leaves-folder')]: /main: must/,
      [linked]: /name\.js: is a link/,
    };
    for (const [source, expected] of Object.entries(faulty)) {
      const { code, said } = await run(`extension add ${source}`);
      assert.equal(code, 1, source);
      assert.match(said, expected);
    }
    assert.deepEqual(await readdir(site.directory), ['greeting']);
  });

  it('should refuse to enable what cannot be loaded, with the reason', async () => {
    await run(`extension add ${fixture('bad/throws-in-setup')}`);
    const { code, said } = await run('extension enable throws-in-setup');
    assert.equal(code, 1);
    assert.match(said, /^setup fails half-way$/m);
    assert.equal((await run('extension enable nobody')).code, 1);
    assert.equal((await run('extension remove throws-in-setup')).code, 0);
  });

  it('should enable one with its tables; a running portal follows', async () => {
    const { code, said } = await run('extension enable greeting');
    assert.equal(code, 0, said);
    assert.match(said, /^Migration 0001-visit: done\.\ngreeting is on\.$/);
    assert.equal(await hasTable(), true);
    assert.equal(await statusOf(), 200);
    assert.equal((await run('extension enable greeting')).said, 'greeting is on.');
  });

  it('should not remove one that is on', async () => {
    const { code, said } = await run('extension remove greeting');
    assert.equal(code, 1);
    assert.match(said, /it is enabled: run "portal extension disable greeting" first/);
    assert.equal(await statusOf(), 200);
  });

  it('should disable one, and remove it without its tables', async () => {
    assert.equal((await run('extension disable greeting')).code, 0);
    assert.equal(await statusOf(), 404);
    assert.equal((await run('extension remove greeting')).said, 'greeting is removed; its tables stay.');
    assert.deepEqual([existsSync(inPlace('greeting')), await hasTable()], [false, true]);
    assert.equal((await run('extension disable greeting')).code, 1, 'it is gone');
  });

  it('should drop the tables of one that shall go whole, also later', async () => {
    const { code, said } = await run('extension remove greeting --drop-data');
    assert.equal(code, 0, said);
    assert.match(said, /^Table portal_x_greeting__visit: dropped\.$/m);
    assert.equal(await hasTable(), false);
    await run(`extension add ${fixture('good/greeting')}`);
    assert.match((await run('extension enable greeting')).said, /Migration 0001-visit: done/);
    await run('extension disable greeting');
    await run('extension remove greeting --drop-data');
  });

  it('should refuse names that are none, whatever they lead to', async () => {
    for (const id of ['../greeting', '.', 'a--b']) assert.equal((await run(`extension remove ${id}`)).code, 1, id);
  });

  it('should add an npm package with what it depends on, and run none of its scripts', async function npm() {
    this.timeout(120_000);
    const pack = (name: string): string => {
      const said = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', sources], {
        cwd: join(sources, name),
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      return join(sources, JSON.parse(said.toString())[0].filename);
    };
    await mkdir(join(sources, 'words'));
    await writeFile(
      join(sources, 'words/package.json'),
      JSON.stringify({ name: 'g1-words', version: '1.0.0', main: 'a.js' }),
    );
    await writeFile(join(sources, 'words/a.js'), 'module.exports = 1;');
    const words = pack('words');
    await cp(fixture('good/greeting'), join(sources, 'packed'), { recursive: true });
    const facts = {
      name: 'g1-greeting',
      version: '1.0.0',
      type: 'module',
      dependencies: { 'g1-words': `file:${words}` },
      scripts: { install: "node -e \"require('fs').writeFileSync('ran.txt', '')\"" },
    };
    await writeFile(join(sources, 'packed/package.json'), JSON.stringify(facts));
    const { code, said } = await run(`extension add ${pack('packed')}`);
    assert.equal(code, 0, said);
    assert.equal(existsSync(inPlace('greeting/node_modules/g1-words/a.js')), true);
    assert.equal(existsSync(inPlace('greeting/ran.txt')), false);
    assert.deepEqual(await readdir(site.directory), ['greeting']);
    assert.equal((await run('extension enable greeting')).code, 0);
    assert.equal(await statusOf(), 200);
  });
});
