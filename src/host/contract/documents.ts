import type { Readable } from 'node:stream';
import type { Knex } from 'knex';
import type { StoredValue } from '../metadata/field-kind.js';
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

/** Where a new document belongs, and what was said about it. */
export interface DocumentPlace {
  readonly recordId: number;
  /** That record's module. */
  readonly module: string;
  /** Whether customers who see the record see the document (`active_portal`). */
  readonly isInPortal: boolean;
  /** By field name, as stored; without a title the document is named after its file, without a folder it lies in the CRM's own. */
  readonly values: Readonly<Record<string, StoredValue>>;
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
  /** Writes document, attachment and relation rows of one file. */
  create(
    trx: Knex.Transaction,
    reservation: DocumentReservation,
    file: StoredFileFacts,
    path: string,
    place: DocumentPlace,
    author: Author,
  ): Promise<void>;
  /**
   * Files of a ticket that a customer may see (DECISIONS 5); `ownDocumentIds` are those the portal stored, or a query of them. Newest
   * first, one statement.
   */
  ofTicket(ticketId: number, ownDocumentIds: readonly number[] | Knex.QueryBuilder): Promise<readonly RecordFile[]>;
  /** The current file or the address of a document, if it is active; its scope is the caller's to check. One statement. */
  ofDocument(documentId: number): Promise<RecordDocuments>;
  /** The same of many documents. One statement. */
  ofDocuments(documentIds: readonly number[]): Promise<RecordDocuments>;
  /** Which revision a document's file is, from 1; undefined where the CRM keeps none of it. One statement. */
  revision(documentId: number): Promise<number | undefined>;
  /** The folder a document lies in that is put into none, `Default`. */
  readonly defaultFolder: string;
  /** Active documents of a record that are marked for the portal, newest first; its scope is the caller's to check. One statement. */
  published(recordId: number): Promise<RecordDocuments>;
  /** Opens a stored file, from disk or from `vte_filestorage`; undefined: the bytes are gone. */
  open(attachmentId: number): Promise<{ readonly stream: Readable; readonly bytes: number } | undefined>;
  countDownload(documentId: number): Promise<void>;
}
