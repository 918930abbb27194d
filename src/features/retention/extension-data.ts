import type { Knex } from 'knex';
import { bounded } from '../../core/bounded.js';
import type { Logger } from '../../core/logger.js';
import type { OwnedRegistry } from '../../core/owned-registry.js';
import { plainMessage } from '../../core/plain-error.js';
import type { ErasureStore, OpenErasure } from '../../store/erasure-store.js';

/** What an extension keeps of people, in its own tables or anywhere else. */
export interface PersonalData {
  /**
   * Forgets a contact who is erased; within 5 s. Called again, with growing pauses, until it succeeds: also for one that is forgotten
   * already, and for one the extension never heard of.
   */
  erase(contactId: number): Promise<unknown> | unknown;
  /** All that is kept of a contact, to be written as JSON into the export of their data; undefined: nothing. Within 5 s. */
  collect(contactId: number): Promise<unknown> | unknown;
}

/** What of a contact extensions gave for an export. */
export interface CollectedData {
  /** By extension, as JSON. */
  readonly texts: ReadonlyMap<string, string>;
  /** Extensions that keep something and could not be asked, or do not say what. */
  readonly missing: readonly string[];
}

interface ExtensionDataDeps {
  readonly registry: Pick<OwnedRegistry<PersonalData>, 'of' | 'entries'>;
  /** Whether an extension is on and ready in this process. */
  readonly isLoaded: (extension: string) => boolean;
  readonly store: ErasureStore;
  readonly log: Logger;
}

/** How long an extension may take for one contact, in ms. */
const LONGEST_WORK_MS = 5_000;

/** Lets extensions tell and forget what they keep of people; one that fails stops neither the portal's own erasing nor the others. */
export class ExtensionData {
  readonly #deps: ExtensionDataDeps;

  constructor(deps: ExtensionDataDeps) {
    this.#deps = deps;
  }

  /** Notes, with the portal's own erasing, who has to be forgotten: by every extension with tables, also one that is off, and by those that say so. */
  async note(trx: Knex.Transaction, contactIds: readonly number[]): Promise<void> {
    const { store } = this.#deps;
    await store.add(trx, await this.#keepers(trx), contactIds);
  }

  /** Lets those that are on forget whom they have to; returns how many contacts were forgotten, counted by extension. */
  async look(): Promise<number> {
    const { store, isLoaded } = this.#deps;
    let forgotten = 0;
    for (;;) {
      const waiting = (await store.waiting()).map(({ extension }) => extension).filter(isLoaded);
      const claimed = waiting.length > 0 ? await store.claim(waiting) : [];
      if (claimed.length === 0) return forgotten;
      for (const open of claimed) if (await this.#forget(open)) forgotten += 1;
    }
  }

  /** Asks every extension for what it keeps of a contact. */
  async collect(contactId: number): Promise<CollectedData> {
    const { registry, log } = this.#deps;
    const texts = new Map<string, string>();
    const missing: string[] = [];
    for (const extension of await this.#keepers()) {
      const [kept] = registry.of(extension);
      if (!kept) {
        missing.push(extension);
        continue;
      }
      try {
        const text = asJson(await bounded(() => kept.collect(contactId), LONGEST_WORK_MS));
        if (text !== undefined) texts.set(extension, text);
      } catch (error) {
        log.error({ extension, error }, 'an extension could not tell what it keeps of a contact');
        missing.push(extension);
      }
    }
    return { texts, missing };
  }

  async #keepers(db?: Knex.Transaction): Promise<readonly string[]> {
    const { store, registry } = this.#deps;
    const registered = registry.entries.map(({ owner }) => owner);
    return [...new Set([...(await store.extensionsWithTables(db)), ...registered])].sort();
  }

  async #forget(open: OpenErasure): Promise<boolean> {
    const { registry, isLoaded, store, log } = this.#deps;
    const { extension, contactId } = open;
    // It was switched off meanwhile.
    if (!isLoaded(extension)) return false;
    try {
      // One that registers none says that it keeps nothing of people.
      for (const kept of registry.of(extension)) await bounded(() => kept.erase(contactId), LONGEST_WORK_MS);
    } catch (error) {
      log.error({ extension, error }, 'an extension could not forget a contact; it is tried again');
      await store.failed(open, error instanceof Error ? plainMessage(error) : String(error));
      return false;
    }
    await store.done(open);
    return true;
  }
}

/** Undefined: nothing; throws on what cannot be written as JSON. */
function asJson(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && value.length === 0) return undefined;
  const text: string | undefined = JSON.stringify(value, undefined, 2);
  if (text === undefined) throw new TypeError('what it keeps cannot be written as JSON');
  return `${text}\n`;
}
