import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { cutText } from '../core/text.js';

/** A contact that an extension has still to forget. */
export interface OpenErasure {
  readonly extension: string;
  readonly contactId: number;
}

/** How much an extension has still to forget. */
export interface WaitingErasures {
  readonly extension: string;
  readonly count: number;
  /** Of one of the failed attempts; empty: there was none. */
  readonly lastError: string;
}

interface ErasureRow {
  readonly extension: string;
  readonly erased_contact: number;
  readonly attempts: number;
}

/** Longer than an attempt takes, so that no other process makes it meanwhile. */
const FIRST_PAUSE_MS = 15 * 60_000;
const LONGEST_PAUSE_MS = 86_400_000;
const LONGEST_ERROR = 200;
const BATCH = 200;

/** What extensions have still to forget. Rows go when it is done; until then they are tried again and shown. */
export class ErasureStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Extensions that have tables of their own, whether they are on or not. */
  async extensionsWithTables(db: Knex | Knex.Transaction = this.#knex): Promise<readonly string[]> {
    return db('portal_extension_step').distinct('extension').orderBy('extension').pluck('extension');
  }

  /** Notes what has to be forgotten, in the transaction in which the portal forgets it. */
  async add(trx: Knex.Transaction, extensions: readonly string[], contactIds: readonly number[]): Promise<void> {
    const now = this.#clock.now();
    const fresh = { erased_at: now, attempts: 0, next_attempt_at: now, last_error: '' };
    for (const extension of extensions) {
      for (let start = 0; start < contactIds.length; start += BATCH) {
        const ids = contactIds.slice(start, start + BATCH);
        await trx('portal_erasure')
          .insert(ids.map((id) => ({ extension, erased_contact: id, ...fresh })))
          .onConflict(['extension', 'erased_contact'])
          .ignore();
      }
    }
  }

  /** Takes the next attempts of these extensions, at most 200; one that is not `done` comes again, after a pause that grows to a day. */
  async claim(extensions: readonly string[]): Promise<readonly OpenErasure[]> {
    const now = this.#clock.now();
    const due: readonly ErasureRow[] = await this.#knex('portal_erasure')
      .whereIn('extension', [...extensions])
      .where('next_attempt_at', '<=', now)
      .orderBy('next_attempt_at')
      .limit(BATCH)
      .select('extension', 'erased_contact', 'attempts');
    const claimed: OpenErasure[] = [];
    for (const { extension, erased_contact, attempts } of due) {
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS);
      const taken = await this.#knex('portal_erasure')
        .where({ extension, erased_contact })
        .where('next_attempt_at', '<=', now)
        .update({ attempts: attempts + 1, next_attempt_at: now + pause });
      if (taken > 0) claimed.push({ extension, contactId: Number(erased_contact) });
    }
    return claimed;
  }

  async done({ extension, contactId }: OpenErasure): Promise<void> {
    await this.#knex('portal_erasure').where({ extension, erased_contact: contactId }).delete();
  }

  async failed({ extension, contactId }: OpenErasure, reason: string): Promise<void> {
    await this.#knex('portal_erasure')
      .where({ extension, erased_contact: contactId })
      .update({ last_error: cutText(reason, LONGEST_ERROR) });
  }

  /** What is still to be forgotten, by extension. */
  async waiting(): Promise<readonly WaitingErasures[]> {
    const rows: readonly { extension: string; count: number | string; error: string | null }[] = await this.#knex(
      'portal_erasure',
    )
      .groupBy('extension')
      .orderBy('extension')
      .select('extension')
      .count({ count: '*' })
      .max({ error: 'last_error' });
    return rows.map(({ extension, count, error }) => ({ extension, count: Number(count), lastError: error ?? '' }));
  }
}
