import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { cutText } from '../core/text.js';
import { ProfileDraftRow } from './models/profile-draft-row.js';

/** A profile's work that is not published, or the trace of some that was. */
export interface StoredDraft {
  /** Undefined: as published. */
  readonly document: unknown;
  /** Rises with every saving, publishing and discarding; never begins anew. */
  readonly revision: number;
  readonly basedOn: number;
  readonly savedBy: string;
  readonly savedAt: number;
}

/** One more step of a draft; `document` undefined: it was published or thrown away. */
export interface DraftStep {
  readonly document: object | undefined;
  readonly revision: number;
  readonly basedOn: number;
  readonly by: { readonly id?: number | undefined; readonly name: string };
}

/** Drafts of profiles, one each. */
export class ProfileDraftStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  async read(profileId: string, db: Knex | Knex.Transaction = this.#knex): Promise<StoredDraft | undefined> {
    const row = await ProfileDraftRow.query(db).findById(profileId);
    return row && presentDraft(row);
  }

  /** By profile; also those without a document. */
  async all(): Promise<ReadonlyMap<string, StoredDraft>> {
    const rows = await ProfileDraftRow.query(this.#knex);
    return new Map(rows.map((row) => [row.profileId, presentDraft(row)]));
  }

  /** Replaces the draft; the caller holds the profile's lock and has compared the revision. */
  async write(profileId: string, { document, revision, basedOn, by }: DraftStep, trx: Knex.Transaction): Promise<void> {
    await ProfileDraftRow.query(trx)
      .insert({
        profileId,
        document: document ? JSON.stringify(document) : null,
        revision,
        basedOn,
        savedById: by.id ?? null,
        savedBy: cutText(by.name, 100),
        savedAt: this.#clock.now(),
      })
      .onConflict('profile_id')
      .merge();
  }

  async remove(profileId: string, trx: Knex.Transaction): Promise<void> {
    await ProfileDraftRow.query(trx).deleteById(profileId);
  }
}

function presentDraft(row: ProfileDraftRow): StoredDraft {
  return {
    document: row.document === null ? undefined : JSON.parse(row.document),
    revision: row.revision,
    basedOn: row.basedOn,
    savedBy: row.savedBy,
    savedAt: Number(row.savedAt),
  };
}
