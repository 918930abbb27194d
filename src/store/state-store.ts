import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';

/** Where the plugin stands; no row is `absent`. */
export type PluginState = 'absent' | 'installed' | 'enabled' | 'disabled';

export interface PluginStateRow {
  readonly state: PluginState;
  /** Of the plugin that installed or upgraded last; empty while absent. */
  readonly version: string;
}

/** The plugin's own row in the database: its state and the version its tables belong to. */
export class StateStore {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #plugin: string;

  constructor(knex: Knex, clock: Clock, plugin: string) {
    this.#knex = knex;
    this.#clock = clock;
    this.#plugin = plugin;
  }

  /** `absent` also where the portal's tables do not exist yet. */
  async read(): Promise<PluginStateRow> {
    if (!(await this.#knex.schema.hasTable('portal_state'))) return { state: 'absent', version: '' };
    const row: { state: PluginState; version: string } | undefined = await this.#knex('portal_state')
      .where({ plugin: this.#plugin })
      .first('state', 'version');
    return row ?? { state: 'absent', version: '' };
  }

  async write(state: Exclude<PluginState, 'absent'>, version: string): Promise<void> {
    await this.#knex('portal_state')
      .insert({ plugin: this.#plugin, state, version, changed_at: this.#clock.now() })
      .onConflict('plugin')
      .merge();
  }

  /** Back to absent. */
  async remove(): Promise<void> {
    await this.#knex('portal_state').where({ plugin: this.#plugin }).delete();
  }
}
