import type { Knex } from 'knex';
import { sha256 } from '../core/secrets.js';
import type { SettingStore } from '../store/setting-store.js';
import type { Manifest } from './manifest.js';
import { parseSetting, type SettingValue, settingValue } from './setting-values.js';

/** A setting with what it is set to. */
export type SettingEntry = Manifest['settings'][number] & {
  readonly value: SettingValue;
};

/** All settings at one moment; `mark` changes when any of them does. */
export interface SettingPage {
  readonly entries: readonly SettingEntry[];
  readonly mark: string;
}

/** The portal-wide settings for who changes them: definitions, values, and the way from a typed text to a value. */
export class SettingBook {
  readonly #definitions: Manifest['settings'];
  readonly #store: SettingStore;

  constructor(manifest: Pick<Manifest, 'settings'>, store: SettingStore) {
    this.#definitions = manifest.settings;
    this.#store = store;
  }

  async read(): Promise<SettingPage> {
    const stored = await this.#store.all();
    const entries = this.#definitions.map((setting) => ({ ...setting, value: settingValue(setting, stored) }));
    return { entries, mark: sha256(JSON.stringify(entries.map(({ key, value }) => [key, value]))) };
  }

  /** What a typed text says; undefined for what the setting cannot be, or for no setting at all. */
  parse(key: string, text: string): SettingValue | undefined {
    const definition = this.#definitions.find((setting) => setting.key === key);
    return definition && parseSetting(definition, text);
  }

  /** Sets values in one transaction; the shipped value is no row. */
  async write(values: ReadonlyMap<string, SettingValue>, db: Knex.Transaction): Promise<void> {
    for (const { key, default: shipped } of this.#definitions) {
      const value = values.get(key);
      if (value === undefined) continue;
      if (value === shipped) await this.#store.remove(key, db);
      else await this.#store.write(key, value, db);
    }
  }
}
