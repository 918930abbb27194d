import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';

/** A change of many contacts, done step by step; `steps`, `author` and `failures` are the caller's own shapes. */
export interface AccessJob<Step, Author, Failure> {
  readonly id: string;
  readonly kind: string;
  readonly author: Author;
  readonly steps: readonly Step[];
  readonly done: number;
  readonly failures: readonly Failure[];
  /** `planned`: nothing of it happens before somebody confirms it. */
  readonly state: 'planned' | 'running' | 'finished';
}

interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly author: string;
  readonly steps: string;
  readonly total: number;
  readonly done: number;
  readonly failures: string;
  readonly confirmed_at: number | null;
  readonly finished_at: number | null;
}

/** A plan nobody confirmed is gone after a day, the result of a finished one after a month. */
const PLAN_MS = 86_400_000;
const RESULT_MS = 30 * PLAN_MS;

/** Changes of many contacts that outlive the request, and the process, that began them. */
export class AccessJobStore<Step, Author, Failure> {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Writes a plan; `failures` are what can be said against parts of it that are no steps. */
  async plan(kind: string, author: Author, steps: readonly Step[], failures: readonly Failure[]): Promise<string> {
    const id = randomUUID();
    await this.#knex('portal_access_job').insert({
      id,
      kind,
      author: JSON.stringify(author),
      steps: JSON.stringify(steps),
      total: steps.length,
      done: 0,
      failures: JSON.stringify(failures),
      created_at: this.#clock.now(),
    });
    return id;
  }

  /** Lets a plan be done, once and by whoever confirms it; false: it was confirmed before. */
  async confirm(id: string, author: Author): Promise<boolean> {
    const now = this.#clock.now();
    const changed = await this.#knex('portal_access_job')
      .where({ id })
      .whereNull('confirmed_at')
      .update({
        author: JSON.stringify(author),
        confirmed_at: now,
        finished_at: this.#knex.raw('case when total = 0 then ? else null end', [now]),
      });
    return changed === 1;
  }

  async find(id: string): Promise<AccessJob<Step, Author, Failure> | undefined> {
    const row: JobRow | undefined = await this.#knex('portal_access_job').where({ id }).first();
    if (!row) return undefined;
    return {
      id,
      kind: row.kind,
      author: JSON.parse(row.author) as Author,
      steps: JSON.parse(row.steps) as Step[],
      done: row.done,
      failures: JSON.parse(row.failures) as Failure[],
      state: row.confirmed_at === null ? 'planned' : row.finished_at === null ? 'running' : 'finished',
    };
  }

  /** Jobs nobody works on, the oldest first. */
  async idle(): Promise<readonly string[]> {
    return this.#knex('portal_access_job')
      .whereNotNull('confirmed_at')
      .whereNull('finished_at')
      .where((free) => free.whereNull('lease_until').orWhere('lease_until', '<', this.#clock.now()))
      .orderBy('created_at')
      .pluck('id');
  }

  /** Takes a job for a while; false: another process has it, or it is finished. */
  async lease(id: string, leaseMs: number): Promise<boolean> {
    const now = this.#clock.now();
    const taken = await this.#knex('portal_access_job')
      .where({ id })
      .whereNotNull('confirmed_at')
      .whereNull('finished_at')
      .where((free) => free.whereNull('lease_until').orWhere('lease_until', '<', now))
      .update({ lease_until: now + leaseMs });
    return taken === 1;
  }

  /** Forgets plans nobody confirmed and results that are old. */
  async purge(): Promise<void> {
    const now = this.#clock.now();
    await this.#knex('portal_access_job')
      .whereNull('confirmed_at')
      .where('created_at', '<', now - PLAN_MS)
      .delete();
    await this.#knex('portal_access_job')
      .where('finished_at', '<', now - RESULT_MS)
      .delete();
  }

  async release(id: string): Promise<void> {
    await this.#knex('portal_access_job').where({ id }).update({ lease_until: null });
  }

  /**
   * Counts a step in the transaction that does it; false: it was counted already, and the transaction must not be committed. So a step is
   * done once, whatever dies in between.
   */
  async advance(
    db: Knex.Transaction | undefined,
    id: string,
    done: number,
    failures?: readonly Failure[],
  ): Promise<boolean> {
    const isLast = this.#knex.raw('case when total = ? then ? else null end', [done + 1, this.#clock.now()]);
    const changed = await (db ?? this.#knex)('portal_access_job')
      .where({ id, done })
      .update({
        done: done + 1,
        finished_at: isLast,
        ...(failures ? { failures: JSON.stringify(failures) } : {}),
      });
    return changed === 1;
  }
}
