import type { Knex } from 'knex';
import { raw } from 'objection';
import type { Clock } from '../core/clock.js';
import { isMysql, readServerFacts } from '../host/database-facts.js';
import { addToHistory, type MailEvent } from './mail-history.js';
import { MailRow } from './models/mail-row.js';

export type { MailState } from './models/mail-row.js';

/** What a new mail is made of. */
export type NewMail = Pick<
  MailRow,
  'uniqueKey' | 'kind' | 'contactId' | 'ticketId' | 'toAddress' | 'toName' | 'language' | 'data' | 'messageId'
>;

/** A mail leased for sending. */
export type LeasedMail = Readonly<NewMail & Pick<MailRow, 'id' | 'attempts' | 'createdAt' | 'history' | 'admittedAt'>>;

/** A mail that went out, as a report of its delivery is compared with it. */
export type SentMail = Readonly<Pick<MailRow, 'id' | 'messageId' | 'toAddress' | 'contactId' | 'history'>>;

/** The outbox's rows. A lease is a name and a time on a row: whoever dies loses it by waiting. */
export class MailStore {
  readonly #knex: Knex;
  readonly #clock: Clock;
  #canSkipLocked: boolean | undefined;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Writes a mail to be sent at once; one with the same key is there already and stays as it is. */
  async insert(trx: Knex.Transaction, mail: NewMail): Promise<void> {
    const now = this.#clock.now();
    await MailRow.query(trx)
      .insert({ ...mail, state: 'waiting', attempts: 0, nextAttemptAt: now, createdAt: now })
      .onConflict('unique_key')
      .ignore();
  }

  /** Which of these keys a mail was written with. One statement. */
  async knownKeys(keys: readonly string[]): Promise<ReadonlySet<string>> {
    if (keys.length === 0) return new Set();
    return new Set(
      await this.#knex('portal_mail')
        .whereIn('unique_key', [...keys])
        .pluck('unique_key'),
    );
  }

  /**
   * Those of these Message-IDs that were sent, or are on their way this moment: the news of one may be faster than its mark. Locked until the
   * transaction ends. One statement.
   */
  async lockSent(trx: Knex.Transaction, messageIds: readonly string[]): Promise<readonly SentMail[]> {
    if (messageIds.length === 0) return [];
    return MailRow.query(trx)
      .whereIn('message_id', [...messageIds])
      .where((sent) =>
        sent.where({ state: 'sent' }).orWhere((going) => going.where({ state: 'waiting' }).whereNotNull('lease_owner')),
      )
      .select('id', 'message_id', 'to_address', 'contact_id', 'history')
      .orderBy('id')
      .forUpdate();
  }

  /** Adds to a mail's history what became of it after it was sent. */
  async noteReport(trx: Knex.Transaction, mail: Pick<SentMail, 'id' | 'history'>, event: MailEvent): Promise<void> {
    await MailRow.query(trx)
      .findById(mail.id)
      .patch({ history: addToHistory(mail.history, event) });
  }

