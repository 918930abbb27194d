import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';

/** How the mail server did when it was last asked. */
export interface MailServerState {
  /** Epoch ms; undefined: it took the last mail. */
  readonly failingSince: number | undefined;
  /** What it, or the network, said; one line. */
  readonly reason: string;
}

const TABLE = 'portal_mail_server';
const ID = 1;

/** The mail server's state, which whichever process sends writes down for all. */
export class MailServerStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  async read(): Promise<MailServerState> {
    const row = await this.#row();
    return {
      failingSince: row?.failing_since == null ? undefined : Number(row.failing_since),
      reason: row?.reason ?? '',
    };
  }

  /** It took a mail. */
  async markWorking(): Promise<void> {
    await this.#knex(TABLE).where({ id: ID }).whereNotNull('failing_since').update({ failing_since: null, reason: '' });
  }

  /** It could not be used; since when stays what it was. */
  async markFailing(reason: string): Promise<void> {
    const row = await this.#row();
    await this.#write({ failing_since: row?.failing_since ?? this.#clock.now(), reason });
  }

  async #row(): Promise<ServerRow | undefined> {
    return this.#knex<ServerRow>(TABLE).where({ id: ID }).first();
  }

  async #write(change: Pick<ServerRow, 'failing_since' | 'reason'>): Promise<void> {
    await this.#knex(TABLE)
      .insert({ id: ID, seen_at: this.#clock.now(), ...change })
      .onConflict('id')
      .merge();
  }
}

interface ServerRow {
  readonly id: number;
  readonly failing_since: number | string | null;
  readonly reason: string;
}
