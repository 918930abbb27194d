import { access, constants, readdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DoctorDeps } from './doctor-deps.js';
import { type Checks, type Finding, found } from './outcomes.js';

const LOW_BYTES = 1024 ** 3;
const FULL_BYTES = 100 * 1024 ** 2;
/** Newest files looked at: enough to see whose they are. */
const MOST_FILES = 200;
const GROUP_READ = 0o040;
const OTHERS_READ = 0o004;

/** Whether files can be kept and read, by the portal and by the CRM's PHP. */
export function fileChecks({
  config,
  uploadDir,
}: DoctorDeps): Pick<Checks, 'storage' | 'fileModes' | 'uploads' | 'disk'> {
  const storage = join(config.storageDir, 'storage');
  return {
    storage: () => usable(storage),
    fileModes: () => modesOf(storage),
    async uploads() {
      // Made at the first start: until then its place counts.
      const made = await usable(uploadDir);
      const { outcome } = made.outcome === 'missing' ? await usable(dirname(uploadDir)) : made;
      return found(outcome === 'usable' ? 'usable' : 'closed', { folder: uploadDir });
    },
    async disk() {
      const facts = await statfs(storage).catch(() => undefined);
      if (!facts) return found('unknown');
      const free = facts.bavail * facts.bsize;
      return found(free < FULL_BYTES ? 'full' : free < LOW_BYTES ? 'low' : 'enough', { free });
    },
  };
}

async function usable(folder: string): Promise<Finding> {
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return found('usable', { folder });
  } catch (error) {
    return found((error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'closed', { folder });
  }
}

/**
 * PHP reads the portal's files as the storage's owner, by its group, or as anybody: a file of another owner needs the storage's group and
 * its bit, or the bit of all others.
 */
async function modesOf(storage: string): Promise<Finding> {
  const owner = await stat(storage);
  const closed: string[] = [];
  for (const path of await newestFiles(storage, MOST_FILES)) {
    const file = await stat(path).catch(() => undefined);
    if (!file || file.uid === owner.uid) continue;
    const byGroup = file.gid === owner.gid && (file.mode & GROUP_READ) !== 0;
    if (!byGroup && (file.mode & OTHERS_READ) === 0) closed.push(path.slice(storage.length + 1));
  }
  return closed.length > 0 ? found('closed', { count: closed.length }, closed.slice(0, 20)) : found('readable');
}

/** Files of the newest folders first; names sort by year and number well enough. */
async function newestFiles(folder: string, limit: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => b.name.localeCompare(a.name, 'en', { numeric: true }))) {
    if (files.length >= limit) break;
    const path = join(folder, entry.name);
    if (entry.isFile()) files.push(path);
    else if (entry.isDirectory()) files.push(...(await newestFiles(path, limit - files.length)));
  }
  return files;
}
