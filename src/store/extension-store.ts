import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { ExtensionRow } from './models/extension-row.js';

/** What is known of an extension beside its folder. */
export interface StoredExtension {
  readonly id: string;
  readonly isEnabled: boolean;
  /** Of the folder that was loaded last; empty: none was. */
  readonly version: string;
  /** As an administrator left them; what is not there has the manifest's default. */
  readonly settings: ReadonlyMap<string, unknown>;
  /** Why it is not loaded though it is enabled; empty: it is. */
  readonly fault: string;
}

type Db = Knex | Knex.Transaction;

/** Which extensions are on, and what is set about them. */
export class ExtensionStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Every extension that was ever enabled or set, by id. */
  async all(): Promise<readonly StoredExtension[]> {
    return (await ExtensionRow.query(this.#knex).orderBy('id')).map(presentRow);
  }

  async find(id: string): Promise<StoredExtension | undefined> {
    const row = await ExtensionRow.query(this.#knex).findById(id);
    return row && presentRow(row);
  }

  async setEnabled(id: string, isEnabled: boolean, changedBy: string, db: Db = this.#knex): Promise<void> {
    await this.#save(id, { isEnabled, fault: '' }, changedBy, db);
  }

  async setSettings(
    id: string,
    settings: Readonly<Record<string, unknown>>,
    changedBy: string,
    db: Db = this.#knex,
  ): Promise<void> {
    await this.#save(id, { settings: JSON.stringify(settings) }, changedBy, db);
  }

  /** Notes how loading went; a row nobody made is none. */
  async noteOutcome(id: string, outcome: { readonly version: string; readonly fault: string }): Promise<void> {
    await ExtensionRow.query(this.#knex).findById(id).patch(outcome);
  }

  async remove(id: string, db: Db = this.#knex): Promise<void> {
    await ExtensionRow.query(db).deleteById(id);
    await db('portal_extension_job').where({ extension: id }).delete();
    // Without tables nothing is left that it could forget.
    await db('portal_erasure')
      .where({ extension: id })
      .whereNotExists(db('portal_extension_step').where({ extension: id }).select('name'))
      .delete();
  }

  async #save(id: string, changes: Partial<ExtensionRow>, changedBy: string, db: Db): Promise<void> {
    const change = { ...changes, changedBy: changedBy.slice(0, 200), changedAt: this.#clock.now() };
    const fresh = { id, isEnabled: false, version: '', settings: '{}', fault: '' };
    await ExtensionRow.query(db)
      .insert({ ...fresh, ...change })
      .onConflict('id')
      .ignore();
    await ExtensionRow.query(db).findById(id).patch(change);
  }
}

function presentRow({ id, isEnabled, version, settings, fault }: ExtensionRow): StoredExtension {
  return {
    id,
    isEnabled: Boolean(isEnabled),
    version,
    settings: readSettings(settings),
    fault,
  };
}

/** One row that somebody damaged must not take every extension away: what cannot be read has the manifest's defaults. */
function readSettings(text: string): ReadonlyMap<string, unknown> {
  try {
    return new Map(Object.entries(JSON.parse(text) as Record<string, unknown>));
  } catch {
    return new Map();
  }
}
