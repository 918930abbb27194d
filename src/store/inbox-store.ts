import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';

/** How the mailbox did when it was last looked through; times in epoch ms. */
export interface InboxState {
  /** Undefined: never. */
  readonly readAt: number | undefined;
  /** Undefined: it can be read. */
  readonly failingSince: number | undefined;
  /** What it, or the network, said; one line. */
  readonly reason: string;
}

const TABLE = 'portal_inbox';
const ID = 1;

/** Which process reads the mailbox, and how that goes. A lease is a name and a time: whoever dies loses it by waiting. */
export class InboxStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Takes or prolongs the lease; false: somebody else has it. */
  async lease(owner: string, leaseMs: number): Promise<boolean> {
    const now = this.#clock.now();
    await this.#knex(TABLE).insert({ id: ID, reason: '' }).onConflict('id').ignore();
    const taken = await this.#knex(TABLE)
      .where({ id: ID })
      .where((free) => free.where({ lease_owner: owner }).orWhereNull('lease_until').orWhere('lease_until', '<', now))
      .update({ lease_owner: owner, lease_until: now + leaseMs });
    return taken === 1;
  }

  async giveBack(owner: string): Promise<void> {
    await this.#knex(TABLE).where({ id: ID, lease_owner: owner }).update({ lease_owner: null, lease_until: null });
  }

  async read(): Promise<InboxState> {
    const row = await this.#knex<InboxRow>(TABLE).where({ id: ID }).first();
    return { readAt: timeOf(row?.read_at), failingSince: timeOf(row?.failing_since), reason: row?.reason ?? '' };
  }

  /** It was looked through. */
  async markRead(owner: string): Promise<void> {
    const change = { read_at: this.#clock.now(), failing_since: null, reason: '' };
    await this.#knex(TABLE).where({ id: ID, lease_owner: owner }).update(change);
  }

  /** It could not be read; since when stays what it was. */
  async markFailing(owner: string, reason: string): Promise<void> {
    const { failingSince } = await this.read();
    const change = { failing_since: failingSince ?? this.#clock.now(), reason };
    await this.#knex(TABLE).where({ id: ID, lease_owner: owner }).update(change);
  }
}

interface InboxRow {
  readonly id: number;
  readonly read_at: number | string | null;
  readonly failing_since: number | string | null;
  readonly reason: string;
}

function timeOf(value: number | string | null | undefined): number | undefined {
  return value == null ? undefined : Number(value);
}
