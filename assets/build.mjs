// Builds dist/assets: a script and a style sheet for everybody and one for the administration, fonts, the icons in use, each under a name with a hash of its content, with a
// brotli and a gzip file beside it. Run by `npm start` every time, so it does nothing when nothing changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { usedNames } from './used-names.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'dist/assets');
const stamp = join(root, 'dist/assets.stamp');
const inputs = ['assets', 'templates', 'src'].flatMap((folder) => filesBelow(join(root, folder)));
const fingerprint = fingerprintOf([...inputs, join(root, 'package-lock.json')]);

if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) process.exit(0);

// Loaded only now: looking whether there is something to do shall not cost the tools' start.
const { build } = await import('esbuild');
const { cutFramework } = await import('./cut-framework.mjs');

// Two builds at once (a test beside a start) must not write into one folder.
const fresh = `${target}.${process.pid}`;
rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });
const manifest = {};

const scripts = await build({
  entryPoints: ['portal', 'admin'].map((name) => join(root, `assets/src/${name}.ts`)),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  outdir: fresh,
  write: false,
});
for (const file of scripts.outputFiles) put(basename(file.path), file.contents);

const styles = await build({
  entryPoints: ['portal', 'v1', 'admin'].map((name) => join(root, `assets/css/${name}.css`)),
  bundle: true,
  minify: true,
  legalComments: 'none',
  plugins: [cutFramework(usedNames(root))],
  outdir: fresh,
  assetNames: '[name].[hash]',
  loader: { '.woff2': 'file' },
  logLevel: 'warning',
  write: false,
});
for (const file of styles.outputFiles) {
  if (extname(file.path) === '.css') put(basename(file.path), file.contents);
  else putFont(basename(file.path), file.contents);
}

put('favicon.svg', readFileSync(join(root, 'assets/favicon.svg')));
writeFileSync(join(fresh, 'icons.json'), JSON.stringify(iconsInUse()));
writeFileSync(join(fresh, 'manifest.json'), JSON.stringify(manifest));
rmSync(target, { recursive: true, force: true });
renameSync(fresh, target);
writeFileSync(stamp, fingerprint);

/** The insides of every Tabler outline icon whose name stands somewhere between quotes: in a template, or in code that chooses one. */
function iconsInUse() {
  const folder = join(dirname(createRequire(import.meta.url).resolve('@tabler/icons/package.json')), 'icons/outline');
  const known = new Set(readdirSync(folder).map((file) => basename(file, '.svg')));
  const quoted = inputs
    .filter((file) => /\.(hbs|ts)$/.test(file))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/["']([a-z0-9]+(?:-[a-z0-9]+)*)["']/g)]);
  const names = [...new Set(quoted.map(([, name]) => name))].filter((name) => known.has(name)).sort();
  return Object.fromEntries(names.map((name) => [name, iconPaths(readFileSync(join(folder, `${name}.svg`), 'utf8'))]));
}

function iconPaths(svg) {
  const inside = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
  return inside
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, '')
    .replace(/\s+/g, ' ')
    .replace(/(?<=>) (?=<)| (?=\/>)/g, '')
    .trim();
}

function put(name, content) {
  const extension = extname(name);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
  manifest[name] = `${basename(name, extension)}.${hash}${extension}`;
  writeCompressed(manifest[name], content);
}

/** Fonts carry their hash already, for the style sheet, and are compressed inside. */
function putFont(hashed, content) {
  manifest[hashed.replace(/\.\w+(?=\.woff2$)/, '')] = hashed;
  writeFileSync(join(fresh, hashed), content);
}

function writeCompressed(name, content) {
  writeFileSync(join(fresh, name), content);
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  writeFileSync(join(fresh, `${name}.br`), brotliCompressSync(content, { params: quality }));
  writeFileSync(join(fresh, `${name}.gz`), gzipSync(content, { level: 9 }));
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function fingerprintOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${relative(root, file)}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest('hex');
}
