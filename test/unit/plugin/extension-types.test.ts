import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { packagePath } from '../../../src/core/paths.js';

const run = promisify(execFile);

/** What an author writes inside `setup(portal)`, and whether the compiler takes it. */
const good = [
  `portal.filter('ticket.beforeCreate', ({ values }) => ({ module: 'HelpDesk', values }), { priority: 10 });`,
  `portal.filter('record.beforeList', (list, { contact }) => ({ ...list, onlyIds: [contact.id] }));`,
  `portal.action('ticket.created', async ({ ticketId }) => { ticketId.toFixed(); });`,
  `portal.action('greeting.kept', ({ words }) => { words.trim(); });`,
  `void portal.emit('greeting.kept', { words: 'a' });`,
  `portal.page({ path: '/', label: 'menu', icon: 'star' });`,
  `portal.settings.word.trim();`,
  `portal.personalData({ erase: async (id) => { id.toFixed(); }, collect: () => [{ words: 'a' }] });`,
];
const bad: Readonly<Record<string, string>> = {
  'a misspelt filter': `portal.filter('ticket.beforeCraete', () => undefined);`,
  'a misspelt action': `portal.action('ticket.craeted', () => undefined);`,
  'an action as a filter': `portal.filter('ticket.created', () => undefined);`,
  'a payload’s field that is none': `portal.action('ticket.created', ({ tiketId }) => { void tiketId; });`,
  'a payload of another type': `portal.action('ticket.created', ({ ticketId }) => { ticketId.trim(); });`,
  'a value a filter cannot return': `portal.filter('ticket.beforeCreate', () => ({ values: { title: 7 } }));`,
  'an async value a filter cannot return': `portal.filter('comment.beforeCreate', async () => 'words');`,
  'writing to a payload': `portal.filter('ticket.beforeCreate', (draft) => { draft.module = 'Leads'; return draft; });`,
  'an option that is none': `portal.action('ticket.created', () => undefined, { prioriti: 1 });`,
  'a setting that is none': `portal.settings.wrod;`,
  'another payload of an own action': `void portal.emit('greeting.kept', { word: 'a' });`,
  'personal data that is never forgotten': `portal.personalData({ collect: () => [] });`,
  'personal data of a name': `portal.personalData({ erase: (id) => id.trim(), collect: () => [] });`,
  'registering what is none': `portal.filtre('ticket.beforeCreate', () => undefined);`,
};

function moduleOf(lines: readonly string[]): string {
  return `import { defineExtension } from 'vtenext-customer-portal';
declare module 'vtenext-customer-portal' {
  interface PortalActions { 'greeting.kept': { readonly words: string } }
}
export default defineExtension<{ word: string }>({ id: 'greeting', setup(portal) {
${lines.join('\n')}
} });
`;
}

describe('types for authors of extensions', function types() {
  this.timeout(120_000);
  let folder: string;
  let said: string;
  const names = Object.keys(bad);

  before(async () => {
    // Beside the sources, so that packages are found; the package's own name leads to its sources.
    folder = await mkdtemp(packagePath('test', '.types-'));
    const files = new Map([['good.ts', moduleOf(good)]]);
    for (const [index, line] of Object.values(bad).entries()) files.set(`bad-${index}.ts`, moduleOf([line]));
    for (const [name, text] of files) await writeFile(join(folder, name), text);
    const { compilerOptions } = JSON.parse(await readFile(packagePath('tsconfig.json'), 'utf8'));
    const paths = { 'vtenext-customer-portal': [packagePath('src/index.ts')] };
    const config = { compilerOptions: { ...compilerOptions, paths }, include: [`${folder}/*.ts`] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const root = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
    const compiler = join(root, 'bin/tsc');
    said = await run(process.execPath, [compiler, '-p', folder]).then(
      () => '',
      (error: { readonly stdout: string }) => error.stdout,
    );
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const faultsOf = (file: string): readonly string[] =>
    said.split('\n').filter((line) => line.includes(`${file}(`) && /error TS\d+/.test(line));

  it('should take what is right', () => {
    assert.deepEqual(faultsOf('good.ts'), []);
  });

  names.forEach((name, index) => {
    it(`should not compile ${name}`, () => {
      assert.equal(faultsOf(`bad-${index}.ts`).length > 0, true, said.slice(0, 2_000));
    });
  });
});
