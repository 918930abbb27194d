import { execFile } from 'node:child_process';
import { cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { StartRefusedError } from '../../core/errors.js';
import { plainLines } from '../../core/setting-text.js';
import { readExtensionFolder } from './extension-folder.js';
import { checkExtensionManifest, EXTENSION_ID, type ExtensionManifest } from './extension-manifest.js';

/** A registry may be slow. */
const LONGEST_DOWNLOAD_MS = 120_000;
const run = promisify(execFile);

/**
 * Copies an extension, a folder or an npm package with what it depends on, into the folder of extensions under its id, whole or not at all.
 * Nothing of it is run, an npm package's scripts neither. StartRefusedError with every reason.
 */
export async function addExtensionFolder(
  directory: string,
  source: string,
  { replaces }: { readonly replaces: boolean },
): Promise<ExtensionManifest> {
  await mkdir(directory, { recursive: true });
  const staging = await mkdtemp(join(directory, '.adding-'));
  try {
    const found = (await isFolder(source)) ? resolve(source) : await fetchPackage(source, staging);
    const id = await idOf(found);
    const staged = join(staging, 'checked', id);
    await cp(found, staged, { recursive: true, verbatimSymlinks: true, filter: (path) => basename(path) !== '.git' });
    await takeDependencies(staging, staged, found);
    const { manifest, faults } = await readExtensionFolder(join(staging, 'checked'), id);
    if (!manifest) throw new StartRefusedError(faults);
    await putInPlace(staged, join(directory, id), join(staging, 'replaced'), replaces);
    return manifest;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Takes an extension out of the folder of extensions; one that is not there is gone already. */
export async function removeExtensionFolder(directory: string, id: string): Promise<void> {
  if (!EXTENSION_ID.test(id)) throw new StartRefusedError([`${id}: is no name of an extension`]);
  await rm(join(directory, id), { recursive: true, force: true });
}

async function idOf(folder: string): Promise<string> {
  let manifest: unknown;
  try {
    manifest = JSON.parse(await readFile(join(folder, 'extension.json'), 'utf8'));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new StartRefusedError([`extension.json: ${isMissing ? 'is missing' : 'cannot be read as JSON'}`]);
  }
  const checked = checkExtensionManifest(manifest);
  if (!checked.manifest) throw new StartRefusedError(checked.faults.map(plainLines));
  return checked.manifest.id;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(resolve(path))).isDirectory();
  } catch {
    return false;
  }
}

/** Installs a package beside nothing else; returns its folder. */
async function fetchPackage(spec: string, staging: string): Promise<string> {
  const options = ['--prefix', staging, '--ignore-scripts', '--omit=dev', '--omit=peer', '--no-audit', '--no-fund'];
  const words = ['install', ...options, '--loglevel=error', '--', spec];
  try {
    await run('npm', words, { timeout: LONGEST_DOWNLOAD_MS });
    const installed = JSON.parse(await readFile(join(staging, 'package.json'), 'utf8'));
    const [name] = Object.keys(installed.dependencies ?? {});
    if (name !== undefined) return join(staging, 'node_modules', name);
  } catch (error) {
    const { stderr = '' } = error as { readonly stderr?: string };
    const [first] = stderr.split('\n').filter((line) => line.trim() !== '' && !/npm error code/.test(line));
    throw new StartRefusedError([
      `${spec}: is no folder, and npm cannot install it (${first ?? 'npm did not answer'})`,
    ]);
  }
  throw new StartRefusedError([`${spec}: is no folder, and npm installed nothing`]);
}

/** What npm put beside the package is looked for below it. */
async function takeDependencies(staging: string, target: string, found: string): Promise<void> {
  const shared = join(staging, 'node_modules');
  const names = (await isFolder(shared)) ? await readdir(shared) : [];
  for (const name of names.filter((entry) => !entry.startsWith('.'))) {
    const place = join(target, 'node_modules', name);
    await cp(join(shared, name), place, {
      recursive: true,
      verbatimSymlinks: true,
      force: false,
      filter: (path) => path !== found,
    });
  }
}

async function putInPlace(staged: string, place: string, replaced: string, replaces: boolean): Promise<void> {
  const isTaken = await isFolder(place);
  if (isTaken && !replaces)
    throw new StartRefusedError([`${basename(place)}: is there already; --replace puts this one in its place`]);
  if (isTaken) await rename(place, replaced);
  await rename(staged, place);
}
