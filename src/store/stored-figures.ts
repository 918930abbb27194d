import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';

/** Reads what the portal's tables say of its load: mails by state, age of the oldest due one in seconds, open sessions. Three statements. */
export async function readStoredFigures(knex: Knex, clock: Clock) {
  const now = clock.now();
  const [states, due, open] = await Promise.all([
    knex<{ state: string }>('portal_mail').groupBy('state').select('state').count({ count: '*' }),
    knex('portal_mail')
      .where({ state: 'waiting' })
      .where('next_attempt_at', '<=', now)
      .min({ at: 'next_attempt_at' })
      .first(),
    knex('portal_session').where('expires_at', '>', now).whereNotNull('contact_id').count({ count: '*' }).first(),
  ]);
  const at = due?.at;
  return {
    mails: Object.fromEntries(states.map(({ state, count }) => [String(state), Number(count)])),
    oldestMailSeconds: at === null || at === undefined ? 0 : Math.max(0, (now - Number(at)) / 1000),
    sessions: Number(open?.count ?? 0),
  };
}
