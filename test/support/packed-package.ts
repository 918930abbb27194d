import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { packagePath } from '../../src/core/paths.js';

const run = promisify(execFile);

/** Puts the package as it is published, and links to what it depends on, into a folder's `node_modules`; nothing is downloaded. */
export async function installPacked(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  const { name, dependencies } = JSON.parse(await readFile(packagePath('package.json'), 'utf8')) as {
    readonly name: string;
    readonly dependencies: Readonly<Record<string, string>>;
  };
  await mkdir(join(modules, name), { recursive: true });
  const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await run('npm', words, { cwd: packagePath(), maxBuffer: 16_000_000 });
  const [{ filename }] = JSON.parse(stdout) as [{ readonly filename: string }];
  await run('tar', ['-xzf', join(folder, filename), '-C', join(modules, name), '--strip-components=1']);
  for (const dependency of Object.keys(dependencies)) {
    await mkdir(dirname(join(modules, dependency)), { recursive: true });
    await symlink(packagePath('node_modules', dependency), join(modules, dependency));
  }
}
