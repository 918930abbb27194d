import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { SettingRow } from './models/setting-row.js';

/** Portal-wide settings as an administrator left them, each a JSON value. */
export class SettingStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** All settings by name; what is not there has the manifest's default. */
  async all(): Promise<ReadonlyMap<string, unknown>> {
    const rows = await SettingRow.query(this.#knex);
    return new Map(rows.map((row) => [row.name, JSON.parse(row.value) as unknown]));
  }

  async write(name: string, value: unknown, db: Knex | Knex.Transaction = this.#knex): Promise<void> {
    const row = { value: JSON.stringify(value), changedAt: this.#clock.now() };
    await SettingRow.query(db)
      .insert({ name, ...row })
      .onConflict('name')
      .merge();
  }

  /** Back to the manifest's default. */
  async remove(name: string, db: Knex | Knex.Transaction = this.#knex): Promise<void> {
    await SettingRow.query(db).deleteById(name);
  }
}
