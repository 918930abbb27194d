import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '../../src/core/clock.js';
import { packagePath } from '../../src/core/paths.js';
import { createPortal, type Portal } from '../../src/portal.js';
import { ExtensionStore } from '../../src/store/extension-store.js';
import type { BuildPortal, TestPortal } from './build-portal.js';
import { commandLine } from './command-line.js';
import { keepLog, type LogLine } from './log-lines.js';
import { openSite, type TestSite } from './visitor.js';

/** A portal with a folder of extensions of its own. */
export interface ExtensionSite extends TestPortal {
  readonly site: TestSite;
  readonly lines: readonly LogLine[];
  /** Where its extensions lie. */
  readonly directory: string;
  /** Enables what lies there, and lets this process follow. */
  enable(...ids: readonly string[]): Promise<void>;
  /** The same without asking first whether it can be. */
  insist(...ids: readonly string[]): Promise<void>;
  disable(...ids: readonly string[]): Promise<void>;
  /** Why an extension is not loaded; empty: it is. */
  fault(id: string): Promise<string>;
}

const TESTER = { kind: 'system', name: 'test' } as const;

/** Builds it with these folders of `test/fixtures/extensions`, copied. */
export async function buildExtensionSite(
  buildPortal: BuildPortal,
  folders: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ExtensionSite> {
  const directory = await mkdtemp(join(tmpdir(), 'portal-extensions-'));
  for (const folder of folders)
    await cp(packagePath('test/fixtures/extensions', folder), directory, { recursive: true });
  const { log, lines } = keepLog();
  const built = await buildPortal({ environment: { PORTAL_EXTENSIONS_DIR: directory, ...environment }, log });
  const site = await openSite(built);
  const store = storeOf(built.portal);
  const desk = built.portal.extensions.desk;
  const set = async (ids: readonly string[], isEnabled: boolean): Promise<void> => {
    for (const id of ids) await store.setEnabled(id, isEnabled, 'test');
    await built.portal.extensions.host.look();
  };
  return {
    ...built,
    site,
    lines,
    directory,
    async enable(...ids) {
      for (const id of ids) await desk.enable(id, TESTER);
    },
    insist: (...ids) => set(ids, true),
    disable: (...ids) => set(ids, false),
    fault: async (id) => (await store.find(id))?.fault ?? 'never enabled',
    async close() {
      await site.close();
      await built.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Another process's portal over the same database and folder, closed by the caller. */
export async function openSister({ config }: Pick<ExtensionSite, 'config'>, log = keepLog().log): Promise<Portal> {
  const portal = await createPortal({ config, log });
  await portal.open();
  return portal;
}

/** What is kept of a portal's extensions. */
export function storeOf({ host }: Pick<Portal, 'host'>): ExtensionStore {
  return new ExtensionStore(host.knex, systemClock);
}

/** Runs commands for such a portal as its administrator would. */
export async function extensionCommands({ config, directory }: ExtensionSite): Promise<ReturnType<typeof commandLine>> {
  const [, file] = /^sqlite:(.+)$/.exec(config.databaseUrl) ?? [];
  if (file) await writeFile(join(dirname(file), 'access.json'), '{}');
  return commandLine({
    PORTAL_DATABASE_URL: config.databaseUrl,
    PORTAL_STORAGE_DIR: config.storageDir,
    PORTAL_BASE_URL: 'http://localhost:8480',
    PORTAL_SECRET: 'a secret of the tests, long enough',
    PORTAL_EXTENSIONS_DIR: directory,
  });
}
