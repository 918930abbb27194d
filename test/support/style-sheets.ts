import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packagePath } from '../../src/core/paths.js';

/** Every style sheet the build made, as one text. */
export function shippedStyles(): string {
  return stylesIn(packagePath('dist', 'assets'));
}

/** What the build made it of: the framework whole, and our own. */
export function sourceStyles(): string {
  const tabler = createRequire(import.meta.url).resolve('@tabler/core/dist/css/tabler.css');
  return `${readFileSync(tabler, 'utf8')}\n${stylesIn(packagePath('assets', 'css'))}`;
}

/** The classes that rules ask for; those they only except (`:not(.x)`) do not count. */
export function classesOfStyles(css: string): Set<string> {
  return namesIn(css, /\.(-?[a-zA-Z_][\w-]*)/g);
}

/** The elements that rules ask for. */
export function tagsOfStyles(css: string): Set<string> {
  return namesIn(css, /(?<![\w.#:[-])([a-z][a-z0-9]*)(?![\w(-])/g);
}

/** The classes on a page. */
export function classesOfPage(html: string): Set<string> {
  const values = [...html.matchAll(/\sclass="([^"]*)"/g)].map(([, value = '']) => value);
  return new Set(values.flatMap((value) => value.split(/\s+/)).filter(Boolean));
}

function namesIn(css: string, name: RegExp): Set<string> {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/"[^"]*"|'[^']*'/g, '""');
  const selectors = [...bare.matchAll(/([^{};]+)\{/g)].map(([, selector = '']) => selector.trim());
  const asked = selectors
    .filter((selector) => !/^(?:@|from$|to$|[\d.]+%)/.test(selector))
    .map((selector) => selector.replace(/:not\((?:[^()]|\([^()]*\))*\)/g, '').replace(/\[[^\]]*\]/g, ''));
  return new Set(asked.flatMap((selector) => [...selector.matchAll(name)].map(([, found = '']) => found)));
}

function stylesIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'));
  return files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}
