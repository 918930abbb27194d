import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';

/** A counter with how far it may go in one window; its name has at most 100 characters. */
export interface BudgetCounter {
  readonly name: string;
  readonly limit: number;
}

/** One thing that wants room in each of its counters. */
export type BudgetClaim = readonly [BudgetCounter, ...BudgetCounter[]];

interface CounterState {
  count: number;
  readonly endsAt: number;
}

/** Counted room shared by all processes: what is granted never exceeds a limit, and nothing is counted that was not granted. */
export class MailBudgetStore {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Grants claims in their order; a counter's window starts with its first claim. For each: undefined where there was room, else when (epoch
   * ms) the window of its first counter ends. Three statements; the counters stay locked until the transaction ends.
   */
  async reserve(
    trx: Knex.Transaction,
    claims: readonly BudgetClaim[],
    windowMs: number,
  ): Promise<readonly (number | undefined)[]> {
    if (claims.length === 0) return [];
    // In one order, so that two processes wait for each other instead of blocking each other.
    const names = [...new Set(claims.flat().map(({ name }) => name))].sort();
    await this.#open(trx, names, windowMs);
    const counters = await readCounters(trx, names);
    const results = claims.map((claim) => grant(claim, counters));
    await trx('portal_throttle')
      .insert(names.map((name) => rowOf(name, counters)))
      .onConflict('name')
      .merge(['count']);
    return results;
  }

  /** Makes counters that are not there and starts those anew whose window is over. */
  async #open(trx: Knex.Transaction, names: readonly string[], windowMs: number): Promise<void> {
    const now = this.#clock.now();
    const isOver = (column: string, otherwise: string): Knex.Raw =>
      trx.raw(`case when portal_throttle.window_ends_at <= ? then ${otherwise} else portal_throttle.${column} end`, [
        now,
      ]);
    await trx('portal_throttle')
      .insert(names.map((name) => ({ name, count: 0, window_ends_at: now + windowMs })))
      .onConflict('name')
      // MariaDB assigns from left to right: the count first, since it looks at the old end.
      .merge({ count: isOver('count', '0'), window_ends_at: isOver('window_ends_at', String(now + windowMs)) });
  }
}

async function readCounters(trx: Knex.Transaction, names: readonly string[]): Promise<Map<string, CounterState>> {
  const rows: { name: string; count: number; window_ends_at: number | string }[] = await trx('portal_throttle')
    .whereIn('name', [...names])
    .orderBy('name')
    .forUpdate()
    .select('name', 'count', 'window_ends_at');
  return new Map(rows.map((row) => [row.name, { count: Number(row.count), endsAt: Number(row.window_ends_at) }]));
}

function grant(claim: BudgetClaim, counters: Map<string, CounterState>): number | undefined {
  const states = claim.map(({ name, limit }) => ({ limit, state: counters.get(name) ?? { count: 0, endsAt: 0 } }));
  if (states.some(({ state, limit }) => state.count >= limit)) return states[0]?.state.endsAt;
  for (const { state } of states) state.count += 1;
  return undefined;
}

function rowOf(name: string, counters: ReadonlyMap<string, CounterState>) {
  const { count, endsAt } = counters.get(name) ?? { count: 0, endsAt: 0 };
  return { name, count, window_ends_at: endsAt };
}
