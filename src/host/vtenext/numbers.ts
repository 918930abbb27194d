import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { HostUnavailableError } from '../../core/errors.js';
import { withLockRetry } from '../transaction.js';

const mostTries = 60;

/**
 * Takes `count` record numbers of a module, e.g. `TT7`; undefined if the module has no active counter, which is allowed. The
 * counter moves by compare-and-set in statements that commit by themselves; never run this inside a transaction.
 */
export async function nextNumbers(
  knex: Knex,
  prefix: string,
  module: string,
  count: number,
): Promise<readonly string[] | undefined> {
  const table = `${prefix}modentity_num`;
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const counter = await withLockRetry(() => readCounter(knex, table, module));
    if (!counter) return undefined;
    const first = counter.current;
    const changed = await withLockRetry(() =>
      knex(table)
        .where({ num_id: counter.id, active: 1, cur_id: first })
        .update({ cur_id: add(first, count) }),
    );
    if (changed === 1) return Array.from({ length: count }, (_, index) => counter.prefix + add(first, index));
    await sleep(Math.random() * 5 * Math.min(attempt + 1, 10));
  }
  throw new HostUnavailableError();
}

interface Counter {
  readonly id: number;
  readonly prefix: string;
  readonly current: string;
}

async function readCounter(knex: Knex, table: string, module: string): Promise<Counter | undefined> {
  return knex(table)
    .where({ semodule: module, active: 1 })
    .orderBy('num_id')
    .first<Counter | undefined>({ id: 'num_id', prefix: 'prefix', current: 'cur_id' });
}

/** Adds to a counter kept as text; its leading zeros stay, as in the CRM. */
function add(current: string, amount: number): string {
  return String((Number.parseInt(current, 10) || 0) + amount).padStart(current.length, '0');
}
