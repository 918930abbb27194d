import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { MailAddressRow } from './models/mail-address-row.js';

/** A mail that an address did not take. */
export interface Bounce {
  /** The address will never take a mail; false: this one was refused, or for now. */
  readonly isHard: boolean;
  /** As in RFC 3463, like `5.1.1`; empty: the server named none. */
  readonly status: string;
  /** What the server said; one line. */
  readonly reason: string;
  /** Whom the mail was for. */
  readonly contactId?: number | undefined;
}

/** Refusals for now on so many different days are one for good. */
export const MOST_SOFT_BOUNCES = 5;
const DAY_MS = 86_400_000;
/** A refusal counts with the one before it when they are not further apart. */
const ROW_MS = 30 * DAY_MS;

/** Addresses that refuse mails: after a refusal for good nothing is sent to them until an administrator says so. */
export class MailAddressStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Writes a refusal down; returns whether it is this one that stopped the address. */
  async recordBounce(trx: Knex.Transaction, address: string, bounce: Bounce): Promise<boolean> {
    const now = this.#clock.now();
    const key = { address: address.toLowerCase() };
    // Writes to a row that is there too: whoever merely ignored it would share its lock with others, and all would wait for each other.
    await MailAddressRow.query(trx)
      .insert({ ...key, hardCount: 0, softCount: 0, lastAt: now })
      .onConflict('address')
      .merge(['last_at']);
    const row = await MailAddressRow.query(trx).findOne(key).forUpdate();
    if (!row) return false;
    const softCount = bounce.isHard ? row.softCount : softCountOf(row, now);
    const isStopped = bounce.isHard || softCount >= MOST_SOFT_BOUNCES || row.stoppedAt !== null;
    await MailAddressRow.query(trx)
      .findById(row.id)
      .patch({
        hardCount: row.hardCount + (bounce.isHard ? 1 : 0),
        softCount,
        ...(softCount === row.softCount ? {} : { softAt: now }),
        status: bounce.status.slice(0, 20),
        reason: bounce.reason.slice(0, 500),
        lastAt: now,
        contactId: bounce.contactId ?? row.contactId,
        stoppedAt: isStopped ? (row.stoppedAt ?? now) : null,
      });
    return isStopped && row.stoppedAt === null;
  }

  /** Which of these addresses get nothing, in lower case. One statement. */
  async stopped(addresses: readonly string[]): Promise<ReadonlySet<string>> {
    if (addresses.length === 0) return new Set();
    const keys = addresses.map((address) => address.toLowerCase());
    return new Set(
      await this.#knex('portal_mail_address').whereIn('address', keys).whereNotNull('stopped_at').pluck('address'),
    );
  }

  /** What is known of one address. */
  async find(address: string): Promise<MailAddressRow | undefined> {
    return MailAddressRow.query(this.#knex).findOne({ address: address.toLowerCase() });
  }

  async byId(id: number): Promise<MailAddressRow | undefined> {
    return MailAddressRow.query(this.#knex).findById(id);
  }

  /** The addresses that refused mails, those that are stopped first, the newest of each first. */
  async list(limit: number, offset: number): Promise<readonly MailAddressRow[]> {
    return MailAddressRow.query(this.#knex)
      .orderByRaw('case when stopped_at is null then 1 else 0 end')
      .orderBy([
        { column: 'last_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset);
  }

  async count(isStopped?: boolean): Promise<number> {
    const query = MailAddressRow.query(this.#knex);
    return (isStopped ? query.whereNotNull('stopped_at') : query).resultSize();
  }

  /** Lets mails go out to an address again, as if it had refused none in a row; false: it was not stopped. */
  async useAgain(trx: Knex.Transaction, id: number): Promise<boolean> {
    const changed = await MailAddressRow.query(trx)
      .where({ id })
      .whereNotNull('stopped_at')
      .patch({ stoppedAt: null, softCount: 0, softAt: null });
    return changed === 1;
  }
}

/** A mail server that is away for a day is no reason to stop. */
function softCountOf({ softCount, softAt }: MailAddressRow, now: number): number {
  const passed = softAt === null ? Number.POSITIVE_INFINITY : now - Number(softAt);
  if (passed > ROW_MS) return 1;
  return passed < DAY_MS ? softCount : softCount + 1;
}
