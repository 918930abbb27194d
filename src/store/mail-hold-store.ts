import type { Knex } from 'knex';
import { raw } from 'objection';
import type { Clock } from '../core/clock.js';
import { addToHistory } from './mail-history.js';
import { type GateReason, MailRow } from './models/mail-row.js';

/** What becomes of a mail that does not go out now; `dueAt` (epoch ms): its summary is written then; undefined: it never goes out. */
export interface Settlement {
  readonly id: number;
  readonly history: string | null;
  readonly reason: GateReason;
  readonly dueAt?: number | undefined;
}

/** Whose mails are held: a contact's, or those to an address of nobody in the portal. */
export type HeldFor = { readonly contactId: number } | { readonly address: string };

/** Rows of one statement. */
const BATCH = 500;

/** Mails of the outbox that are not sent on their own: held for a summary, or dropped. */
export class MailHoldStore {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** From now on these leased mails count for the limits once and for all. One statement. */
  async admit(trx: Knex.Transaction, ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    await MailRow.query(trx)
      .whereIn('id', [...ids])
      .patch({ admittedAt: this.#clock.now() });
  }

  /** Holds or drops mails `owner` has leased, and gives the leases back. One statement for each reason and time. */
  async settle(trx: Knex.Transaction, owner: string, settlements: readonly Settlement[]): Promise<void> {
    for (const [first, ...others] of groups(settlements)) {
      const all = [first, ...others];
      await MailRow.query(trx)
        .whereIn(
          'id',
          all.map(({ id }) => id),
        )
        .where({ state: 'waiting', lease_owner: owner })
        .patch({ ...this.#change(all, first), leaseOwner: null, leaseUntil: null, lastError: null });
    }
  }

  /** Drops held mails whose time has come and that `narrow` leaves; returns how many. */
  async drop(
    trx: Knex.Transaction,
    held: HeldFor,
    reason: GateReason,
    narrow: (mails: Knex.QueryBuilder) => void = () => undefined,
  ): Promise<number> {
    for (let dropped = 0; ; ) {
      const query = this.due(trx, held).select('id', 'history').orderBy('id').limit(BATCH);
      narrow(query);
      const rows: { id: number; history: string | null }[] = await query;
      if (rows.length > 0) {
        const change = this.#change(
          rows.map((row) => ({ ...row, reason })),
          { reason },
        );
        dropped += await MailRow.query(trx)
          .whereIn(
            'id',
            rows.map(({ id }) => id),
          )
          .where({ state: 'held' })
          .patch(change);
      }
      if (rows.length < BATCH) return dropped;
    }
  }

  /** Some of those whose held mails are due, in a fixed order, after `last`; first the contacts, then the addresses. */
  async dueContacts(knex: Knex, last: number, limit: number): Promise<readonly number[]> {
    return this.#due(knex)
      .where('contact_id', '>', last)
      .distinct('contact_id')
      .orderBy('contact_id')
      .limit(limit)
      .pluck('contact_id');
  }

  async dueAddresses(knex: Knex, last: string, limit: number): Promise<readonly string[]> {
    return this.#due(knex)
      .whereNull('contact_id')
      .where('to_address', '>', last)
      .distinct('to_address')
      .orderBy('to_address')
      .limit(limit)
      .pluck('to_address');
  }

  /** How many are due, and the newest of them, which stand first. Three statements. */
  async newest(
    trx: Knex.Transaction,
    held: HeldFor,
    limit: number,
  ): Promise<{ readonly total: number; readonly rows: readonly MailRow[] }> {
    const ids: number[] = await this.due(trx, held).orderBy('id', 'desc').limit(limit).pluck('id');
    const rows = await MailRow.query(trx).whereIn('id', ids).orderBy('id', 'desc');
    const [{ total } = { total: 0 }] = await this.due(trx, held).count({ total: '*' });
    return { total: Number(total), rows };
  }

  /** Marks all that are due, up to `newestId`, as told by a summary; returns how many it were. */
  async digest(trx: Knex.Transaction, held: HeldFor, newestId: number, digestId: number): Promise<number> {
    for (let marked = 0; ; ) {
      const ids: number[] = await this.due(trx, held)
        .where('id', '<=', newestId)
        .orderBy('id')
        .limit(BATCH)
        .pluck('id');
      if (ids.length > 0) {
        marked += await MailRow.query(trx)
          .whereIn('id', ids)
          .where({ state: 'held' })
          .patch({ state: 'digested', digestId, sentAt: this.#clock.now() });
      }
      if (ids.length < BATCH) return marked;
    }
  }

  /** Held mails of some kinds need not wait any longer: their recipient wants them at once again. */
  async hasten(trx: Knex.Transaction, contactId: number, kinds: readonly string[]): Promise<void> {
    await trx('portal_mail')
      .where({ contact_id: contactId, state: 'held', gate_reason: 'choice' })
      .whereIn('kind', [...kinds])
      .update({ next_attempt_at: this.#clock.now() });
  }

  /** Whose held mails are due now. */
  due(db: Knex, held: HeldFor): Knex.QueryBuilder {
    const query = this.#due(db);
    if ('contactId' in held) return query.where({ contact_id: held.contactId });
    return query.whereNull('contact_id').where({ to_address: held.address });
  }

  #due(db: Knex): Knex.QueryBuilder {
    return db('portal_mail').where({ state: 'held' }).where('next_attempt_at', '<=', this.#clock.now());
  }

  #change(mails: readonly Settlement[], { reason, dueAt }: Pick<Settlement, 'reason' | 'dueAt'>) {
    const event = { at: this.#clock.now(), what: dueAt === undefined ? 'dropped' : 'held', reason } as const;
    const cases = mails.map(() => 'when ? then ?').join(' ');
    const values = mails.flatMap(({ id, history }) => [id, addToHistory(history, event)]);
    return {
      gateReason: reason,
      history: raw(`case id ${cases} end`, values) as unknown as string,
      ...(dueAt === undefined ? { state: 'cancelled' as const } : { state: 'held' as const, nextAttemptAt: dueAt }),
    };
  }
}

/** Settlements with the same reason and time belong together. */
function groups(settlements: readonly Settlement[]): readonly (readonly [Settlement, ...Settlement[]])[] {
  const byName = new Map<string, [Settlement, ...Settlement[]]>();
  for (const settlement of settlements) {
    const name = `${settlement.reason} ${settlement.dueAt}`;
    const group = byName.get(name);
    if (group) group.push(settlement);
    else byName.set(name, [settlement]);
  }
  return [...byName.values()];
}
