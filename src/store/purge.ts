import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { purgeDrafts } from './purge-drafts.js';
import type { RetentionDays } from './retention-days.js';

/** Keys of forms are valid for at least 24 hours; two days leave room for any clock. */
const SUBMISSION_MS = 2 * 86_400_000;
/** Three times as long as a mailbox is looked back into: a mail that is still there must be known. */
const INCOMING_MS = 90 * 86_400_000;
/** Three times as long as a refusal counts with the one before it: after that it says nothing about an address mails go to. */
const ADDRESS_MS = 90 * 86_400_000;
/** Rows of one statement: a purge never holds many locks. */
const BATCH = 1000;
const DAY_MS = 86_400_000;

/** Which rows are over: those older than `age` ms by `column`. */
interface PurgeRule {
  readonly table: string;
  /** Names a row in the batch. */
  readonly key: string;
  readonly column: string;
  readonly age: number;
  /** Rows with something in this column stay. */
  readonly unless?: string;
}

const rules: readonly PurgeRule[] = [
  { table: 'portal_session', key: 'id_hash', column: 'expires_at', age: 0 },
  { table: 'portal_remember', key: 'token_hash', column: 'expires_at', age: 0 },
  { table: 'portal_known_browser', key: 'id_hash', column: 'expires_at', age: 0 },
  { table: 'portal_admin_session', key: 'id_hash', column: 'expires_at', age: 0 },
  { table: 'portal_admin_view', key: 'id', column: 'expires_at', age: 0 },
  { table: 'portal_token', key: 'id', column: 'expires_at', age: 0 },
  { table: 'portal_throttle', key: 'name', column: 'window_ends_at', age: 0 },
  { table: 'portal_submission', key: 'submission_key', column: 'created_at', age: SUBMISSION_MS },
  { table: 'portal_incoming_mail', key: 'id', column: 'at', age: INCOMING_MS },
  { table: 'portal_mail_address', key: 'id', column: 'last_at', age: ADDRESS_MS, unless: 'stopped_at' },
];

/** Deletes rows that are over and returns how many, with the texts `retention` lets go; meant to run every hour. */
export async function purgeExpired(knex: Knex, clock: Clock, retention?: RetentionDays): Promise<number> {
  let purged = await purgeDrafts(knex, clock.now());
  if (retention) purged += await purgeRetained(knex, clock.now(), retention);
  for (const { table, key, column, age, unless } of rules) {
    const before = clock.now() - age;
    const over = (): Knex.QueryBuilder => {
      const rows = knex(table).where(column, '<', before);
      return unless === undefined ? rows : rows.whereNull(unless);
    };
    for (;;) {
      const keys: string[] = await over().limit(BATCH).pluck(key);
      if (keys.length > 0) purged += await over().whereIn(key, keys).delete();
      if (keys.length < BATCH) break;
    }
  }
  return purged;
}

/** What a sent mail's data become: the mail stays in the list, its text is gone. */
const NO_DATA = '{}';

async function purgeRetained(knex: Knex, now: number, { auditDays, mailBodyDays }: RetentionDays): Promise<number> {
  const audit = await inBatches(
    () =>
      knex('portal_audit')
        .where('at', '<', now - auditDays * DAY_MS)
        .orderBy('id')
        .limit(BATCH)
        .pluck('id'),
    (ids) => knex('portal_audit').whereIn('id', ids).delete(),
  );
  const before = now - mailBodyDays * DAY_MS;
  const [bodies, dropped] = [
    await dropData(knex, (mails) => mails.whereIn('state', ['sent', 'digested']).where('sent_at', '<', before)),
    // What a person kept from going out may still be sent; what its recipient did not want may not.
    await dropData(knex, (mails) =>
      mails.where({ state: 'cancelled' }).whereNotNull('gate_reason').where('created_at', '<', before),
    ),
  ];
  return audit + bodies + dropped;
}

function dropData(knex: Knex, narrow: (mails: Knex.QueryBuilder) => Knex.QueryBuilder): Promise<number> {
  return inBatches(
    () => narrow(knex('portal_mail')).whereNot({ data: NO_DATA }).orderBy('id').limit(BATCH).pluck('id'),
    (ids) => knex('portal_mail').whereIn('id', ids).update({ data: NO_DATA }),
  );
}

async function inBatches(
  find: () => PromiseLike<number[]>,
  change: (ids: readonly number[]) => PromiseLike<number>,
): Promise<number> {
  for (let changed = 0; ; ) {
    const ids = await find();
    if (ids.length > 0) changed += await change(ids);
    if (ids.length < BATCH) return changed;
  }
}
