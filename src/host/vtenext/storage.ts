import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import {
  access,
  chmod,
  copyFile,
  type FileHandle,
  mkdir,
  open,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { HostUnavailableError } from '../../core/errors.js';

/** Readable for the CRM's PHP, which shares the group; never for others. */
const fileMode = 0o640;
const folderMode = 0o750;

/** The CRM's stored files below `root`, its own root folder. Paths are relative to it: `storage/2026/November/week4/52_name.txt`. */
export class FileStorage {
  readonly #root: string;

  constructor(root: string) {
    this.#root = resolve(root);
  }

  /**
   * Moves a finished temporary file to its place, also from another file system. When it returns, bytes and name have reached
   * the disk. Throws HostUnavailableError when the storage cannot be written.
   */
  async place(temporaryPath: string, path: string): Promise<void> {
    const target = this.#inside(path);
    try {
      await this.#makeFolder(dirname(path));
      await moveDurably(temporaryPath, target);
    } catch (error) {
      throw new HostUnavailableError(undefined, { cause: error });
    }
  }

  /** Removes a placed file; none there is fine. */
  async remove(path: string): Promise<void> {
    await rm(this.#inside(path), { force: true });
  }

  /** Opens a stored file for reading; undefined if it is not there, no plain file, or lies outside the storage. */
  async open(path: string): Promise<{ readonly handle: FileHandle; readonly bytes: number } | undefined> {
    const handle = await this.#openInside(path);
    if (!handle) return undefined;
    const facts = await handle.stat();
    if (facts.isFile()) return { handle, bytes: facts.size };
    await handle.close();
    return undefined;
  }

  async #openInside(path: string): Promise<FileHandle | undefined> {
    try {
      const [root, file] = await Promise.all([realpath(join(this.#root, 'storage')), realpath(this.#inside(path))]);
      // A link in the storage must not lead out of it.
      if (!file.startsWith(root + sep)) return undefined;
      return await open(file, 'r');
    } catch (error) {
      if (isAbsence(error)) return undefined;
      throw new HostUnavailableError(undefined, { cause: error });
    }
  }

  #inside(path: string): string {
    const full = resolve(this.#root, path);
    if (full.startsWith(join(this.#root, 'storage') + sep)) return full;
    throw new OutsideStorageError();
  }

  /** Every folder on the way gets the CRM's empty page, so that a web server lists none of them. */
  async #makeFolder(folder: string): Promise<void> {
    const parts = folder.split('/').filter(Boolean);
    for (let depth = 1; depth <= parts.length; depth += 1) {
      const path = join(this.#root, ...parts.slice(0, depth));
      const created = await mkdir(path, { recursive: true, mode: folderMode });
      if (created === undefined) continue;
      await chmod(path, folderMode);
      await writeFile(join(path, 'index.html'), '<html></html>\n', { mode: fileMode });
      await syncFolder(dirname(path));
    }
  }
}

/** A path that leads out of the storage; treated as a file that is not there. */
class OutsideStorageError extends Error {
  readonly code = 'ENOENT';
}

async function moveDurably(source: string, target: string): Promise<void> {
  const near = `${target}.${randomUUID()}.part`;
  try {
    await rename(source, near).catch((error: unknown) => copyAcross(error, source, near));
    await chmod(near, fileMode);
    await syncFile(near);
    await refuseExisting(target);
    await rename(near, target);
    await syncFolder(dirname(target));
  } catch (error) {
    await rm(near, { force: true });
    throw error;
  }
}

async function copyAcross(error: unknown, source: string, target: string): Promise<void> {
  if ((error as { readonly code?: unknown }).code !== 'EXDEV') throw error;
  await copyFile(source, target, constants.COPYFILE_EXCL);
  await rm(source, { force: true });
}

/** Ids are never given twice; a file of that name would be somebody else's bytes. */
async function refuseExisting(target: string): Promise<void> {
  const exists = await access(target).then(
    () => true,
    () => false,
  );
  if (exists) throw new Error('a stored file has this name already');
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isAbsence(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'ENAMETOOLONG';
}
