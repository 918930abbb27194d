import type { CheckGroup } from '../../core/check.js';
import { type Clock, createWallClock, systemClock } from '../../core/clock.js';
import type { Logger } from '../../core/logger.js';
import { openDatabase } from '../../host/connection.js';
import { createMetadataSource } from '../../host/metadata/metadata-source.js';
import type { CompleteConfig } from '../demo-site.js';
import { hostIdOf } from '../open-host.js';
import { readManifest } from '../read-manifest.js';
import { tablePrefixOf } from '../site.js';
import { uploadFolder } from '../upload-folder.js';
import { createDoctor } from './doctor.js';

interface ExamineOptions {
  readonly config: CompleteConfig;
  readonly log: Logger;
  readonly clock?: Clock;
}

/** Looks at a portal from outside of it, whether one runs or not, and also while its database is away. */
export async function examine({ config, log, clock = systemClock }: ExamineOptions): Promise<readonly CheckGroup[]> {
  const manifest = readManifest();
  const id = hostIdOf(config.databaseUrl);
  const tablePrefix = tablePrefixOf(manifest, id);
  const knex = openDatabase(config.databaseUrl, { log });
  const wallClock = createWallClock(config.timeZone, clock);
  // Read before the checks and their bounds begin; nobody keeps it in memory here.
  const metadata = createMetadataSource(knex, tablePrefix, wallClock, log).then((source) => source.current);
  try {
    await metadata.catch(() => undefined);
    return await createDoctor(
      {
        config,
        manifest,
        knex,
        clock,
        isDemo: id === 'demo',
        tablePrefix,
        metadata: () => metadata,
        smtpUrl: () => config.smtpUrl,
        uploadDir: uploadFolder(),
      },
      log,
    )();
  } finally {
    await knex.destroy();
  }
}
