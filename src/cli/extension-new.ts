import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { StartRefusedError } from '../core/errors.js';
import { packagePath } from '../core/paths.js';
import { checkExtensionManifest } from '../plugin/extensions/extension-manifest.js';
import { readManifest } from '../plugin/read-manifest.js';
import { extensionFiles, manifestOf } from './extension-files.js';
import type { CommandContext } from './settings.js';

/** Adds `extension new`, which needs neither a CRM nor settings. */
export function addExtensionNew(extension: Command, context: Pick<CommandContext, 'output'>): void {
  extension
    .command('new')
    .description('write the folder of a new extension: typed, with texts, a page and a test')
    .argument('<name>', 'its id, and the name of its folder: 2 to 30 of a-z, 0-9 and -')
    .option('--in <folder>', 'where to make the folder', '.')
    .action(async (name: string, options: { readonly in: string }) => {
      const folder = await writeExtension(resolve(options.in), name);
      context.output.out(`${folder} is there. Next:`);
      for (const command of nextCommands(folder)) context.output.out(`  ${command}`);
    });
}

/** What makes a new folder's tests run: this very portal brings the types and the test harness. */
function nextCommands(folder: string): readonly string[] {
  return [`cd ${shellWord(folder)}`, `npm install --save-dev ${shellWord(packagePath())}`, 'npm test'];
}

function shellWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** Writes the folder and returns its path; throws StartRefusedError on a name that cannot be, and on a folder that is there already. */
export async function writeExtension(parent: string, id: string): Promise<string> {
  const { version } = readManifest();
  const { faults } = checkExtensionManifest(manifestOf(id, version));
  if (faults.length > 0)
    throw new StartRefusedError(faults.map((fault) => fault.replace(/^extension\.json: id: /, `${id}: `)));
  const folder = join(parent, id);
  await mkdir(parent, { recursive: true });
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new StartRefusedError([`${folder}: is there already`]) : error;
  });
  for (const [path, text] of extensionFiles(id, version)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return folder;
}
