import type { Knex } from 'knex';
import type { WallClock } from '../../core/clock.js';
import { type Logger, silentLogger } from '../../core/logger.js';
import type { RefinableMetadata } from '../host-adapter.js';
import { readFingerprint } from './fingerprint.js';
import { type ReadMetadata, readMetadata } from './metadata-reader.js';
import { type MetadataChanges, refineMetadata } from './refine-metadata.js';
import type { Metadata } from './types.js';

/** Reads the CRM's metadata once and keeps it. Refreshes that overlap share one reading, unless one is told of a later change. */
export async function createMetadataSource(
  knex: Knex,
  prefix: string,
  wallClock: WallClock,
  log: Logger = silentLogger,
): Promise<RefinableMetadata> {
  let known = await readMetadata(knex, prefix);
  let changes: MetadataChanges | undefined;
  let shown: Metadata = known.metadata;
  let running: Promise<boolean> | undefined;

  const show = (read: ReadMetadata, by: MetadataChanges | undefined): void => {
    shown = by ? refineMetadata(read.metadata, by) : read.metadata;
    known = read;
    changes = by;
  };

  const reread = async (told: string | undefined): Promise<boolean> => {
    // A table may have been dropped since; then everything is read again, and only that may fail.
    const fingerprint = told ?? (await readFingerprint(knex, known.source).catch(() => undefined));
    if (fingerprint === known.metadata.fingerprint) return false;
    show(await readMetadata(knex, prefix), changes);
    log.info({ fingerprint: known.metadata.fingerprint, at: wallClock.now() }, 'metadata of the CRM read again');
    return true;
  };
  const refresh = (told?: string): Promise<boolean> => {
    // What is being read may be older than what was told.
    if (running && told !== undefined) return running.catch(() => false).then(() => refresh(told));
    running ??= reread(told).finally(() => {
      running = undefined;
    });
    return running;
  };

  return {
    get current() {
      return shown;
    },
    refresh,
    refineBy: (by) => show(known, by),
  };
}
