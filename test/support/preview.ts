/**
 * Renders every page of the fixtures as a static file: `node --import=tsx test/support/preview.ts <folder> [asset folder]`. The asset folder
 * is copied beside them and addressed relatively, so that the files can be opened as they are.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packagePath } from '../../src/core/paths.js';
import { fixturePages } from '../fixtures/views.js';
import { createPageRenderer } from './page-renderer.js';

const [folder = 'preview', assets = packagePath('dist/assets')] = process.argv.slice(2);
const target = resolve(folder);
const render = createPageRenderer(assets);

mkdirSync(join(target, 'portal'), { recursive: true });
cpSync(assets, join(target, 'portal/assets'), { recursive: true });
for (const page of fixturePages) {
  writeFileSync(join(target, `${page.name}.html`), render(page).replaceAll('"/portal/assets/', '"portal/assets/'));
}
process.stdout.write(`${fixturePages.length} pages in ${target}\n`);
