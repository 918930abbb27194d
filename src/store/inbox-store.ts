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

/** How reading the mailbox goes, which whichever process reads it writes down for all. */
export class InboxStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  async read(): Promise<InboxState> {
    const row = await this.#knex<InboxRow>(TABLE).where({ id: ID }).first();
    return { readAt: timeOf(row?.read_at), failingSince: timeOf(row?.failing_since), reason: row?.reason ?? '' };
  }

  /** It was looked through. */
  async markRead(): Promise<void> {
    await this.#write({ read_at: this.#clock.now(), failing_since: null, reason: '' });
  }

  /** It could not be read; since when stays what it was. */
  async markFailing(reason: string): Promise<void> {
    const { failingSince } = await this.read();
    await this.#write({ failing_since: failingSince ?? this.#clock.now(), reason });
  }

  async #write(change: Partial<InboxRow>): Promise<void> {
    await this.#knex(TABLE)
      .insert({ id: ID, ...change })
      .onConflict('id')
      .merge();
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
