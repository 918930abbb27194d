import type { Readable } from 'node:stream';
import type { Knex } from 'knex';
import type { Author } from './contacts.js';

export interface StoredFileFacts {
  /** Cleaned name, as people see it. */
  readonly name: string;
  readonly bytes: number;
  /** Sniffed media type. */
  readonly type: string;
}

/** Ids and numbers taken for one document with its stored file. */
export interface DocumentReservation {
  readonly documentId: number;
  readonly documentNumber: string | undefined;
  readonly attachmentId: number;
  readonly changeLogId: number;
}

/** A file as a record's page lists it. */
export interface RecordFile {
  readonly attachmentId: number;
  readonly documentId: number;
  readonly name: string;
  readonly bytes: number;
  readonly type: string;
  readonly createdAt: string;
  /** The contact who stored it, from the change log; undefined: the staff. */
  readonly authorContactId: number | undefined;
}

/** A document that is an address instead of a stored file. */
export interface RecordLink {
  readonly documentId: number;
  readonly name: string;
  /** As the CRM's staff typed it; not judged yet. */
  readonly address: string;
  readonly createdAt: string;
}

/** What a record's page offers of its documents. */
export interface RecordDocuments {
  readonly files: readonly RecordFile[];
  readonly links: readonly RecordLink[];
}

/** Documents and the CRM's stored files. */
export interface DocumentRepository {
  reserve(count: number): Promise<readonly DocumentReservation[]>;
  /** Where a reserved file will stand in the CRM's storage, relative to the CRM's root; it follows today's date. */
  pathFor(reservation: DocumentReservation, file: StoredFileFacts): string;
  /** Puts a temporary file at its path (fsync, rename). */
  place(temporaryPath: string, path: string): Promise<void>;
  /** Removes a placed file again, after a failed transaction. */
  unplace(path: string): Promise<void>;
  /** Writes document, attachment and relation rows of one file of a ticket. */
  create(
    trx: Knex.Transaction,
    reservation: DocumentReservation,
    file: StoredFileFacts,
    path: string,
    ticketId: number,
    author: Author,
  ): Promise<void>;
  /** Files of a ticket that a customer may see (DECISIONS 5); `ownDocumentIds` are those the portal stored. Newest first. */
  ofTicket(ticketId: number, ownDocumentIds: readonly number[]): Promise<readonly RecordFile[]>;
  /** The current file or the address of a document, if it is active; its scope is the caller's to check. At most two statements. */
  ofDocument(documentId: number): Promise<RecordDocuments>;
  /** Active documents of a record that are marked for the portal, newest first; its scope is the caller's to check. Two statements. */
  published(recordId: number): Promise<RecordDocuments>;
  /** Opens a stored file, from disk or from `vte_filestorage`; undefined: the bytes are gone. */
  open(attachmentId: number): Promise<{ readonly stream: Readable; readonly bytes: number } | undefined>;
  countDownload(documentId: number): Promise<void>;
}
