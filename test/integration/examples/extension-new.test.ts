import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeExtension } from '../../../src/cli/extension-new.js';
import { StartRefusedError } from '../../../src/core/errors.js';
import { packagePath } from '../../../src/core/paths.js';
import { buildPortal as buildHarness } from '../../../src/testing/index.js';
import { eachPortal } from '../../support/build-portal.js';
import { commandLine } from '../../support/command-line.js';
import { buildExtensionSite } from '../../support/extension-site.js';
import { installPacked } from '../../support/packed-package.js';
import { textOf } from '../../support/visitor.js';

const run = promisify(execFile);
const TSC = packagePath('node_modules/typescript/bin/tsc');

describe('portal extension new', function slow() {
  this.timeout(120_000);
  let parent: string;
  let folder: string;
  before(async () => {
    parent = await mkdtemp(join(tmpdir(), 'portal-new-'));
    folder = await writeExtension(parent, 'hello-world');
    // What `npm install --save-dev` would put there: the package as it is published, not this folder.
    await installPacked(folder);
    await symlink(packagePath('node_modules/@types'), join(folder, 'node_modules/@types'));
    await run(process.execPath, [TSC, '-p', folder]);
  });
  after(() => rm(parent, { recursive: true, force: true }));

  it('should write what the strict compiler takes, which finds a hook that is not there', async () => {
    assert.match(await readFile(join(folder, 'dist/index.js'), 'utf8'), /defineExtension\(/);
    const source = join(folder, 'src/index.ts');
    const text = await readFile(source, 'utf8');
    await writeFile(source, text.replace('ticket.beforeCreate', 'ticket.beforeCraete'));
    try {
      await assert.rejects(run(process.execPath, [TSC, '-p', folder, '--noEmit']), ({ stdout }) =>
        stdout.includes('beforeCraete'),
      );
    } finally {
      await writeFile(source, text);
    }
  });

  it('should write a test that passes with the published harness', async () => {
    // Without the runner's own variables, which would make it report to the runner of this test.
    const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
    const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap', 'dist/index.test.js'], {
      cwd: folder,
      env,
    });
    assert.match(stdout, /# pass 2\b/);
    assert.match(stdout, /# fail 0\b/);
  });

  it('should tell an author whose extension does not load why, and leave nothing behind', async () => {
    const environment = { PORTAL_EXTENSIONS_DIR: packagePath('test/fixtures/extensions/bad') };
    const { TMPDIR } = process.env;
    process.env.TMPDIR = parent;
    try {
      await assert.rejects(
        buildHarness({ environment, extensions: ['throws-in-setup'] }),
        /^Error: throws-in-setup: setup fails half-way$/,
      );
    } finally {
      if (TMPDIR === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = TMPDIR;
    }
    assert.deepEqual(
      (await readdir(parent)).filter((name) => name.startsWith('portal-test-')),
      [],
    );
  });

  it('should refuse a name that cannot be, and a folder that is there', async () => {
    for (const name of ['', 'x', 'Upper', '../out', 'a/b', 'under_score', '1st'])
      await assert.rejects(writeExtension(parent, name), StartRefusedError, name);
    await assert.rejects(writeExtension(parent, 'hello-world'), /is there already/);
  });

  it('should be a command that needs neither a CRM nor settings', async () => {
    const { code, said } = await commandLine({})(`extension new by-command --in ${parent}`);
    assert.equal(code, 0, said);
    const commands = said.split('\n').slice(1);
    // The package is in no registry: it comes from where this portal is.
    assert.deepEqual(commands, [
      `  cd ${join(parent, 'by-command')}`,
      `  npm install --save-dev ${packagePath()}`,
      '  npm test',
    ]);
    assert.match(await readFile(join(parent, 'by-command/extension.json'), 'utf8'), /"id": "by-command"/);
    assert.equal((await commandLine({})(`extension new Wrong --in ${parent}`)).code, 1);
  });

  eachPortal('its extension', (buildPortal) => {
    it('should load into a running portal, greet and refuse', async () => {
      const site = await buildExtensionSite(buildPortal, [], { PORTAL_EXTENSIONS_DIR: parent });
      try {
        await site.enable('hello-world');
        const villani = await site.site.signIn(site.villani);
        assert.match(textOf((await villani.get('/x/hello-world/')).body), /Ciao, Francesco Villani\./);
        const answer = await villani.submit('/HelpDesk/new', { ticket_title: 'Guasto', description: '' });
        assert.equal(answer.status, 422);
        assert.match(textOf(answer.body), /Descrivilo\./);
      } finally {
        await site.close();
      }
    });
  });
});
