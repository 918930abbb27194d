import { demoProfile } from '../access/demo-profile.js';
import { legacyProfile } from '../access/legacy-profile.js';
import { type Clock, createWallClock, systemClock } from '../core/clock.js';
import { createTranslator } from '../core/i18n.js';
import type { Logger } from '../core/logger.js';
import { packagePath } from '../core/paths.js';
import { openDatabase } from '../host/connection.js';
import type { DemoAccess } from '../host/demo/seed-demo-world.js';
import { createMetadataSource } from '../host/metadata/metadata-source.js';
import { CrmEntries } from '../host/vtenext/crm-entries.js';
import { ensureSequences } from '../host/vtenext/ids.js';
import { REQUIRED_COLUMNS } from '../host/vtenext/required-columns.js';
import { resolveAddress } from './address.js';
import { crmEntries } from './crm-registration.js';
import { type CompleteConfig, seedDemo } from './demo-site.js';
import { PluginLifecycle } from './lifecycle.js';
import type { Manifest } from './manifest.js';
import { hostIdOf } from './open-host.js';
import { readManifest } from './read-manifest.js';
import { readSurroundings } from './surroundings.js';

/** What a life-cycle step runs with. */
export interface SiteOptions {
  readonly config: CompleteConfig;
  readonly log: Logger;
  readonly clock?: Clock;
  readonly manifest?: Manifest;
}

/** Creating tables may take its time. */
const STATEMENT_TIMEOUT_MS = 60_000;

/** Opens the database, runs work on the plugin's life cycle, and closes it again; without a URL with the account the portal runs with. */
export async function withLifecycle<T>(
  options: SiteOptions,
  work: (lifecycle: PluginLifecycle) => Promise<T>,
  url: string = options.config.databaseUrl,
): Promise<T> {
  const { config, log, clock = systemClock, manifest = readManifest() } = options;
  const id = hostIdOf(url);
  const tablePrefix = tablePrefixOf(manifest, id);
  const wallClock = createWallClock(config.timeZone, clock);
  const knex = openDatabase(url, { log, statementTimeout: STATEMENT_TIMEOUT_MS });
  const entries = new CrmEntries(knex, tablePrefix);
  const translator = createTranslator(packagePath('locales'));
  const { url: portalAddress } = resolveAddress(config, manifest);
  try {
    return await work(
      new PluginLifecycle({
        manifest,
        knex,
        clock,
        tablePrefix,
        storageDir: config.storageDir,
        required: REQUIRED_COLUMNS,
        ensureSequences: () => ensureSequences(knex, tablePrefix),
        readMetadata: async () => (await createMetadataSource(knex, tablePrefix, wallClock, log)).current,
        firstProfile: id === 'demo' ? demoProfile : legacyProfile,
        registerInHost: ({ labels }) =>
          entries.write(crmEntries(portalAddress, translator.for(labels.defaultLanguage))),
        unregisterInHost: () => entries.remove(),
        readSurroundings: () => readSurroundings({ knex, tablePrefix, storageDir: config.storageDir }),
      }),
    );
  } finally {
    await knex.destroy();
  }
}

/** Makes the demo's sample company, installs and enables the portal there; one disabled on purpose stays so. */
export async function installDemo(options: SiteOptions): Promise<DemoAccess> {
  const { config, log, clock = systemClock } = options;
  const knex = openDatabase(config.databaseUrl, { log });
  const wallClock = createWallClock(config.timeZone, clock);
  let access: DemoAccess;
  try {
    access = await seedDemo(knex, { ...config, wallClock });
  } finally {
    await knex.destroy();
  }
  await withLifecycle(options, async (lifecycle) => {
    const { state } = await lifecycle.install();
    if (state === 'installed') await lifecycle.enable();
  });
  return access;
}

/** The prefix of a host's tables, as the manifest says it. */
export function tablePrefixOf(manifest: Manifest, hostId: string): string {
  return manifest.hosts.find((host) => host.id === hostId)?.tablePrefix ?? 'vte_';
}
