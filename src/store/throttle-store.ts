import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { isMysql } from '../host/database-facts.js';

/** One counted try: `isOver` once the window holds more than the limit; `retryAfter` in seconds, to the window's end. */
export interface ThrottleHit {
  readonly count: number;
  readonly isOver: boolean;
  readonly retryAfter: number;
}

/** Counters in the database: shared by all processes, atomic, and alive after a restart. */
export class ThrottleStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Counts one try under a name (at most 100 characters) in a window that starts with its first try. One statement or two. */
  async hit(name: string, limit: number, windowMs: number): Promise<ThrottleHit> {
    const now = this.#clock.now();
    const row = isMysql(this.#knex)
      ? await this.#hitOnMysql(name, now, now + windowMs)
      : await this.#hitOnSqlite(name, now, now + windowMs);
    return {
      count: row.count,
      isOver: row.count > limit,
      retryAfter: Math.max(1, Math.ceil((row.endsAt - now) / 1000)),
    };
  }

  /** Takes one try back, since it was none that counts. */
  async giveBack(name: string): Promise<void> {
    await this.#knex('portal_throttle')
      .where({ name })
      .where('count', '>', 0)
      .where('window_ends_at', '>', this.#clock.now())
      .decrement('count', 1);
  }

  async #hitOnSqlite(name: string, now: number, endsAt: number): Promise<{ count: number; endsAt: number }> {
    const rows: { count: number; window_ends_at: number }[] = await this.#knex.raw(
      `INSERT INTO portal_throttle (name, window_ends_at, count) VALUES (?, ?, 1)
       ON CONFLICT (name) DO UPDATE SET
         count = CASE WHEN window_ends_at <= ? THEN 1 ELSE count + 1 END,
         window_ends_at = CASE WHEN window_ends_at <= ? THEN excluded.window_ends_at ELSE window_ends_at END
       RETURNING count, window_ends_at`,
      [name, endsAt, now, now],
    );
    return { count: rows[0]?.count ?? 1, endsAt: rows[0]?.window_ends_at ?? endsAt };
  }

  /** `LAST_INSERT_ID(…)` hands back this statement's own count, whatever others count meanwhile; assignments run left to right. */
  async #hitOnMysql(name: string, now: number, endsAt: number): Promise<{ count: number; endsAt: number }> {
    const [result] = await this.#knex.raw(
      `INSERT INTO portal_throttle (name, window_ends_at, count) VALUES (?, ?, 1)
       ON DUPLICATE KEY UPDATE
         count = LAST_INSERT_ID(IF(window_ends_at <= ?, 1, count + 1)),
         window_ends_at = IF(window_ends_at <= ?, VALUES(window_ends_at), window_ends_at)`,
      [name, endsAt, now, now],
    );
    const isNew = result.affectedRows === 1;
    if (isNew) return { count: 1, endsAt };
    const row = await this.#knex('portal_throttle').where({ name }).first('window_ends_at');
    return { count: Number(result.insertId), endsAt: Number(row?.window_ends_at ?? endsAt) };
  }
}
