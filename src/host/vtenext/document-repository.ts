import { Readable } from 'node:stream';
import type { Knex } from 'knex';
import type {
  Author,
  DocumentPlace,
  DocumentRepository,
  DocumentReservation,
  RecordDocuments,
  RecordFile,
  StoredFileFacts,
} from '../host-adapter.js';
import { isCrmReadOnly } from '../read-only.js';
import { readCurrent, readPublished, readTicketFiles } from './document-reader.js';
import { readRevision } from './document-revision.js';
import { defaultFolder, documentModule, insertDocument } from './document-rows.js';
import type { HostContext } from './host-context.js';
import { nextIds } from './ids.js';
import { nextNumbers } from './numbers.js';
import type { FileStorage } from './storage.js';
import { storagePath } from './storage-names.js';

/** Documents of a vtenext database and their files in the CRM's storage. */
export class VtenextDocumentRepository implements DocumentRepository {
  readonly defaultFolder = String(defaultFolder);
  readonly #context: HostContext;
  readonly #storage: FileStorage;

  constructor(context: HostContext, storage: FileStorage) {
    this.#context = context;
    this.#storage = storage;
  }

  async reserve(count: number): Promise<readonly DocumentReservation[]> {
    if (count === 0) return [];
    const { knex, prefix } = this.#context;
    const ids = await nextIds(knex, prefix, 'crmentity', count * 2);
    const changeLogIds = await nextIds(knex, prefix, 'changelog', count);
    const numbers = await nextNumbers(knex, prefix, documentModule, count);
    return changeLogIds.map((changeLogId, index) => ({
      documentId: ids[index * 2] as number,
      documentNumber: numbers?.[index],
      attachmentId: ids[index * 2 + 1] as number,
      changeLogId,
    }));
  }

  pathFor(reservation: DocumentReservation, file: StoredFileFacts): string {
    return storagePath(this.#context.wallClock.today(), reservation.attachmentId, file.name);
  }

  place(temporaryPath: string, path: string): Promise<void> {
    return this.#storage.place(temporaryPath, path);
  }

  unplace(path: string): Promise<void> {
    return this.#storage.remove(path);
  }

  create(
    trx: Knex.Transaction,
    reservation: DocumentReservation,
    file: StoredFileFacts,
    path: string,
    place: DocumentPlace,
    author: Author,
  ): Promise<void> {
    return insertDocument(this.#context, trx, { reservation, file, path, place }, author);
  }

  ofTicket(ticketId: number, ownDocumentIds: readonly number[] | Knex.QueryBuilder): Promise<readonly RecordFile[]> {
    return readTicketFiles(this.#context, ticketId, ownDocumentIds);
  }

  ofDocument(documentId: number): Promise<RecordDocuments> {
    return this.ofDocuments([documentId]);
  }

  ofDocuments(documentIds: readonly number[]): Promise<RecordDocuments> {
    return readCurrent(this.#context, documentIds);
  }

  revision(documentId: number): Promise<number | undefined> {
    return readRevision(this.#context, documentId);
  }

  published(recordId: number): Promise<RecordDocuments> {
    return readPublished(this.#context, recordId);
  }

  async open(attachmentId: number): Promise<{ readonly stream: Readable; readonly bytes: number } | undefined> {
    const { Attachment } = this.#context.models;
    const attachment = await Attachment.query()
      .where(Attachment.columnOf('id'), attachmentId)
      .select(Attachment.columnOf('name'), Attachment.columnOf('folder'))
      .first();
    if (!attachment) return undefined;
    const file = await this.#storage.open(`${attachment.folder ?? ''}${attachmentId}_${attachment.name}`);
    if (file) return { stream: file.handle.createReadStream(), bytes: file.bytes };
    return this.#openStoredBytes(attachmentId);
  }

  async countDownload(documentId: number): Promise<void> {
    const { knex, models } = this.#context;
    if (isCrmReadOnly(knex)) return;
    const { Document } = models;
    // Rows of uploaded files start with NULL, and NULL plus one is NULL.
    await knex(Document.tableName)
      .where(Document.columnOf('id'), documentId)
      .update({ [Document.column('downloads')]: knex.raw('COALESCE(??, 0) + 1', [Document.column('downloads')]) });
  }

  /** The CRM keeps the bytes in the database while it cannot write them to disk. */
  async #openStoredBytes(
    attachmentId: number,
  ): Promise<{ readonly stream: Readable; readonly bytes: number } | undefined> {
    const { StoredBytes } = this.#context.models;
    const row = await StoredBytes.query()
      .where(StoredBytes.columnOf('id'), attachmentId)
      .select(StoredBytes.columnOf('data'))
      .first();
    if (!row?.data) return undefined;
    const data = Buffer.from(row.data);
    return { stream: Readable.from([data]), bytes: data.length };
  }
}
