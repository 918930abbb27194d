import { appliedMigrations, migrations } from '../../store/migrator.js';
import { StateStore } from '../../store/state-store.js';
import { isNewer } from '../versions.js';
import type { DoctorDeps } from './doctor-deps.js';
import { type Checks, found } from './outcomes.js';

/** With the turn of whoever finds out, a fingerprint is renewed within a minute. */
const STALE_MS = 3 * 60_000;

/** Whether program and tables fit together, and whether the CRM's modules and fields are known as they are. */
export function portalChecks({
  knex,
  clock,
  manifest,
  metadata,
}: DoctorDeps): Pick<Checks, 'version' | 'migrations' | 'metadata'> {
  return {
    async version() {
      const { state, version } = await new StateStore(knex, clock, manifest.id).read();
      const facts = { version: manifest.version, tables: version };
      if (state === 'absent') return found('absent', facts);
      return found(isNewer(manifest.version, version) ? 'older' : 'same', facts);
    },
    async migrations() {
      const applied = await appliedMigrations(knex);
      const names = migrations.map(({ name }) => name);
      const newer = applied.filter((name) => !names.includes(name));
      if (newer.length > 0) return found('newer', { count: newer.length }, newer);
      const missing = names.filter((name) => !applied.includes(name));
      return missing.length > 0 ? found('missing', { count: missing.length }, missing) : found('done');
    },
    async metadata() {
      const { fingerprint } = await metadata();
      const row: { due_at: number } | undefined = await knex('portal_fingerprint')
        .where({ name: 'metadata' })
        .first('due_at');
      const dueAt = Number(row?.due_at ?? 0);
      const facts = { fingerprint: fingerprint.slice(0, 12) };
      if (dueAt === 0) return found('never', facts);
      return found(clock.now() - dueAt > STALE_MS ? 'stale' : 'fresh', facts);
    },
  };
}
