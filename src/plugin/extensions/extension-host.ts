import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { bounded } from '../../core/bounded.js';
import { plainLines } from '../../core/setting-text.js';
import type { Registered } from '../../features/admin/extensions/extension-types.js';
import type { ExtensionStore, StoredExtension } from '../../store/extension-store.js';
import { LONGEST_ANSWER_MS } from '../../web/extension-pages.js';
import { type ExtensionFolder, readExtensionFolder } from './extension-folder.js';
import type { Surroundings } from './extension-setup.js';
import {
  demandLoadable,
  demandTables,
  type PreparedExtension,
  prepareExtension,
  SETUP_LIMIT_MS,
} from './load-extension.js';
import { removeOwner } from './registries.js';

/** How often a process looks which extensions shall be on, in ms. */
export const EXTENSIONS_EVERY_MS = 3_000;
/** What takes longer goes on by itself: one slow extension keeps neither the portal nor the others waiting. */
const PATIENCE_MS = 1_500;

interface ExtensionHostDeps {
  readonly directory: string;
  readonly portalVersion: string;
  readonly knex: Knex;
  readonly store: Pick<ExtensionStore, 'all' | 'noteOutcome'>;
  readonly around: Surroundings;
  /** How long what runs still may use the portal after its extension was taken back, in ms; default: as long as a page may take. */
  readonly graceMs?: number;
  /** Called whenever something was registered or taken back. */
  readonly onChange: () => void;
}

interface Loaded {
  /** Of folder and settings: another one means to load it anew. */
  readonly mark: string;
  readonly prepared: PreparedExtension;
}

/** Keeps the extensions of this process as administrators want them: loads, reloads and takes back, without a restart. */
export class ExtensionHost {
  readonly #deps: ExtensionHostDeps;
  readonly #loaded = new Map<string, Loaded>();
  /** What was tried in vain, by its mark: tried again only when something changed. */
  readonly #failed = new Map<string, string>();
  /** What is being loaded or taken back now. */
  readonly #busy = new Map<string, Promise<void>>();
  #looking: Promise<void> | undefined;

  constructor(deps: ExtensionHostDeps) {
    this.#deps = deps;
  }

  /** What a loaded extension registered in this process; undefined: it is not loaded. */
  registered(id: string): Registered | undefined {
    return this.#loaded.get(id)?.prepared.setup.registered;
  }

  /** Brings this process to what is wanted; calls that overlap share one look. While the database is away all stays as it is. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** Takes back every extension. */
  async stop(): Promise<void> {
    await this.#looking;
    await Promise.all(this.#busy.values());
    await Promise.all([...this.#loaded.keys()].map((id) => this.#unload(id)));
  }

  async #look(): Promise<void> {
    const { store, around } = this.#deps;
    let wanted: readonly StoredExtension[];
    try {
      wanted = (await store.all()).filter(({ isEnabled }) => isEnabled);
    } catch (error) {
      around.log.warn({ error }, 'the extensions could not be read');
      return;
    }
    const ids = new Set(wanted.map(({ id }) => id));
    for (const id of this.#failed.keys()) if (!ids.has(id)) this.#failed.delete(id);
    for (const id of this.#loaded.keys()) if (!ids.has(id)) this.#begin(id, () => this.#unload(id));
    for (const stored of wanted) this.#begin(stored.id, () => this.#bring(stored));
    await Promise.race([Promise.all(this.#busy.values()), sleep(PATIENCE_MS, undefined, { ref: false })]);
  }

  /** One thing at a time for each extension; what comes meanwhile is seen by the next look. */
  #begin(id: string, work: () => Promise<void>): void {
    if (this.#busy.has(id)) return;
    const isOver = work()
      .catch((error: unknown) =>
        this.#deps.around.log.error({ extension: id, error }, 'an extension is in a bad state'),
      )
      .finally(() => this.#busy.delete(id));
    this.#busy.set(id, isOver);
  }

  async #bring(stored: StoredExtension): Promise<void> {
    const { id } = stored;
    const folder = await readExtensionFolder(this.#deps.directory, id);
    const mark = `${folder.stamp} ${JSON.stringify([...stored.settings])}`;
    if (this.#loaded.get(id)?.mark === mark) return;
    // Without a fault somebody enabled it once more: what it lacked may be there now.
    if (this.#failed.get(id) === mark && stored.fault !== '') return;
    if (this.#loaded.has(id)) await this.#unload(id);
    try {
      const prepared = await this.#prepare(folder, stored);
      this.#commit(prepared);
      this.#loaded.set(id, { mark, prepared });
      this.#failed.delete(id);
      this.#deps.around.log.info({ extension: id, version: prepared.manifest.version }, 'an extension was loaded');
      await this.#note(stored, { version: prepared.manifest.version, fault: '' });
    } catch (error) {
      this.#failed.set(id, mark);
      this.#deps.around.log.error({ extension: id, error }, 'an extension could not be loaded');
      await this.#note(stored, { version: stored.version, fault: faultText(error) });
    }
  }

  async #prepare(folder: ExtensionFolder, stored: StoredExtension): Promise<PreparedExtension> {
    const { around, portalVersion, knex } = this.#deps;
    const manifest = demandLoadable(folder, portalVersion, around.translator);
    const prepared = await prepareExtension(folder, manifest, stored.settings, around);
    try {
      await demandTables(prepared, knex);
    } catch (error) {
      await this.#tearDown(prepared);
      prepared.setup.cutOff();
      throw error;
    }
    return prepared;
  }

  /** All of it or nothing. */
  #commit({ setup, manifest }: PreparedExtension): void {
    try {
      setup.commit();
      this.#deps.onChange();
    } catch (error) {
      this.#takeBack(manifest.id);
      throw error;
    }
  }

  async #unload(id: string): Promise<void> {
    const loaded = this.#loaded.get(id);
    this.#loaded.delete(id);
    this.#takeBack(id);
    if (loaded) await this.#tearDown(loaded.prepared);
    // Requests and jobs under way may end as they began; what it left behind shall not.
    if (loaded) setTimeout(() => loaded.prepared.setup.cutOff(), this.#deps.graceMs ?? LONGEST_ANSWER_MS).unref();
    this.#deps.around.log.info({ extension: id }, 'an extension was taken back');
  }

  async #tearDown({ extension }: PreparedExtension): Promise<void> {
    try {
      await bounded(() => extension.teardown?.(), SETUP_LIMIT_MS);
    } catch (error) {
      this.#deps.around.log.error({ extension: extension.id, error }, 'the teardown of an extension failed');
    }
  }

  #takeBack(id: string): void {
    const { hooks, registries, translator } = this.#deps.around;
    hooks.removeOwner(id);
    removeOwner(registries, id);
    translator.removeNamespace(id);
    this.#deps.onChange();
  }

  async #note(stored: StoredExtension, outcome: { readonly version: string; readonly fault: string }): Promise<void> {
    if (stored.version === outcome.version && stored.fault === outcome.fault) return;
    try {
      await this.#deps.store.noteOutcome(stored.id, outcome);
    } catch (error) {
      this.#deps.around.log.warn({ extension: stored.id, error }, 'how an extension was loaded could not be noted');
    }
  }
}

/** What an administrator is told; never a stack. */
function faultText(error: unknown): string {
  return plainLines(error instanceof Error ? error.message || error.name : String(error)).slice(0, 2_000);
}
