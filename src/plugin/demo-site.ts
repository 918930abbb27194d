import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Knex } from 'knex';
import type { WallClock } from '../core/clock.js';
import type { Config } from '../core/config.js';
import { StartRefusedError } from '../core/errors.js';
import { createDemoSchema } from '../host/demo/create-demo-schema.js';
import { isDemoSeeded } from '../host/demo/demo-database.js';
import { type DemoAccess, seedDemoWorld } from '../host/demo/seed-demo-world.js';
import type { HostConfig } from './open-host.js';

/** Where the demo keeps its database, files and secret, below the working directory. */
export const DEMO_FOLDER = '.portal';

/** A configuration that lacks nothing any more. */
export type CompleteConfig = Config & HostConfig & { readonly secret: string };

interface DemoFiles {
  readonly database: string;
  readonly storage: string;
  readonly secret: string;
  readonly access: string;
}

/** Fills in what the demo needs and the environment does not say, making its folder and secret at the first start. */
export async function completeConfig(config: Config, folder: string = DEMO_FOLDER): Promise<CompleteConfig> {
  const { databaseUrl, storageDir, secret } = config;
  if (databaseUrl !== undefined && storageDir !== undefined && secret !== undefined)
    return { ...config, databaseUrl, storageDir, secret };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files = demoFiles(folder);
  const url = databaseUrl ?? `sqlite:${files.database}`;
  return {
    ...config,
    databaseUrl: url,
    adminDatabaseUrl: config.adminDatabaseUrl ?? url,
    storageDir: storageDir ?? files.storage,
    secret: secret ?? (await keptText(files.secret, () => randomBytes(32).toString('base64url'))),
  };
}

/** Makes the sample company unless it is there already; returns whom one can sign in as. */
export async function seedDemo(
  knex: Knex,
  options: { readonly wallClock: WallClock; readonly databaseUrl: string; readonly storageDir: string },
): Promise<DemoAccess> {
  // Beside the database: it belongs to this CRM and no other.
  const folder = dirname(options.databaseUrl.slice('sqlite:'.length));
  const { access } = demoFiles(folder);
  if (await isDemoSeeded(knex)) return readAccess(access);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await createDemoSchema(knex);
  await mkdir(join(options.storageDir, 'storage'), { recursive: true });
  const made = await seedDemoWorld(knex, {
    now: options.wallClock.now(),
    storageDir: options.storageDir,
    passwords: { villani: oneTimePassword(), colleague: oneTimePassword() },
  });
  await writeFile(access, JSON.stringify(made), { mode: 0o600 });
  return made;
}

/** Throws the demo's folder away; the next start makes it anew. */
export async function resetDemo(folder: string = DEMO_FOLDER): Promise<void> {
  const files = demoFiles(folder);
  const database = ['', '-wal', '-shm'].map((suffix) => files.database + suffix);
  for (const path of [...database, files.storage, files.secret, files.access])
    await rm(path, { recursive: true, force: true });
}

async function readAccess(file: string): Promise<DemoAccess> {
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as DemoAccess;
  // The process ended between the sample company's commit and this file.
  throw new StartRefusedError(['the demo was not set up completely: run "portal demo reset"']);
}

function demoFiles(folder: string): DemoFiles {
  return {
    database: join(folder, 'crm.sqlite'),
    storage: join(folder, 'crm'),
    secret: join(folder, 'secret'),
    access: join(folder, 'access.json'),
  };
}

/** Short enough to type, drawn as the CRM draws its own: good for one sign-in. */
function oneTimePassword(): string {
  return randomBytes(9).toString('base64url').replace(/[-_]/g, '7');
}

async function keptText(file: string, make: () => string): Promise<string> {
  if (!existsSync(file)) await writeFile(file, make(), { mode: 0o600, flag: 'wx' });
  await chmod(file, 0o600);
  return (await readFile(file, 'utf8')).trim();
}
