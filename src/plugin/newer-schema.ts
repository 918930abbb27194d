import type { Knex } from 'knex';
import { systemClock } from '../core/clock.js';
import { StartRefusedError } from '../core/errors.js';
import { appliedMigrations, type Migration, migrations } from '../store/migrator.js';
import { StateStore } from '../store/state-store.js';
import type { Manifest } from './manifest.js';
import { isNewer } from './versions.js';

const REMEDY = 'start the version of the portal that made the upgrade, or restore the backup of before';

/** Why this program must not touch the tables: each trace of a newer version, with the remedy. Empty: it may. */
export async function newerFaults(
  knex: Knex,
  manifest: Pick<Manifest, 'id' | 'version'>,
  steps: readonly Migration[] = migrations,
): Promise<readonly string[]> {
  const known = new Set(steps.map((step) => step.name));
  const unknown = (await appliedMigrations(knex)).filter((name) => !known.has(name));
  const { version } = await new StateStore(knex, systemClock, manifest.id).read();
  const faults: string[] = [];
  if (unknown.length > 0) faults.push(`the database has migrations this version does not know: ${unknown.join(', ')}`);
  if (version !== '' && isNewer(version, manifest.version))
    faults.push(`the database belongs to version ${version}, this program is version ${manifest.version}`);
  return faults.map((fault) => `${fault}; ${REMEDY}`);
}

/** Throws StartRefusedError where a newer version made the tables. */
export async function refuseNewerSchema(...input: Parameters<typeof newerFaults>): Promise<void> {
  const faults = await newerFaults(...input);
  if (faults.length > 0) throw new StartRefusedError(faults);
}
