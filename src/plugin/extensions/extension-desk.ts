import type { Knex } from 'knex';
import { bounded } from '../../core/bounded.js';
import type { Clock } from '../../core/clock.js';
import { ConflictError, type FieldFault, InvalidInputError, NotFoundError, RefusedError } from '../../core/errors.js';
import { plainLines } from '../../core/setting-text.js';
import type { ExtensionDesk, ExtensionEntry } from '../../features/admin/extensions/extension-types.js';
import { isDenied } from '../../host/db-errors.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { AuditActor, AuditStore } from '../../store/audit-store.js';
import { dropExtensionTables, missingMigrations, runExtensionMigrations } from '../../store/extension-migrator.js';
import type { ExtensionStore } from '../../store/extension-store.js';
import { extensionTables } from '../../store/extension-tables.js';
import { withLock } from '../../store/lock.js';
import { parseSetting, type SettingValue } from '../setting-values.js';
import { describeExtension } from './describe-extension.js';
import { extensionNames, readExtensionFolder } from './extension-folder.js';
import type { ExtensionHost } from './extension-host.js';
import type { Surroundings } from './extension-setup.js';
import { demandLoadable, prepareExtension, SETUP_LIMIT_MS } from './load-extension.js';

/** What of the host's extensions the desk looks at. */
export type LoadedExtensions = Pick<ExtensionHost, 'registered' | 'look'>;

interface DeskDeps {
  readonly directory: string;
  readonly portalVersion: string;
  readonly host: Pick<HostAdapter, 'knex' | 'transaction'>;
  readonly clock: Clock;
  readonly store: ExtensionStore;
  readonly audit: AuditStore;
  readonly extensions: LoadedExtensions;
  readonly around: Surroundings;
  /** Lets work use an account that may create tables; undefined: here is none. */
  readonly asAdmin: (<T>(work: (knex: Knex) => Promise<T>) => Promise<T>) | undefined;
}

/** As the plugin's own steps, one at a time. */
const LOCK = 'extensions';

