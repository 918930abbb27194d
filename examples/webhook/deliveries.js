import { pauseAfter } from './back-off.js';
import { sign } from './signature.js';

/**
 * @typedef {{ id: number, event: string, body: string, attempts: number }} Delivery
 * @typedef {{ url: string, secret: string }} Target
 * @typedef {Pick<import('vtenext-customer-portal').ExtensionServices, 'table'>} Tables
 */

const MOST_AT_ONCE = 20;
const PATIENCE_MS = 10_000;
const LONGEST_ERROR = 200;
const KEPT_MS = 30 * 86_400_000;

/**
 * Puts a message into the queue; it is sent by `sendDue`.
 * @param {Tables} services
 * @param {string} event
 * @param {object} data
 * @param {number} now ms since 1970
 */
export async function queue(services, event, data, now) {
  const body = JSON.stringify({ event, at: new Date(now).toISOString(), data });
  await services.table('delivery').insert({ event, body, state: 'due', attempts: 0, next_at: now, error: '' });
}

/**
 * The rows about a contact, whose id is the last of a message's data.
 * @param {Tables} services
 * @param {number} contactId
 */
export function deliveriesOf(services, contactId) {
  return services.table('delivery').where('body', 'like', `%"contactId":${contactId}}}`);
}

/**
 * Sends what is due, the oldest first, and notes how it went. A message is counted before it is sent: a process that dies meanwhile leaves it to
 * the next attempt, so a receiver may hear it twice, with the same `X-Portal-Delivery`.
 * @param {Tables} services
 * @param {Target} target
 * @param {number} now ms since 1970
 */
export async function sendDue(services, target, now) {
  /** @type {readonly Delivery[]} */
  const due = await services
    .table('delivery')
    .where({ state: 'due' })
    .where('next_at', '<=', now)
    .orderBy('id')
    .limit(MOST_AT_ONCE)
    .select('id', 'event', 'body', 'attempts');
  for (const delivery of due) {
    const attempts = delivery.attempts + 1;
    const pause = pauseAfter(attempts);
    const row = () => services.table('delivery').where({ id: delivery.id });
    await row().update({ attempts, next_at: now + (pause ?? 0) });
    const error = await post(target, delivery, now);
    if (error === undefined) await row().update({ state: 'sent', error: '' });
    else await row().update({ state: pause === undefined ? 'failed' : 'due', error: error.slice(0, LONGEST_ERROR) });
  }
  await services
    .table('delivery')
    .whereNot({ state: 'due' })
    .where('next_at', '<', now - KEPT_MS)
    .delete();
}

/**
 * Sends one message; returns why it did not arrive.
 * @param {Target} target
 * @param {Delivery} delivery
 * @param {number} now
 * @returns {Promise<string | undefined>}
 */
async function post({ url, secret }, { id, event, body }, now) {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Portal-Event': event,
        'X-Portal-Delivery': String(id),
        'X-Portal-Signature': sign(secret, body, Math.floor(now / 1000)),
      },
      body,
      // Another address was not chosen by an administrator.
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.body?.cancel();
    return answer.ok ? undefined : `answered ${answer.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
