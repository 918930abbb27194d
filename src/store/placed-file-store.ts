import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { PlacedFileRow } from './models/placed-file-row.js';

/**
 * A diary of files on their way into the CRM's storage. A file is written down before its bytes are placed and crossed out in the
 * transaction that writes its rows: what stands here after an hour belongs to nobody.
 */
export class PlacedFileStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Writes a path (relative to the CRM's root) down, committed at once. */
  async announce(path: string): Promise<void> {
    await PlacedFileRow.query(this.#knex).insert({ path, placedAt: this.#clock.now() });
  }

  /** Crosses a path out, with the rows of its file. */
  async settle(db: Knex | Knex.Transaction, path: string): Promise<void> {
    await PlacedFileRow.query(db).deleteById(path);
  }

  /** Whether a file's rows are still missing; false once they were committed. */
  async isWaiting(path: string): Promise<boolean> {
    return (await PlacedFileRow.query(this.#knex).findById(path)) !== undefined;
  }

  /** Paths written down longer ago than `ageMs`, at most 100. */
  async olderThan(ageMs: number): Promise<readonly string[]> {
    const rows = await PlacedFileRow.query(this.#knex)
      .where('placed_at', '<', this.#clock.now() - ageMs)
      .limit(100)
      .select('path');
    return rows.map((row) => row.path);
  }
}
