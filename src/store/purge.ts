import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { purgeDrafts } from './purge-drafts.js';

/** Keys of forms are valid for at least 24 hours; two days leave room for any clock. */
const SUBMISSION_MS = 2 * 86_400_000;
/** Rows of one statement: a purge never holds many locks. */
const BATCH = 1000;

/** Which rows are over, by table; `key` names a row in the batch. */
const rules = [
  { table: 'portal_session', key: 'id_hash', column: 'expires_at', age: 0 },
  { table: 'portal_remember', key: 'token_hash', column: 'expires_at', age: 0 },
  { table: 'portal_token', key: 'id', column: 'expires_at', age: 0 },
  { table: 'portal_throttle', key: 'name', column: 'window_ends_at', age: 0 },
  { table: 'portal_submission', key: 'submission_key', column: 'created_at', age: SUBMISSION_MS },
] as const;

/** Deletes rows that are over and returns how many; meant to run every hour. */
export async function purgeExpired(knex: Knex, clock: Clock): Promise<number> {
  let purged = await purgeDrafts(knex, clock.now());
  for (const rule of rules) {
    const before = clock.now() - rule.age;
    for (;;) {
      const keys: string[] = await knex(rule.table).where(rule.column, '<', before).limit(BATCH).pluck(rule.key);
      if (keys.length > 0)
        purged += await knex(rule.table).where(rule.column, '<', before).whereIn(rule.key, keys).delete();
      if (keys.length < BATCH) break;
    }
  }
  return purged;
}
