import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readExtensionFolder } from '../../../src/plugin/extensions/extension-folder.js';
import { checkExtensionManifest } from '../../../src/plugin/extensions/extension-manifest.js';

const good = {
  manifestVersion: 1,
  id: 'greeting',
  name: 'Greeting',
  description: 'Greets.',
  version: '1.0.0',
  portal: '>=0.1.0',
  main: 'index.js',
};
const setting = { key: 'word', type: 'text', label: { en: 'Word' }, default: '' };

/** Manifests nobody should take, and what is said of each. */
const bad: readonly [string, object, RegExp][] = [
  ['a name with a control character', { name: 'Greet\u001b[2Jing' }, /name: must be one line/],
  ['a name of two lines', { name: 'Greeting\noff' }, /name: must be one line/],
  ['a description whose direction turns', { description: 'Greets \u202esteerG' }, /description: must be one line/],
  ['a huge name', { name: 'x'.repeat(101) }, /name: /],
  ['a huge description', { description: 'x'.repeat(501) }, /description: /],
  ['a huge label', { settings: [{ ...setting, label: { en: 'x'.repeat(301) } }] }, /settings\.0\.label\.en/],
  ['a label without English', { settings: [{ ...setting, label: { it: 'Parola' } }] }, /label: needs "en"/],
  ['a hint of two lines', { settings: [{ ...setting, hint: { en: 'a\nb' } }] }, /hint\.en: must be one line/],
  ['a setting the form has already', { settings: [{ ...setting, key: 'mark' }] }, /key: is a name of the form/],
  ['a setting no form lets through', { settings: [{ ...setting, key: 'constructor' }] }, /key: is a name/],
  ['a setting twice', { settings: [setting, setting] }, /has a key twice/],
  ['more settings than a row holds', { settings: many(31) }, /settings: /],
  ['a huge default', { settings: [{ ...setting, default: 'x'.repeat(501) }] }, /default/],
  ['a number beyond its bounds', { settings: [{ ...number(), default: 9 }] }, /its default must be/],
  ['a number that is a text', { settings: [{ ...number(), default: '2' }] }, /its default must be/],
  ['a choice of nothing', { settings: [{ ...setting, type: 'choice', options: [] }] }, /options/],
  ['a choice that is no option', { settings: [{ ...setting, type: 'choice', options: ['a'] }] }, /its default must/],
  ['a module outside', { main: 'a/../../b.js' }, /main: must not leave/],
  ['an absolute module', { main: '/etc/passwd.js' }, /main: must be/],
  ['an id of a path', { id: '../greeting' }, /id: must be/],
  ['an endless version', { version: `1.0.${'0'.repeat(60)}` }, /version: /],
];

function many(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({ ...setting, key: `word${index}` }));
}

function number(): object {
  return { ...setting, type: 'number', min: 1, max: 3, default: 2 };
}

describe('extension.json', () => {
  it('should be taken as it should be', () => {
    const settings = [...many(28), { ...number(), key: 'times' }, { ...setting, label: { en: '<b>Word</b>' } }];
    assert.deepEqual(checkExtensionManifest({ ...good, settings }).faults, []);
  });

  for (const [what, changes, expected] of bad)
    it(`should not be taken with ${what}`, () => {
      const { manifest, faults } = checkExtensionManifest({ ...good, ...changes });
      assert.equal(manifest, undefined);
      assert.match(faults.join('\n'), expected);
    });

  it('should never have its faults steer the terminal they are printed in', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'portal-manifest-'));
    try {
      await mkdir(join(directory, 'greeting'));
      for (const text of [JSON.stringify({ ...good, '\u001b[2J': 1 }), '\u001b[2J{', `{"id": "\u202e"`]) {
        await writeFile(join(directory, 'greeting', 'extension.json'), text);
        const { manifest, faults } = await readExtensionFolder(directory, 'greeting');
        assert.equal(manifest, undefined);
        assert.equal(faults.length, 1);
        assert.doesNotMatch(faults.join(''), /[\p{Cc}\u202e]/u, text);
      }
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it('should not be taken when it is no manifest at all', () => {
    for (const value of [undefined, null, 7, 'text', [], {}])
      assert.ok(checkExtensionManifest(value).faults.length > 0, JSON.stringify(value));
  });
});