  /** Leases up to `limit` due mails, the longest waiting first; `owner` must be new with every call. */
  async lease(owner: string, limit: number, leaseMs: number): Promise<readonly LeasedMail[]> {
    const skipLocked = await this.#skipsLocked();
    return this.#knex.transaction(async (trx) => {
      const now = this.#clock.now();
      const due = MailRow.query(trx)
        .where({ state: 'waiting' })
        .where('next_attempt_at', '<=', now)
        .where((free) => free.whereNull('lease_until').orWhere('lease_until', '<', now));
      const candidates = due.clone().select('id').orderBy(['next_attempt_at', 'id']).limit(limit);
      const ids = (await (skipLocked ? candidates.forUpdate().skipLocked() : candidates)).map((row) => row.id);
      if (ids.length === 0) return [];
      // The conditions again: without row locks another worker may have been faster.
      await due
        .clone()
        .whereIn('id', ids)
        .patch({ leaseOwner: owner, leaseUntil: now + leaseMs });
      return MailRow.query(trx).where({ lease_owner: owner }).whereIn('id', ids).orderBy(['next_attempt_at', 'id']);
    });
  }

  /** Prolongs every lease of these owners. */
  async renew(owners: readonly string[], leaseMs: number): Promise<void> {
    await MailRow.query(this.#knex)
      .whereIn('lease_owner', [...owners])
      .where({ state: 'waiting' })
      .patch({ leaseUntil: this.#clock.now() + leaseMs });
  }

  /**
   * The server took them. Whoever holds the leases by now: a mail that was sent is never to be sent again. One statement for all that
   * had the same fate before, which is nearly always all.
   */
  async markSent(mails: readonly Pick<LeasedMail, 'id' | 'history'>[]): Promise<void> {
    const sentAt = this.#clock.now();
    const idsByPast = new Map<string | null, number[]>();
    for (const { id, history } of mails) idsByPast.set(history, [...(idsByPast.get(history) ?? []), id]);
    for (const [past, ids] of idsByPast) {
      const history = addToHistory(past, { at: sentAt, what: 'sent' });
      await MailRow.query(this.#knex)
        .whereIn('id', ids)
        .whereNot({ state: 'sent' })
        .patch({ ...released, history, state: 'sent', attempts: oneMore, sentAt, lastError: null });
    }
  }

  /** To be tried again at `nextAttemptAt`; `countsAsAttempt`: the server answered. */
  async markRetry(
    id: number,
    owner: string,
    retry: { readonly nextAttemptAt: number; readonly reason: string; readonly countsAsAttempt: boolean },
  ): Promise<void> {
    const history = await this.#history(id, { at: this.#clock.now(), what: 'put-off', reason: retry.reason });
    await MailRow.query(this.#knex)
      .where({ id, state: 'waiting', lease_owner: owner })
      .patch({
        ...released,
        ...history,
        nextAttemptAt: retry.nextAttemptAt,
        lastError: retry.reason,
        ...(retry.countsAsAttempt ? { attempts: oneMore } : {}),
      });
  }

  /** Never to be tried again by itself. */
  async markFailed(id: number, owner: string, reason: string): Promise<void> {
    const history = await this.#history(id, { at: this.#clock.now(), what: 'failed', reason });
    await MailRow.query(this.#knex)
      .where({ id, state: 'waiting', lease_owner: owner })
      .patch({ ...released, ...history, state: 'failed', attempts: oneMore, lastError: reason });
  }

  /** Gives back what an owner leased and did not finish, or only some of it. */
  async giveBack(owner: string, ids?: readonly number[]): Promise<void> {
    const leased = MailRow.query(this.#knex).where({ lease_owner: owner, state: 'waiting' });
    if (ids !== undefined) leased.whereIn('id', [...ids]);
    await leased.patch(released);
  }

  /** How many mails wait, and since when the longest due one could have been sent (epoch ms). */
  async backlog(): Promise<{ readonly waiting: number; readonly oldestDueAt: number | undefined }> {
    const row = await this.#knex('portal_mail')
      .where({ state: 'waiting' })
      .first<{ waiting: number; oldest: number | null }>(
        this.#knex.raw('count(*) AS waiting'),
        this.#knex.raw('min(next_attempt_at) AS oldest'),
      );
    const oldest = row.oldest === null ? undefined : Number(row.oldest);
    return {
      waiting: Number(row.waiting),
      oldestDueAt: oldest !== undefined && oldest <= this.#clock.now() ? oldest : undefined,
    };
  }

  /** Whoever holds the lease is alone with the mail, so reading and writing may be two statements. */
  async #history(id: number, event: MailEvent): Promise<Pick<MailRow, 'history'>> {
    const row = await MailRow.query(this.#knex).findById(id).select('history');
    return { history: addToHistory(row?.history ?? null, event) };
  }

  async #skipsLocked(): Promise<boolean> {
    if (!isMysql(this.#knex)) return false;
    this.#canSkipLocked ??= canSkipLocked(await readServerFacts(this.#knex));
    return this.#canSkipLocked;
  }
}

const released = { leaseOwner: null, leaseUntil: null };
const oneMore = raw('attempts + 1') as unknown as number;

function canSkipLocked({ product, version }: { readonly product: string; readonly version: string }): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return product === 'MariaDB' ? major > 10 || (major === 10 && minor >= 6) : major >= 8;
}
