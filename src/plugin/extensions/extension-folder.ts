import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { plainLines } from '../../core/setting-text.js';
import { checkExtensionManifest, EXTENSION_ID, type ExtensionManifest } from './extension-manifest.js';

/** A folder of the extensions' directory, as it lies there. */
export interface ExtensionFolder {
  /** Its name; the manifest's id must be the same. */
  readonly id: string;
  readonly path: string;
  /** Undefined: there is none, or it is faulty. */
  readonly manifest: ExtensionManifest | undefined;
  readonly faults: readonly string[];
  /** Changes with every file. */
  readonly stamp: string;
}

const MOST_FILES = 5_000;
const LONGEST_MANIFEST = 100_000;

/** Names of the folders that may be extensions; a directory that is not there has none. */
export async function extensionNames(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && EXTENSION_ID.test(entry.name))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Reads one folder; whatever is wrong with it is a fault, never an error. */
export async function readExtensionFolder(directory: string, id: string): Promise<ExtensionFolder> {
  const path = join(directory, id);
  try {
    const stamp = await stampOf(path);
    const { manifest, faults } = checkExtensionManifest(await readManifestFile(path));
    const isOther = manifest !== undefined && manifest.id !== id;
    const all = isOther ? [`extension.json: id: is ${manifest.id}, but its folder is ${id}`] : faults.map(plainLines);
    return { id, path, manifest: all.length > 0 ? undefined : manifest, faults: all, stamp };
  } catch (error) {
    const fault = plainLines(faultOf(error, path));
    return { id, path, manifest: undefined, faults: [fault], stamp: fault };
  }
}

function faultOf(error: unknown, folder: string): string {
  const { code, path, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' && path === folder ? 'its folder is missing' : (message ?? String(error));
}

/** The absolute path of something in an extension's folder; throws when it is not there or leads out of it, also by a link. */
export function insideFolder(folder: string, path: string): string {
  const root = realpathSync(folder);
  let found: string;
  try {
    found = realpathSync(join(root, path));
  } catch {
    throw new RangeError(`${path}: is not in the folder`);
  }
  if (found !== root && !found.startsWith(root + sep)) throw new RangeError(`${path}: leads out of the folder`);
  return found;
}

async function readManifestFile(path: string): Promise<unknown> {
  const file = join(path, 'extension.json');
  let text: string;
  try {
    if ((await lstat(file)).size > LONGEST_MANIFEST) throw new RangeError('extension.json: is too long');
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new Error('extension.json: is missing');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`extension.json: is no JSON (${error instanceof Error ? error.message : 'unknown'})`);
  }
}

/** Of its own files; what a package manager put there changes with them. A link is refused: it may lead anywhere. */
async function stampOf(root: string): Promise<string> {
  const digest = createHash('sha256');
  let count = 0;
  const visit = async (folder: string): Promise<void> => {
    for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue;
      const path = join(folder, entry.name);
      const name = relative(root, path);
      count += 1;
      if (count > MOST_FILES) throw new Error(`has more than ${MOST_FILES} files`);
      if (entry.isSymbolicLink()) throw new Error(`${name}: is a link`);
      if (entry.isDirectory()) await visit(path);
      else {
        const { size, mtimeMs } = await lstat(path);
        digest.update(`${name}\0${size}\0${mtimeMs}\n`);
      }
    }
  };
  await visit(root);
  return digest.digest('hex').slice(0, 16);
}
