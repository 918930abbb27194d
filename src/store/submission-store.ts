import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { ConflictError } from '../core/errors.js';
import { classifyDbError } from '../host/db-errors.js';
import { SubmissionRow } from './models/submission-row.js';

/** What a form's key already wrote. */
export interface Submission {
  readonly fingerprint: string;
  /** Path below the mount the writer was sent to. */
  readonly location: string;
}

/** Another request with the same key committed first: the whole transaction is void, and `find` now answers. */
export class SubmissionRaceError extends ConflictError {
  constructor() {
    super('submissionRace');
  }
}

/** One-time keys of forms: a form sent twice is written once (kept for at least 24 hours). */
export class SubmissionStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  async find(contactId: number, key: string): Promise<Submission | undefined> {
    const row = await SubmissionRow.query(this.#knex).findById([contactId, key]);
    return row && { fingerprint: row.fingerprint, location: row.location };
  }

  /** Stores a key (at most 64 characters) with its write, in the write's own transaction; throws SubmissionRaceError. */
  async record(
    trx: Knex.Transaction,
    contactId: number,
    key: string,
    fingerprint: string,
    location: string,
  ): Promise<void> {
    try {
      await SubmissionRow.query(trx).insert({
        contactId,
        submissionKey: key,
        fingerprint,
        location,
        createdAt: this.#clock.now(),
      });
    } catch (error) {
      if (classifyDbError(error) === 'unique') throw new SubmissionRaceError();
      throw error;
    }
  }
}
