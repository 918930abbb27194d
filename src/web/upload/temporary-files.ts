import { chmod, type FileHandle, lstat, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { randomToken } from '../../core/secrets.js';

const HOUR_MS = 3_600_000;

/** One file being written. */
interface TemporaryFile {
  readonly path: string;
  write(chunk: Buffer): Promise<unknown>;
  close(): Promise<void>;
}

/** The uploads of one request: random names, readable by nobody else, gone when the request is over. */
export class TemporaryFiles {
  readonly #directory: string;
  readonly #paths: string[] = [];
  #isOver = false;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async create(): Promise<TemporaryFile> {
    const path = join(this.#directory, `upload-${randomToken()}`);
    if (this.#isOver) throw new Error('the request is over');
    this.#paths.push(path);
    const handle = await open(path, 'wx', 0o600);
    if (this.#isOver) await abandon(handle, path);
    return { path, write: (chunk) => handle.writeFile(chunk), close: () => handle.close() };
  }

  /** Files that were moved to their place meanwhile are not there any more, which is fine. */
  async removeAll(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#paths.map((path) => rm(path, { force: true })));
  }
}

/** The connection broke while the file was being made: `removeAll` may have come too early for it. */
async function abandon(handle: FileHandle, path: string): Promise<never> {
  await handle.close();
  await rm(path, { force: true });
  throw new Error('the request is over');
}

/**
 * Makes the upload folder, closed to everybody else, and clears what an earlier process left behind; files younger than an hour may be in
 * use. Throws when the path is not a folder of this user: in a shared temporary folder somebody may have been there first.
 */
export async function prepareUploadDirectory(directory: string, now: number = Date.now()): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const found = await lstat(directory);
  if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid()))
    throw new Error(`${directory} is not a folder of this user`);
  await chmod(directory, 0o700);
  for (const name of await readdir(directory)) {
    if (!name.startsWith('upload-')) continue;
    const path = join(directory, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }));
    if (now - mtimeMs > HOUR_MS) await rm(path, { force: true });
  }
}
