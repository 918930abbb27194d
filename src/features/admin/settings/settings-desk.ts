import type { Knex } from 'knex';
import { ConflictError, type FieldFault, InvalidInputError } from '../../../core/errors.js';
import type { HostAdapter } from '../../../host/host-adapter.js';
import type { AuditStore } from '../../../store/audit-store.js';
import { withLock } from '../../../store/lock.js';
import type { Admin } from '../../../web/admin-visitor.js';
import { actorOf } from '../actor.js';

/** What a setting may hold. */
export type SettingValue = string | number | boolean;

/** A portal-wide setting with what it is set to. */
export interface SettingEntry {
  readonly key: string;
  readonly type: 'text' | 'number' | 'boolean' | 'choice';
  readonly labelKey: string;
  readonly default: SettingValue;
  readonly value: SettingValue;
  readonly options?: readonly string[] | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** Where settings are kept; `mark` changes when any of them does. */
export interface Settings {
  read(): Promise<{ readonly entries: readonly SettingEntry[]; readonly mark: string }>;
  parse(key: string, text: string): SettingValue | undefined;
  write(values: ReadonlyMap<string, SettingValue>, db: Knex.Transaction): Promise<void>;
}

interface SettingsDeskDeps {
  readonly host: Pick<HostAdapter, 'knex' | 'transaction'>;
  readonly settings: Settings;
  readonly audit: AuditStore;
  /** Makes this process follow at once. */
  readonly refresh: () => Promise<void>;
}

/** Settings are compared with what their form showed before they are written: one change at a time. */
export const SETTINGS_LOCK = 'settings';

/** What `/admin/mails/sender` sets, which judges it more closely than by its kind. */
const OWN_PAGE: ReadonlySet<string> = new Set(['senderName', 'replyTo', 'accessTemplate']);

/** Shows and changes the portal-wide settings that have no page of their own. */
export class SettingsDesk {
  readonly #deps: SettingsDeskDeps;

  constructor(deps: SettingsDeskDeps) {
    this.#deps = deps;
  }

  async read(): ReturnType<Settings['read']> {
    const { entries, mark } = await this.#deps.settings.read();
    return { entries: entries.filter(({ key }) => !OWN_PAGE.has(key)), mark };
  }

  /**
   * Sets what was typed for each key. InvalidInputError names every setting that cannot be what was typed; ConflictError: one was changed
   * after the form was opened.
   */
  async save(typed: ReadonlyMap<string, string>, mark: string, admin: Admin): Promise<void> {
    await withLock(this.#deps.host.knex, SETTINGS_LOCK, () => this.#change(typed, mark, admin));
    await this.#deps.refresh();
  }

  async #change(typed: ReadonlyMap<string, string>, mark: string, admin: Admin): Promise<void> {
    const { host, settings, audit } = this.#deps;
    const { entries, mark: current } = await this.read();
    const values = this.#parse(entries, typed);
    if (mark !== current) throw new ConflictError();
    const changed = entries.filter(({ key, value }) => values.has(key) && values.get(key) !== value);
    if (changed.length === 0) return;
    await host.transaction(async (trx) => {
      await settings.write(new Map(changed.map(({ key }) => [key, values.get(key) as SettingValue])), trx);
      const details = Object.fromEntries(changed.map(({ key, value }) => [key, { from: value, to: values.get(key) }]));
      await audit.record({ action: 'settings.changed', actor: actorOf(admin), details }, trx);
    });
  }

  #parse(entries: readonly SettingEntry[], typed: ReadonlyMap<string, string>): ReadonlyMap<string, SettingValue> {
    const values = new Map<string, SettingValue>();
    const faults: FieldFault[] = [];
    for (const { key } of entries) {
      const text = typed.get(key);
      if (text === undefined) continue;
      const value = this.#deps.settings.parse(key, text);
      if (value === undefined) faults.push({ field: key, code: 'admin:settings.wrong' });
      else values.set(key, value);
    }
    if (faults.length > 0) throw new InvalidInputError(faults);
    return values;
  }
}
