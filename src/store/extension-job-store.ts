import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { classifyDbError } from '../host/db-errors.js';

/** One job of an extension. */
export interface ExtensionJobName {
  readonly extension: string;
  readonly name: string;
}

/** When the jobs of extensions are due, and which process runs one: of all processes one at a time, as often as the job says. */
export class ExtensionJobStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Whether the job is due and `owner` may run it now, for at most `leaseMs`; its next time is `everyMs` from now. */
  async claim(job: ExtensionJobName, owner: string, everyMs: number, leaseMs: number): Promise<boolean> {
    const now = this.#clock.now();
    const { extension, name } = job;
    const claim = { owner, lease_until: now + leaseMs, due_at: now + everyMs };
    const taken = await this.#knex('portal_extension_job')
      .where({ extension, name })
      .where('due_at', '<=', now)
      .where('lease_until', '<=', now)
      .update(claim);
    if (taken > 0) return true;
    if (await this.#knex('portal_extension_job').where({ extension, name }).first('name')) return false;
    try {
      await this.#knex('portal_extension_job').insert({ extension, name, ...claim });
      return true;
    } catch (error) {
      if (classifyDbError(error) === 'unique') return false;
      throw error;
    }
  }

  /** Keeps it, while it takes longer. */
  async renew({ extension, name }: ExtensionJobName, owner: string, leaseMs: number): Promise<void> {
    const lease = { lease_until: this.#clock.now() + leaseMs };
    await this.#knex('portal_extension_job').where({ extension, name, owner }).update(lease);
  }

  async release({ extension, name }: ExtensionJobName, owner: string): Promise<void> {
    await this.#knex('portal_extension_job').where({ extension, name, owner }).update({ lease_until: 0 });
  }
}
