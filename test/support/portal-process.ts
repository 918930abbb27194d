import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packagePath } from '../../src/core/paths.js';

/** A portal in a process of its own, started as an administrator starts it. */
export interface PortalProcess {
  /** Ends it as the system does when memory is out: at once, with nothing finished. */
  kill(): Promise<void>;
}

/** The settings of a portal on a test's CRM at a port of its own, with a mail server. */
export function environmentOf(
  config: { readonly databaseUrl: string; readonly storageDir: string; readonly secret: string },
  { port, smtpUrl }: { readonly port: number; readonly smtpUrl: string },
): Readonly<Record<string, string>> {
  return {
    PORTAL_DATABASE_URL: config.databaseUrl,
    PORTAL_STORAGE_DIR: config.storageDir,
    PORTAL_SECRET: config.secret,
    PORTAL_BASE_URL: `http://localhost:${port}`,
    PORTAL_PORT: String(port),
    PORTAL_SMTP_URL: smtpUrl,
    PORTAL_MAIL_FROM: 'assistenza@acme.example',
  };
}

/** Starts `portal serve` in the CRM's folder with these settings and waits until it answers. */
export async function startPortalProcess(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<PortalProcess> {
  await writeAccess(folder);
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const child = spawn(process.execPath, [`--import=${tsx}`, packagePath('src/cli.ts'), 'serve'], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', PORTAL_LOG_LEVEL: 'error', ...environment },
  });
  const said = await greeting(child);
  assert.match(said, /The portal answers at/);
  return {
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** On the embedded CRM `serve` prints whom one can sign in as; a test's database was not made by it, so it knows nobody. */
async function writeAccess(folder: string): Promise<void> {
  const access = { customers: [], admin: { userName: '', password: '' } };
  await writeFile(join(folder, 'access.json'), JSON.stringify(access));
}

/** What the process says until it answers, or until it ends. */
function greeting(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes('The portal answers at')) resolve(said);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => resolve(said));
  });
}
