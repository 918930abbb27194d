import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { ConflictError, MalformedRequestError } from '../core/errors.js';
import { SubmissionRaceError, type SubmissionStore } from '../store/submission-store.js';

/** A fresh one-time key for a form. */
export function newSubmissionKey(): string {
  return randomBytes(18).toString('base64url');
}

/** A form's one-time key, checked for its shape; MalformedRequestError otherwise. */
export function readSubmissionKey(text: string): string {
  if (!/^[A-Za-z0-9_-]{16,64}$/.test(text)) throw new MalformedRequestError('submissionKeyMissing');
  return text;
}

/** What tells two submissions with one key apart: a digest of everything that was sent. */
export function submissionFingerprint(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

export interface Submission {
  readonly contactId: number;
  readonly key: string;
  readonly fingerprint: string;
}

/** Writes the key into the write's own transaction, with the address its answer leads to. */
export type RecordSubmission = (trx: Knex.Transaction, location: string) => Promise<void>;

/**
 * Does a write once per submission key: the same form sent again gets the first one's address, the same key with other content is
 * a ConflictError. `work` must call `record` inside its transaction and return the same address.
 */
export async function submitOnce(
  submissions: SubmissionStore,
  submission: Submission,
  work: (record: RecordSubmission) => Promise<string>,
): Promise<string> {
  const { contactId, key, fingerprint } = submission;
  const earlier = await earlierLocation(submissions, submission);
  if (earlier !== undefined) return earlier;
  try {
    return await work((trx, location) => submissions.record(trx, contactId, key, fingerprint, location));
  } catch (error) {
    if (!(error instanceof SubmissionRaceError)) throw error;
    const winner = await earlierLocation(submissions, submission);
    if (winner === undefined) throw new ConflictError();
    return winner;
  }
}

async function earlierLocation(submissions: SubmissionStore, submission: Submission): Promise<string | undefined> {
  const earlier = await submissions.find(submission.contactId, submission.key);
  if (!earlier) return undefined;
  if (earlier.fingerprint !== submission.fingerprint) throw new ConflictError('submissionChanged');
  return earlier.location;
}
