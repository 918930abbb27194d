import { type Clock, createWallClock, systemClock } from '../core/clock.js';
import type { Config } from '../core/config.js';
import type { Logger } from '../core/logger.js';
import { openDatabase } from '../host/connection.js';
import type { HostAdapter } from '../host/host-adapter.js';
import { createVtenextAdapter } from '../host/vtenext/vtenext-adapter.js';

/** A configuration in which a database is named: the demo's has been filled in. */
export type HostConfig = Pick<Config, 'timeZone'> & {
  readonly databaseUrl: string;
  readonly storageDir: string;
};

interface OpenHostOptions {
  readonly log: Logger;
  readonly clock?: Clock;
}

/** Which host a database address means: an SQLite file is always an embedded demo CRM. */
export function hostIdOf(databaseUrl: string): HostAdapter['id'] {
  return databaseUrl.startsWith('sqlite:') ? 'demo' : 'vtenext';
}

/** Opens the CRM a configuration names, reading its metadata; the caller closes it. */
export async function openHost(
  config: HostConfig,
  { log, clock = systemClock }: OpenHostOptions,
): Promise<HostAdapter> {
  const knex = openDatabase(config.databaseUrl, { log });
  try {
    return await createVtenextAdapter({
      knex,
      id: hostIdOf(config.databaseUrl),
      wallClock: createWallClock(config.timeZone, clock),
      storageDir: config.storageDir,
      log,
    });
  } catch (error) {
    await knex.destroy();
    throw error;
  }
}
