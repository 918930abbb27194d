import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One built file with what it was compressed to. */
export interface Asset {
  readonly body: Buffer;
  readonly br: Buffer | undefined;
  readonly gzip: Buffer | undefined;
  readonly type: string;
}

/** The built assets, all in memory. */
export interface AssetStore {
  /** By the hashed file name. */
  find(fileName: string): Asset | undefined;
  /** `portal.css` → `portal.1a2b3c4d.css`; throws on a name the build does not know. */
  nameOf(name: string): string;
  /** An inline `<svg>`, whose strokes are the style sheet's; a name that was not built in (profiles may hold any) gets a plain dot. */
  icon(name: string, size: number): string;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

/** Reads a built asset folder (`manifest.json`, `icons.json` and the files they name). */
export function loadAssets(directory: string): AssetStore {
  const manifest = readJson(join(directory, 'manifest.json'));
  const icons = readJson(join(directory, 'icons.json'));
  const files = new Map<string, Asset>();
  for (const file of readdirSync(directory)) {
    const type = types[extname(file)];
    if (type) files.set(file, readAsset(join(directory, file), type));
  }
  return {
    find: (fileName) => files.get(fileName),
    nameOf: (name) => known(manifest, name, 'asset'),
    icon: (name, size) =>
      `<svg width="${size}" height="${size}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">` +
      `${icons.get(name) ?? known(icons, 'circle-dot', 'icon')}</svg>`,
  };
}

function readAsset(path: string, type: string): Asset {
  return { body: readFileSync(path), br: readIfThere(`${path}.br`), gzip: readIfThere(`${path}.gz`), type };
}

function readIfThere(path: string): Buffer | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}

function readJson(path: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>));
}

function known(map: ReadonlyMap<string, string>, name: string, what: string): string {
  const value = map.get(name);
  if (value === undefined) throw new Error(`the build has no ${what} ${name}`);
  return value;
}
