import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { classifyDbError } from '../host/db-errors.js';

/** Name of the lease of the one process that watches the CRM. */
export const WATCH_LEASE = 'watcher';

/** Name of the lease of the one process that reads the mailbox of replies. */
export const INBOX_LEASE = 'inbox';

/** Work that one process at a time does: its lease is a name, an owner and a time. Whoever dies loses it by waiting. */
export class LeaseStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Takes or renews a lease for `ms`; false: somebody else holds it. */
  async take(name: string, owner: string, ms: number): Promise<boolean> {
    const now = this.#clock.now();
    const lease = { owner, lease_until: now + ms, renewed_at: now };
    const taken = await this.#knex('portal_lease')
      .where({ name })
      .where((free) => free.where({ owner }).orWhere('lease_until', '<', now))
      .update(lease);
    if (taken > 0) return true;
    if (await this.#knex('portal_lease').where({ name }).first('name')) return false;
    try {
      await this.#knex('portal_lease').insert({ name, ...lease });
      return true;
    } catch (error) {
      if (classifyDbError(error) === 'unique') return false;
      throw error;
    }
  }

  /** Gives a lease back, so that nobody has to wait for its end. */
  async release(name: string, owner: string): Promise<void> {
    await this.#knex('portal_lease').where({ name, owner }).update({ lease_until: 0 });
  }

  /** When the work's process showed itself last (epoch ms); undefined: it never did. */
  async renewedAt(name: string): Promise<number | undefined> {
    const row: { renewed_at: number | string } | undefined = await this.#knex('portal_lease')
      .where({ name })
      .first('renewed_at');
    return row && Number(row.renewed_at);
  }
}
