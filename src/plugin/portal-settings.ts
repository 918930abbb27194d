import type { Logger } from '../core/logger.js';
import type { InterfaceVersion } from '../core/view-types.js';
import type { SettingStore } from '../store/setting-store.js';
import type { Manifest } from './manifest.js';
import { type SettingValue, settingValue } from './setting-values.js';

interface PortalSettingsDeps {
  readonly manifest: Pick<Manifest, 'settings'>;
  readonly store: Pick<SettingStore, 'all'>;
  readonly log: Logger;
}

/** The portal-wide settings as this process knows them: refreshed every few seconds, never read per request. */
export class PortalSettings {
  readonly #deps: PortalSettingsDeps;
  #values: ReadonlyMap<string, SettingValue>;

  constructor(deps: PortalSettingsDeps) {
    this.#deps = deps;
    this.#values = this.#complete(new Map());
  }

  /** What visitors see before they sign in, and afterwards unless their profile says otherwise. */
  get interface(): InterfaceVersion {
    return this.#values.get('interface') === '1' ? 1 : 2;
  }

  /** The tickets' field that takes customers' ratings; empty: the portal keeps them to itself. */
  get ratingField(): string {
    return String(this.#values.get('ratingField') ?? '').trim();
  }

  /** Reads what administrators set; while the database is away the last answer holds. */
  async refresh(): Promise<void> {
    try {
      this.#values = this.#complete(await this.#deps.store.all());
    } catch (error) {
      this.#deps.log.warn({ error }, 'the settings could not be read');
    }
  }

  #complete(stored: ReadonlyMap<string, unknown>): ReadonlyMap<string, SettingValue> {
    return new Map(this.#deps.manifest.settings.map((setting) => [setting.key, settingValue(setting, stored)]));
  }
}
