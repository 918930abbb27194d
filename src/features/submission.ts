import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { ConflictError, MalformedRequestError } from '../core/errors.js';
import { maskSecret, unmaskSecret } from '../core/secrets.js';
import { SubmissionRaceError, type SubmissionStore } from '../store/submission-store.js';

const KEY_BYTES = 18;

/** A fresh one-time key for a form. */
export function newSubmissionKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}

/** A key for the form it came with to carry on; it looks different on every page, since pages are compressed. */
export function repeatSubmissionKey(key: string): string {
  return maskSecret(Buffer.from(key, 'base64url'));
}

/** A form's one-time key, fresh or repeated; MalformedRequestError for anything else. */
export function readSubmissionKey(text: string): string {
  if (/^[A-Za-z0-9_-]{24}$/.test(text)) return text;
  const key = unmaskSecret(text, KEY_BYTES);
  if (key === undefined) throw new MalformedRequestError('submissionKeyMissing');
  return key.toString('base64url');
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
  if (earlier.fingerprint !== submission.fingerprint) {
    throw new ConflictError('submissionChanged', { location: earlier.location });
  }
  return earlier.location;
}
