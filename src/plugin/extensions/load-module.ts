import { register } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isExtension } from './define-extension.js';
import type { Extension } from './extension.js';
import { type ExtensionFolder, insideFolder } from './extension-folder.js';
import type { ResolveData } from './resolve-hook.js';

/** From `src` under a loader, from `dist` as it is. */
const ENDING = extname(import.meta.url);
let isRegistered = false;

/** Imports an extension's main module, anew for each state of its folder, and checks what it exports. */
export async function loadModule(folder: ExtensionFolder & { readonly manifest: object }): Promise<Extension> {
  const { id, path, manifest, stamp } = folder as Required<ExtensionFolder>;
  const url = pathToFileURL(insideFolder(path, manifest?.main ?? ''));
  url.searchParams.set('extension', `${id}-${stamp}`);
  registerHook();
  const module: { readonly default?: unknown } = await import(url.href);
  const found = module.default;
  if (!isExtension(found)) throw new TypeError(`${manifest?.main}: its default export is not made by defineExtension`);
  if (found.id !== id) throw new TypeError(`${manifest?.main}: its id is ${found.id}, but its folder is ${id}`);
  return found;
}

/** Costs a thread, which a portal without extensions does not pay. */
function registerHook(): void {
  if (isRegistered) return;
  isRegistered = true;
  const data: ResolveData = { apiUrl: new URL(`./author-api${ENDING}`, import.meta.url).href };
  register(`./resolve-hook${ENDING}`, import.meta.url, { data });
}
