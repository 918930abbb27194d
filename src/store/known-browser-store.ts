import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { sha256 } from '../core/secrets.js';
import { classifyDbError } from '../host/db-errors.js';
import { KnownBrowserRow } from './models/known-browser-row.js';

/** Days a browser is known after the last sign-in in it. */
export const KNOWN_DAYS = 365;

/** The browsers in which contacts signed in, by the hash of a random mark that each browser holds in a cookie. */
export class KnownBrowserStore {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How a browser is called at rest. */
  hashOf(contactId: number, mark: string): string {
    return sha256(`${contactId}:${mark}`);
  }

  /** Notes a sign-in and says whether the browser was new to this contact; of simultaneous ones only the first hears so. */
  async meet(trx: Knex.Transaction, contactId: number, mark: string): Promise<boolean> {
    const now = this.#clock.now();
    const idHash = this.hashOf(contactId, mark);
    const times = { seenAt: now, expiresAt: now + KNOWN_DAYS * 86_400_000 };
    try {
      await KnownBrowserRow.query(trx).insert({ idHash, contactId, ...times });
      return true;
    } catch (error) {
      if (classifyDbError(error) !== 'unique') throw error;
    }
    const inTime = await KnownBrowserRow.query(trx).findById(idHash).where('expires_at', '>', now).patch(times);
    if (inTime === 1) return false;
    // What is over counts as gone, also before it is purged.
    return (await KnownBrowserRow.query(trx).findById(idHash).where('expires_at', '<=', now).patch(times)) === 1;
  }

  /** Forgets all browsers of a contact: whoever had the old password signs in as a stranger from now on. */
  async forget(trx: Knex.Transaction, contactId: number): Promise<void> {
    await KnownBrowserRow.query(trx).where('contact_id', contactId).delete();
  }
}
