import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createTranslator } from '../../../src/core/i18n.js';
import { packagePath } from '../../../src/core/paths.js';
import type { InterfaceVersion } from '../../../src/core/view-types.js';
import type { AssetStore } from '../../../src/web/assets.js';
import { createViewEngine } from '../../../src/web/view-engine.js';
import { buildFrameView } from '../../fixtures/frame-views.js';

const assets: AssetStore = { find: () => undefined, nameOf: (name) => name, icon: () => '' };
const t = createTranslator(packagePath('locales')).for('it');

describe('ViewEngine', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-views-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Writes templates into `<folder>/<name>` and returns that folder. */
  const write = (name: string, templates: Readonly<Record<string, string>>): string => {
    for (const [path, source] of Object.entries(templates)) {
      const file = join(folder, name, `${path}.hbs`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, source);
    }
    return join(folder, name);
  };
  const renderer = (...directories: readonly string[]) => {
    const engine = createViewEngine(directories, assets);
    return (template: string, version: InterfaceVersion, data = {}): string =>
      engine.render(template, data, { t, frame: buildFrameView({ interface: version }) });
  };

  describe('#render', () => {
    it('should take the page of the frame’s interface, else the shared one', () => {
      const render = renderer(write('own', { 'pages/list': 'both', 'v1/pages/list': 'first', 'pages/me': 'me' }));
      assert.deepEqual([render('pages/list', 1), render('pages/list', 2)], ['first', 'both']);
      assert.deepEqual([render('pages/me', 1), render('pages/me', 2)], ['me', 'me']);
    });

    it('should take an interface’s partials inside shared pages', () => {
      const templates = { 'pages/a': '{{> fields/text}}', 'fields/text': 'shared', 'v2/fields/text': 'second' };
      const render = renderer(write('own', templates));
      assert.deepEqual([render('pages/a', 1), render('pages/a', 2)], ['shared', 'second']);
    });

    it('should find a partial by its kind where only one interface has it', () => {
      const templates = { 'pages/a': '{{> (partial "fields" kind)}}', 'v1/fields/star': '*' };
      const render = renderer(write('own', templates));
      assert.equal(render('pages/a', 1, { kind: 'star' }), '*');
      assert.throws(() => render('pages/a', 2, { kind: 'star' }), /no partial fields\/star/);
    });

    it('should leave a place empty that an interface does not fill', () => {
      const place = '[{{#> partials/more}}{{/partials/more}}]';
      const render = renderer(write('own', { 'pages/a': place, 'v1/partials/more': 'more' }));
      assert.deepEqual([render('pages/a', 1), render('pages/a', 2)], ['[more]', '[]']);
    });

    it('should let a later directory replace shared files and those of one interface', () => {
      const own = write('own', { 'pages/a': 'own', 'v1/pages/a': 'own first' });
      const extension = write('extension', { 'pages/a': 'theirs', 'v1/pages/b': 'only first' });
      const render = renderer(own, extension);
      assert.deepEqual([render('pages/a', 1), render('pages/a', 2)], ['own first', 'theirs']);
      assert.equal(render('pages/b', 1), 'only first');
      assert.throws(() => render('pages/b', 2), /no template pages\/b/);
    });
  });

  it('should refuse to start with a template that does not parse, of either interface', () => {
    assert.throws(() => renderer(write('own', { 'v1/pages/a': '{{#if}' })), /Parse error/);
  });
});
