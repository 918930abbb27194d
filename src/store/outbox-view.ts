import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { isMysql } from '../host/database-facts.js';
import { likeContains } from '../host/vtenext/sql-fold.js';
import { addToHistory } from './mail-history.js';
import { MailRow, type MailState } from './models/mail-row.js';

/** Which mails an administrator looks at. */
export interface OutboxFilter {
  readonly state?: MailState | undefined;
  readonly kind?: string | undefined;
  /** Part of the recipient's address or name. */
  readonly text?: string | undefined;
}

/** Mails of each state; a state without any is 0. */
export type OutboxCounts = Readonly<Record<MailState, number>>;

/** Retried at once, so that a server that was away for a day is not asked for everything in one statement. */
const MOST_RETRIED = 5_000;

/** The outbox as administrators see and steer it. */
export class OutboxView {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** How many of each state. One statement. */
  async counts(): Promise<OutboxCounts> {
    const rows: { state: MailState; n: number | string }[] = await this.#knex('portal_mail')
      .groupBy('state')
      .select('state')
      .count({ n: '*' });
    const counts = { waiting: 0, held: 0, sent: 0, failed: 0, digested: 0, cancelled: 0 };
    for (const { state, n } of rows) counts[state] = Number(n);
    return counts;
  }

  /** Some mails, the newest first. */
  async list(filter: OutboxFilter, limit: number, offset: number): Promise<readonly MailRow[]> {
    return this.#matching(filter).orderBy('id', 'desc').limit(limit).offset(offset);
  }

  async count(filter: OutboxFilter): Promise<number> {
    return this.#matching(filter).resultSize();
  }

  /** The kinds that occur, for choosing among them. */
  async kinds(): Promise<readonly string[]> {
    return this.#knex('portal_mail').distinct('kind').orderBy('kind').pluck('kind');
  }

  async find(id: number): Promise<MailRow | undefined> {
    return MailRow.query(this.#knex).findById(id);
  }

  /** Lets mails be sent at once that failed, wait or were cancelled, and are not being sent right now; returns their ids. */
  async retry(trx: Knex.Transaction, ids: readonly number[], by: string): Promise<readonly number[]> {
    return this.#change(trx, ids, ['failed', 'waiting', 'held', 'cancelled'], 'retried', by, {
      state: 'waiting',
      // A person let it past the limits.
      admittedAt: this.#clock.now(),
      gateReason: null,
      nextAttemptAt: this.#clock.now(),
      lastError: null,
    });
  }

  /** Keeps a mail from going out; returns its id unless it was sent or is being sent. */
  async cancel(trx: Knex.Transaction, id: number, by: string): Promise<readonly number[]> {
    return this.#change(trx, [id], ['failed', 'waiting', 'held'], 'cancelled', by, {
      state: 'cancelled',
      gateReason: null,
    });
  }

  /** The mails that were given up, the oldest first. */
  async failed(trx: Knex.Transaction): Promise<readonly number[]> {
    return trx('portal_mail').where({ state: 'failed' }).orderBy('id').limit(MOST_RETRIED).pluck('id');
  }

  async #change(
    trx: Knex.Transaction,
    ids: readonly number[],
    states: readonly MailState[],
    what: 'retried' | 'cancelled',
    by: string,
    change: Partial<Pick<MailRow, 'state' | 'nextAttemptAt' | 'lastError' | 'admittedAt' | 'gateReason'>>,
  ): Promise<readonly number[]> {
    const now = this.#clock.now();
    const rows = await MailRow.query(trx)
      .whereIn('id', [...ids])
      .whereIn('state', [...states])
      .where((free) => free.whereNull('lease_until').orWhere('lease_until', '<', now))
      .select('id', 'history')
      .forUpdate();
    for (const { id, history } of rows) {
      const event = { at: now, what, by };
      await MailRow.query(trx)
        .findById(id)
        .patch({ ...change, leaseOwner: null, leaseUntil: null, history: addToHistory(history, event) });
    }
    return rows.map(({ id }) => id);
  }

  #matching({ state, kind, text }: OutboxFilter) {
    const query = MailRow.query(this.#knex);
    if (state !== undefined) query.where({ state });
    if (kind !== undefined) query.where({ kind });
    if (text !== undefined) {
      query.where((either) => either.where(this.#has('to_address', text)).orWhere(this.#has('to_name', text)));
    }
    return query;
  }

  /** The portal's own columns compare byte for byte; people do not. */
  #has(column: string, text: string): Knex.Raw {
    const folded = isMysql(this.#knex) ? this.#knex.raw('?? collate utf8mb4_general_ci', [column]) : column;
    return likeContains(this.#knex, folded, text);
  }
}
