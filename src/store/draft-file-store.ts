import { open } from 'node:fs/promises';
import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { randomToken } from '../core/secrets.js';
import { DraftFileRow } from './models/draft-file-row.js';

/** A file that waits in a draft; it belongs to that draft and its contact, and its id is worth nothing to anybody else. */
export interface DraftFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  /** SHA-256 of the bytes, in hex. */
  readonly digest: string;
}

/** A file about to be kept, in the private upload folder until then. */
export type NewDraftFile = Omit<DraftFile, 'id'> & { readonly path: string };

const PIECE_BYTES = 256 * 1024;

/** Files of drafts, in the database: every process sees them, they outlive a restart, and go with their draft. */
export class DraftFileStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** In the order they came. */
  async list(draftId: number, db: Knex | Knex.Transaction = this.#knex): Promise<readonly DraftFile[]> {
    const rows = await DraftFileRow.query(db).where('draft_id', draftId).orderBy('created_at').orderBy('id');
    return rows.map(presentFile);
  }

  /** Those of the ids that are this contact's and stand in the form's draft, also one that was sent a moment ago; in the ids' order. */
  async find(contactId: number, place: string, ids: readonly string[]): Promise<readonly DraftFile[]> {
    if (ids.length === 0) return [];
    const rows = await DraftFileRow.query(this.#knex)
      .join('portal_draft as draft', 'draft.id', 'portal_draft_file.draft_id')
      .where({ 'draft.contact_id': contactId, 'draft.place': place, 'portal_draft_file.contact_id': contactId })
      .whereIn('portal_draft_file.id', [...ids])
      .select('portal_draft_file.*');
    const byId = new Map(rows.map((row) => [row.id, presentFile(row)]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** Keeps a file's bytes and its row, both or neither; returns its id. */
  async add(trx: Knex.Transaction, contactId: number, draftId: number, file: NewDraftFile): Promise<string> {
    const { path, name, type, bytes, digest } = file;
    const id = randomToken();
    await DraftFileRow.query(trx).insert({
      id,
      draftId,
      contactId,
      name,
      type,
      bytes,
      digest,
      createdAt: this.#clock.now(),
    });
    let position = 0;
    for await (const piece of piecesOf(path)) {
      await trx('portal_draft_piece').insert({ file_id: id, position, bytes: piece });
      position += 1;
    }
    return id;
  }

  /** The bytes of a file that `find` gave, piece by piece. */
  async *read(id: string): AsyncGenerator<Buffer, void, undefined> {
    for (let position = 0; ; position += 1) {
      const row: { bytes: Buffer } | undefined = await this.#knex('portal_draft_piece')
        .where({ file_id: id, position })
        .first('bytes');
      if (!row) return;
      yield Buffer.from(row.bytes);
    }
  }

  /** Removes files of a contact's draft. */
  async remove(contactId: number, draftId: number, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const own = await DraftFileRow.query(this.#knex)
      .where({ contact_id: contactId, draft_id: draftId })
      .whereIn('id', [...ids])
      .select('id');
    const found = own.map((row) => row.id);
    await this.#knex('portal_draft_piece').whereIn('file_id', found).delete();
    await DraftFileRow.query(this.#knex).whereIn('id', found).delete();
  }

  /** The room all drafts of a contact take. */
  async bytesOf(contactId: number, db: Knex | Knex.Transaction = this.#knex): Promise<number> {
    const rows = await DraftFileRow.query(db)
      .join('portal_draft as draft', 'draft.id', 'portal_draft_file.draft_id')
      .where('portal_draft_file.contact_id', contactId)
      .select('portal_draft_file.bytes');
    return rows.reduce((sum, row) => sum + Number(row.bytes), 0);
  }
}

async function* piecesOf(path: string): AsyncGenerator<Buffer, void, undefined> {
  const file = await open(path);
  try {
    for (;;) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(PIECE_BYTES), 0, PIECE_BYTES);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

function presentFile({ id, name, type, bytes, digest }: DraftFileRow): DraftFile {
  return { id, name, type, bytes: Number(bytes), digest };
}
