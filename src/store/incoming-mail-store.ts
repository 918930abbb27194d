import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { ConflictError } from '../core/errors.js';
import { classifyDbError } from '../host/db-errors.js';
import { IncomingMailRow, type IncomingOutcome } from './models/incoming-mail-row.js';

export type { IncomingOutcome } from './models/incoming-mail-row.js';

/** What is kept of a mail that came in. */
export type TakenMail = Pick<
  IncomingMailRow,
  'identity' | 'place' | 'uid' | 'fromAddress' | 'ticketId' | 'contactId' | 'outcome' | 'reason'
> & { readonly isAnswered: boolean };

/** Somebody else took the same mail first: the whole transaction is void, and `find` now answers. */
export class MailTakenError extends ConflictError {
  constructor() {
    super('mailTaken');
  }
}

/** The mails that came in: each is taken once, by whichever process reads it first. */
export class IncomingMailStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** What came of these mails of a mailbox, as far as they are settled. One statement. */
  async settled(place: string, uids: readonly number[]): Promise<ReadonlyMap<number, IncomingOutcome>> {
    if (uids.length === 0) return new Map();
    const found = await IncomingMailRow.query(this.#knex)
      .where({ place })
      .whereIn('uid', [...uids])
      .select('uid', 'outcome');
    return new Map(found.map(({ uid, outcome }) => [Number(uid), outcome]));
  }

  async find(identity: string): Promise<IncomingMailRow | undefined> {
    return IncomingMailRow.query(this.#knex).findOne({ identity });
  }

  /** A mail that is known lies somewhere else now: copied, or in a mailbox that was made anew. */
  async moved(identity: string, place: string, uid: number): Promise<void> {
    await IncomingMailRow.query(this.#knex).where({ identity }).patch({ place, uid });
  }

  /** Writes a mail down with what came of it, in that change's own transaction; throws MailTakenError. */
  async take(trx: Knex.Transaction, mail: TakenMail): Promise<void> {
    try {
      await IncomingMailRow.query(trx).insert({
        ...mail,
        isAnswered: mail.isAnswered ? 1 : 0,
        at: this.#clock.now(),
      });
    } catch (error) {
      if (classifyDbError(error) === 'unique') throw new MailTakenError();
      throw error;
    }
  }

  /** How many mails of a sender were answered with a refusal since a moment. */
  async answersTo(address: string, since: number): Promise<number> {
    return this.#count({ from_address: address, is_answered: 1 }, since);
  }

  /** How many mails of senders that are no known contact were answered since a moment. */
  async answersToStrangers(since: number): Promise<number> {
    return this.#count({ contact_id: null, is_answered: 1 }, since);
  }

  /** How many comments a contact wrote by mail since a moment. */
  async commentsOf(contactId: number, since: number): Promise<number> {
    return this.#count({ contact_id: contactId, outcome: 'comment' }, since);
  }

  async #count(where: Readonly<Record<string, string | number | null>>, since: number): Promise<number> {
    return IncomingMailRow.query(this.#knex).where(where).where('at', '>=', since).resultSize();
  }
}
