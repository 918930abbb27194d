import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../../src/core/paths.js';
import { REQUIRED_COLUMNS } from '../../../src/host/vtenext/required-columns.js';
import { mailKinds } from '../../../src/mail/emails.js';
import { resolveAddress } from '../../../src/plugin/address.js';
import { actionNames, filterNames } from '../../../src/plugin/hook-names.js';
import { checkManifest, manifestJsonSchema } from '../../../src/plugin/manifest.js';
import { readManifest } from '../../../src/plugin/read-manifest.js';

const readJson = (file: string): Record<string, unknown> => JSON.parse(readFileSync(packagePath(file), 'utf8'));
const packageVersion = String(readJson('package.json').version);

/** All code of a folder but the list of requirements, which names every table by itself. */
function sourcesOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const code = files.filter((file) => file.endsWith('.ts') && !file.endsWith('required-columns.ts'));
  return code.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
}

describe('plugin.json', () => {
  it('should be without faults', () => {
    assert.deepEqual(checkManifest(readJson('plugin.json'), packageVersion).faults, []);
    assert.equal(readManifest().id, 'customer-portal');
  });

  it('should name every hook the portal has', () => {
    const { hooks } = readManifest();
    assert.deepEqual([...hooks.filters].sort(), [...filterNames].sort());
    assert.deepEqual([...hooks.actions].sort(), [...actionNames].sort());
  });

  it('should name every mail and every language the portal has', () => {
    const { emails, locales } = readManifest();
    assert.deepEqual([...emails].sort(), [...mailKinds].sort());
    assert.deepEqual([...locales].sort(), readdirSync(packagePath('locales')).sort());
  });

  it('should have the schema shipped beside it', () => {
    assert.deepEqual(
      readJson('plugin.schema.json'),
      JSON.parse(JSON.stringify(manifestJsonSchema())),
      'run: node --import=tsx test/support/write-plugin-schema.ts',
    );
  });

  it('should have a text for every setting in every language', () => {
    const { settings, locales } = readManifest();
    for (const language of locales)
      for (const { labelKey } of settings) {
        const [namespace = '', key = ''] = labelKey.split(':');
        assert.equal(
          typeof readJson(`locales/${language}/${namespace}.json`)[key],
          'string',
          `${language} ${labelKey}`,
        );
      }
  });

  it('should ask for every table the installation looks for, and for none that no code reads', () => {
    const { access } = readManifest();
    const tables = new Set([...access.read, ...access.write, ...access.delete]);
    for (const table of Object.keys(REQUIRED_COLUMNS)) assert.ok(tables.has(table), `${table} is not in access`);
    const code = ['metadata', 'vtenext', 'models']
      .map((folder) => sourcesOf(packagePath('src/host', folder)))
      .join('\n');
    for (const table of tables)
      assert.match(code, new RegExp(`(?:\\b|vte_)${table.replace(/_seq$/, '')}\\b`), `${table} is not used`);
  });

  it("should keep the tables of credentials out of the portal's reach", () => {
    const { access } = readManifest();
    const tables = [...access.read, ...access.write];
    for (const table of ['vteprop', 'vte_systems', 'vte_vteprop']) assert.ok(!tables.includes(table), table);
    // Whether the CRM has a mail server is asked, never which one or how to sign in there.
    assert.deepEqual(access.columns.systems, ['server_type']);
    assert.ok(!access.write.includes('systems'));
    assert.ok(!access.write.includes('users'));
    // The staff's own hash is read: administrators sign in with it.
    for (const column of ['accesskey', 'confirm_password', 'user_hash'])
      assert.ok(access.columns.users && !access.columns.users.includes(column), column);
  });
});

describe('checkManifest', () => {
  it('should list every fault at once', () => {
    const broken = {
      ...readJson('plugin.json'),
      manifestVersion: 2,
      version: '9.9.9',
      mount: 'portal',
      surprise: true,
      migrations: { directory: 'dist/store/migrations', tablePrefix: 'vte_', more: 1 },
      hooks: { filters: ['ticket.beforeNothing'], actions: [] },
      lifecycle: undefined,
    };
    const { manifest, faults } = checkManifest(broken, packageVersion);
    assert.equal(manifest, undefined);
    const expected = [
      'manifestVersion',
      'version',
      'mount',
      'surprise',
      'migrations.tablePrefix',
      'migrations.more',
      'hooks.filters.0',
      'lifecycle',
    ];
    for (const path of expected)
      assert.ok(
        faults.some((fault) => fault.startsWith(`plugin.json: ${path}:`)),
        `${path} in ${faults.join(' | ')}`,
      );
    assert.equal(faults.length, expected.length);
  });

  it('should refuse a version that package.json does not say', () => {
    assert.deepEqual(checkManifest(readJson('plugin.json'), '0.0.1').faults, [
      `plugin.json: version: is ${packageVersion}, but package.json says 0.0.1`,
    ]);
  });

  it('should refuse what is no object', () => {
    for (const value of [null, [], 'plugin', 1]) assert.equal(checkManifest(value, packageVersion).faults.length, 1);
  });
});

describe('readManifest', () => {
  it('should refuse a file that is not there with a clear line', () => {
    assert.throws(() => readManifest(packagePath('no-such-plugin.json')), /no-such-plugin\.json: cannot be read/);
  });
});

describe('resolveAddress', () => {
  const manifest = { mount: '/portal' };
  const cases: readonly [string | undefined, string, string][] = [
    [undefined, '/portal', 'http://localhost:8480/portal'],
    ['https://acme.example', '/portal', 'https://acme.example/portal'],
    ['https://acme.example/', '/portal', 'https://acme.example/portal'],
    ['https://acme.example/help/desk', '/help/desk', 'https://acme.example/help/desk'],
    ['https://acme.example:8443/x', '/x', 'https://acme.example:8443/x'],
  ];
  for (const [baseUrl, mount, url] of cases)
    it(`should mount ${baseUrl ?? 'the demo'} at ${mount}`, () => {
      const address = resolveAddress({ baseUrl, port: 8480 }, manifest);
      assert.deepEqual([address.mount, address.url], [mount, url]);
    });
});