/** Switches extensions on and off and sets them, for the command and the administration alike; running processes follow by themselves. */
export class ExtensionSwitchboard implements ExtensionDesk {
  readonly #deps: DeskDeps;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  async list(): Promise<readonly ExtensionEntry[]> {
    const { directory, store, extensions } = this.#deps;
    const stored = new Map((await store.all()).map((row) => [row.id, row]));
    const names = await extensionNames(directory);
    const folders = new Map(
      await Promise.all(names.map(async (id) => [id, await readExtensionFolder(directory, id)] as const)),
    );
    const ids = [...new Set([...names, ...[...stored.values()].filter((row) => row.isEnabled).map(({ id }) => id)])];
    return ids.sort().map((id) => describeExtension(id, folders.get(id), stored.get(id), extensions.registered(id)));
  }

  async find(id: string): Promise<ExtensionEntry | undefined> {
    return (await this.list()).find((entry) => entry.id === id);
  }

  /** Whether it lies in the folder, or somebody ever switched or set it. */
  async isKnown(id: string): Promise<boolean> {
    const names = await extensionNames(this.#deps.directory);
    return names.includes(id) || (await this.#deps.store.find(id)) !== undefined;
  }

  /** Whether tables of it are there, as far as this account sees them. */
  async hasTables(id: string): Promise<boolean> {
    return (await extensionTables(this.#deps.host.knex, id)).length > 0;
  }

  /** Returns the migrations that were run. */
  async enable(id: string, actor: AuditActor): Promise<readonly string[]> {
    const done = await withLock(this.#deps.host.knex, LOCK, async () => {
      const { migrations, version } = await this.#examine(id);
      const names = await this.#migrate(id, migrations);
      await this.#note('extension.enabled', id, actor, { version }, (trx) =>
        this.#deps.store.setEnabled(id, true, actor.name, trx),
      );
      return names;
    });
    await this.#deps.extensions.look();
    return done;
  }

  async disable(id: string, actor: AuditActor): Promise<void> {
    await withLock(this.#deps.host.knex, LOCK, () =>
      this.#note('extension.disabled', id, actor, {}, (trx) => this.#deps.store.setEnabled(id, false, actor.name, trx)),
    );
    await this.#deps.extensions.look();
  }

  async saveSettings(id: string, typed: ReadonlyMap<string, string>, mark: string, actor: AuditActor): Promise<void> {
    await withLock(this.#deps.host.knex, LOCK, async () => {
      const entry = await this.find(id);
      if (!entry) throw new NotFoundError();
      const values = parseAll(entry, typed);
      if (mark !== entry.mark) throw new ConflictError();
      // Some may be secrets: only their names are kept.
      const changed = entry.settings.filter(({ key, value }) => values.get(key) !== value).map(({ key }) => key);
      if (changed.length === 0) return;
      const own = entry.settings.filter((setting) => values.get(setting.key) !== setting.default);
      const kept = Object.fromEntries(own.map(({ key }) => [key, values.get(key)]));
      await this.#note('extension.settingsChanged', id, actor, { settings: changed }, (trx) =>
        this.#deps.store.setSettings(id, kept, actor.name, trx),
      );
    });
    await this.#deps.extensions.look();
  }

  /** Forgets an extension that is off; `dropsData`: with its tables, whose names are returned. */
  async forget(
    id: string,
    { dropsData }: { readonly dropsData: boolean },
    actor: AuditActor,
  ): Promise<readonly string[]> {
    const { store, host, asAdmin } = this.#deps;
    if ((await store.find(id))?.isEnabled) throw refusal(`it is enabled: run "portal extension disable ${id}" first`);
    return withLock(host.knex, LOCK, async () => {
      const dropped = dropsData && asAdmin ? await asAdmin((knex) => dropExtensionTables(knex, id)) : [];
      await this.#note('extension.removed', id, actor, { tables: dropped }, (trx) => store.remove(id, trx));
      return dropped;
    });
  }

  /** Sets it up once without letting anything of it hold: whatever is wrong with it is known before it is enabled. */
  async #examine(id: string) {
    const { directory, portalVersion, around, store } = this.#deps;
    const folder = await readExtensionFolder(directory, id);
    try {
      const manifest = demandLoadable(folder, portalVersion, this.#foreign(id));
      const settings = (await store.find(id))?.settings ?? new Map();
      const { setup, extension } = await prepareExtension(folder, manifest, settings, around);
      await bounded(() => extension.teardown?.(), SETUP_LIMIT_MS).finally(() => setup.cutOff());
      return { migrations: setup.migrations, version: manifest.version };
    } catch (error) {
      throw refusal(plainLines(error instanceof Error ? error.message : String(error)));
    }
  }

  /** Texts of the extension itself, where it is loaded already, do not take its name. */
  #foreign(id: string): Pick<Surroundings['translator'], 'hasNamespace'> {
    const { around, extensions } = this.#deps;
    return { hasNamespace: (name) => extensions.registered(id) === undefined && around.translator.hasNamespace(name) };
  }

  async #migrate(id: string, migrations: Parameters<typeof missingMigrations>[2]): Promise<readonly string[]> {
    const { host, clock, asAdmin } = this.#deps;
    if ((await missingMigrations(host.knex, id, migrations)).length === 0) return [];
    const needsAdmin = `its tables have to be made with the administrator's account: run "portal extension enable ${id}"`;
    if (!asAdmin) throw refusal(needsAdmin);
    try {
      return await asAdmin((knex) => runExtensionMigrations(knex, clock, id, migrations));
    } catch (error) {
      if (isDenied(error)) throw refusal(needsAdmin);
      throw error;
    }
  }

  async #note(
    action: 'extension.enabled' | 'extension.disabled' | 'extension.settingsChanged' | 'extension.removed',
    id: string,
    actor: AuditActor,
    details: Readonly<Record<string, unknown>>,
    change: (trx: Knex.Transaction) => Promise<void>,
  ): Promise<void> {
    await this.#deps.host.transaction(async (trx) => {
      await change(trx);
      await this.#deps.audit.record({ action, actor, subject: id, details }, trx);
    });
  }
}

function refusal(reason: string): RefusedError {
  return new RefusedError('admin-extensions:refused', undefined, { reason });
}

function parseAll(entry: ExtensionEntry, typed: ReadonlyMap<string, string>): ReadonlyMap<string, SettingValue> {
  const values = new Map<string, SettingValue>();
  const faults: FieldFault[] = [];
  for (const setting of entry.settings) {
    const text = typed.get(setting.key);
    // A secret is never shown: leaving its field empty leaves it as it is.
    const isKept = text === undefined || (setting.isSecret === true && text === '');
    const value = isKept ? setting.value : parseSetting(setting, text);
    if (value === undefined) faults.push({ field: setting.key, code: 'admin:settings.wrong' });
    else values.set(setting.key, value);
  }
  if (faults.length > 0) throw new InvalidInputError(faults);
  return values;
}
