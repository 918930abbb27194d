import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { readHistory } from './mail-history.js';
import { type GateReason, MailRow, type MailState } from './models/mail-row.js';

/** A mail of the outbox as lists show it; its data stays out, since it is somebody's text. */
export interface MailSummary {
  readonly id: number;
  readonly kind: string;
  readonly to: string;
  readonly state: MailState;
  readonly attempts: number;
  readonly createdAt: number;
  readonly lastError: string | undefined;
  /** Why it was held or dropped. */
  readonly gateReason: GateReason | undefined;
  /** It was sent, and a delivery report says that the recipient's server refused it. */
  readonly isReturned: boolean;
}

/** The outbox as administrators see it. */
export class MailOverview {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** The newest mails, of one state or of all. */
  async list(limit: number, state?: MailState): Promise<readonly MailSummary[]> {
    const query = MailRow.query(this.#knex).orderBy('id', 'desc').limit(limit);
    const rows = await (state === undefined ? query : query.where({ state }));
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      to: row.toAddress,
      state: row.state,
      attempts: row.attempts,
      createdAt: Number(row.createdAt),
      lastError: row.lastError ?? undefined,
      gateReason: row.gateReason ?? undefined,
      isReturned: row.state === 'sent' && readHistory(row.history).some(({ what }) => what === 'refused'),
    }));
  }

  /** The newest mails to a contact, with their data. */
  async of(contactId: number, limit = 500): Promise<readonly MailRow[]> {
    return MailRow.query(this.#knex).where({ contact_id: contactId }).orderBy('id', 'desc').limit(limit);
  }

  /**
   * Lets a mail that failed for good, was cancelled, or waits for its next try or summary, be sent at once; false: there is none, it was sent,
   * or it is being sent.
   */
  async retry(id: number): Promise<boolean> {
    const changed = await MailRow.query(this.#knex)
      .where({ id })
      .whereIn('state', ['failed', 'waiting', 'held', 'cancelled'])
      .where((free) => free.whereNull('lease_until').orWhere('lease_until', '<', this.#clock.now()))
      .patch({
        state: 'waiting',
        // A person let it past the limits.
        admittedAt: this.#clock.now(),
        gateReason: null,
        nextAttemptAt: this.#clock.now(),
        lastError: null,
      });
    return changed === 1;
  }
}
