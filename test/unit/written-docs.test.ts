import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { createProgram } from '../../src/cli/program.js';
import { packagePath } from '../../src/core/paths.js';
import { readManifest } from '../../src/plugin/read-manifest.js';
import { adminScreens } from '../support/admin-screens.js';
import { adminExtensionScreens, extensionScreens } from '../support/extension-screens.js';
import { screens } from '../support/screens.js';

const documents = [
  'README.md',
  ...readdirSync(packagePath('docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const textOf = (path: string): string => readFileSync(packagePath(path), 'utf8');

/** Where a path may begin that a document names without `src/`. */
const FLOORS = ['core', 'hooks', 'host', 'store', 'access', 'mail', 'web', 'features', 'plugin', 'cli'];

describe('written documents', () => {
  it('should name files that are there', () => {
    const text = textOf('docs/architecture.md');
    const named = [...text.matchAll(/`([\w-]+(?:\/[\w.-]+)*\/?(?:\.\w+)?)`/g)].map(([, path = '']) => path);
    const paths = named.filter((path) => path.includes('/'));
    assert.ok(paths.length > 40, `${paths.length} paths`);
    const missing = paths.filter((path) => {
      const [first = ''] = path.split('/');
      return !existsSync(packagePath(FLOORS.includes(first) ? `src/${path}` : path));
    });
    assert.deepEqual(missing, []);
  });

  for (const path of documents)
    it(`should name commands and files that are there, in ${path}`, () => {
      const program = createProgram({ environment: {}, output: { out: () => undefined, err: () => undefined } });
      const named = [...textOf(path).matchAll(/\bnpx portal ((?:[a-z][a-z-]*[ |]?)+)/g)].map(([, words = '']) => words);
      const wrong = named.filter((words) => !isCommand(program, words.trim().split(' ')[0] ?? ''));
      assert.deepEqual(wrong, []);
      const links = [...textOf(path).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);
      const folder = path.startsWith('docs/') ? 'docs' : '.';
      assert.deepEqual(
        links.filter((link) => !existsSync(packagePath(folder, link))),
        [],
      );
    });

  it('should say of every screen how accessible it is, in docs/accessibility.md', () => {
    const rows = new Set([...textOf('docs/accessibility.md').matchAll(/^\| ([\w-]+) \| \d/gm)].map(([, name]) => name));
    const all = [...screens, ...extensionScreens, ...adminScreens, ...adminExtensionScreens];
    assert.deepEqual(
      all.map(({ name }) => name).filter((name) => !rows.has(name)),
      [],
    );
  });

  it('should tell what this version changed', () => {
    assert.match(textOf('README.md'), new RegExp(`^- \\*\\*${readManifest().version}\\*\\*: .{20}`, 'm'));
  });
});

function isCommand(program: Command, name: string): boolean {
  return program.commands.some((command) => command.name() === name);
}
