import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { classifyDbError } from '../host/db-errors.js';
import { DraftRow } from './models/draft-row.js';
import { SubmissionRow } from './models/submission-row.js';

/** What a form held, by field name. */
export type DraftValues = Readonly<Record<string, readonly string[]>>;

/** A form that is not sent yet. */
export interface Draft {
  readonly id: number;
  readonly values: DraftValues;
  /** Rises with every save. */
  readonly revision: number;
  /** Epoch ms. */
  readonly savedAt: number;
}

/** What a page wants to be kept: `key` is its submission key, `revision` the draft it began with (0: none). */
export interface DraftChange {
  readonly values: DraftValues;
  readonly key: string;
  readonly revision: number;
}

/** Why a page's text was not kept: another page saved a newer one, or the page's own form was sent meanwhile. */
export type DraftRefusal = 'newer' | 'sent';

const LIFETIME_MS = 30 * 86_400_000;
const MOST_DRAFTS = 50;
const TRIES = 3;

/**
 * Drafts: one a contact and form. A page writes over its own text, and over that of another page only if it began with it. A draft ends when the
 * key of the page that saved last is submitted: the write's own transaction ends it, without a statement more.
 */
export class DraftStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** One statement. */
  async find(contactId: number, place: string): Promise<Draft | undefined> {
    const row = await this.#row(contactId, place);
    return row && this.#isLive(row) ? presentDraft(row) : undefined;
  }

  async save(contactId: number, place: string, change: DraftChange): Promise<Draft | DraftRefusal> {
    if (await this.isSent(contactId, change.key)) return 'sent';
    for (let tries = 0; tries < TRIES; tries += 1) {
      const result = await this.#trySave(contactId, place, change);
      if (result) return result;
    }
    return 'newer';
  }

  /** The draft of a form, made without text if there is none. */
  async open(contactId: number, place: string, key: string): Promise<Draft | DraftRefusal> {
    const found = await this.find(contactId, place);
    return found ?? this.save(contactId, place, { values: {}, key, revision: 0 });
  }

  /** Lets a draft end with the submission of `key`, if the page it comes from began with this revision. */
  async claim(contactId: number, place: string, revision: number, key: string): Promise<void> {
    if (revision < 1) return;
    await DraftRow.query(this.#knex)
      .where({ contact_id: contactId, place, revision })
      .whereNot('submission_key', key)
      .patch({ submissionKey: key });
  }

  /** Deletes a draft that is the page's own or the one it began with; false: there is a newer one, or none. */
  async discard(contactId: number, place: string, revision: number, key: string): Promise<boolean> {
    const deleted = await DraftRow.query(this.#knex)
      .where({ contact_id: contactId, place })
      .where((own) => own.where({ revision }).orWhere('submission_key', key))
      .delete();
    return deleted > 0;
  }

  /** Whether a page's form was sent already. */
  async isSent(contactId: number, key: string): Promise<boolean> {
    return (await SubmissionRow.query(this.#knex).findById([contactId, key]).select('contact_id')) !== undefined;
  }

  /** Undefined: somebody else changed the row in the middle. */
  async #trySave(contactId: number, place: string, change: DraftChange): Promise<Draft | DraftRefusal | undefined> {
    const row = await this.#row(contactId, place);
    if (!row || !this.#isLive(row)) return this.#insert(contactId, place, change, row);
    const isOwn = row.submissionKey === change.key;
    if (!isOwn && row.revision !== change.revision) return 'newer';
    const facts = this.#facts(change, row.revision + 1);
    const { id, revision } = row;
    const changed = await DraftRow.query(this.#knex).where({ id, revision }).patch(facts);
    return changed === 1 ? presentDraft({ ...facts, id }) : undefined;
  }

  async #insert(
    contactId: number,
    place: string,
    change: DraftChange,
    dead: DraftRow | undefined,
  ): Promise<Draft | undefined> {
    if (dead) await DraftRow.query(this.#knex).where({ id: dead.id, revision: dead.revision }).delete();
    else await this.#makeRoom(contactId);
    const facts = this.#facts(change, (dead?.revision ?? 0) + 1);
    try {
      const { id } = await DraftRow.query(this.#knex).insert({ contactId, place, ...facts });
      return presentDraft({ ...facts, id });
    } catch (error) {
      if (classifyDbError(error) === 'unique') return undefined;
      throw error;
    }
  }

  /** The oldest one gives way when a contact has too many. */
  async #makeRoom(contactId: number): Promise<void> {
    const rows = await DraftRow.query(this.#knex)
      .where('contact_id', contactId)
      .orderBy('saved_at', 'desc')
      .limit(MOST_DRAFTS)
      .select('id');
    const oldest = rows[MOST_DRAFTS - 1];
    if (oldest) await DraftRow.query(this.#knex).deleteById(oldest.id);
  }

  async #row(contactId: number, place: string): Promise<DraftRow | undefined> {
    return DraftRow.query(this.#knex)
      .leftJoin('portal_submission as sent', (join) =>
        join
          .on('sent.contact_id', 'portal_draft.contact_id')
          .andOn('sent.submission_key', 'portal_draft.submission_key'),
      )
      .where('portal_draft.contact_id', contactId)
      .where('portal_draft.place', place)
      .select('portal_draft.*', { sent_key: 'sent.submission_key' })
      .first();
  }

  #isLive(row: DraftRow): boolean {
    return !row.sentKey && Number(row.expiresAt) > this.#clock.now();
  }

  #facts({ values, key }: DraftChange, revision: number) {
    const savedAt = this.#clock.now();
    const content = JSON.stringify(values);
    return { content, submissionKey: key, revision, savedAt, expiresAt: savedAt + LIFETIME_MS };
  }
}

function presentDraft(row: Pick<DraftRow, 'id' | 'content' | 'revision' | 'savedAt'>): Draft {
  const values = JSON.parse(row.content) as DraftValues;
  return { id: row.id, values, revision: row.revision, savedAt: Number(row.savedAt) };
}
