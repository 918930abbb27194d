import type { Readable } from 'node:stream';
import type { Knex } from 'knex';
import type { WallClock } from '../core/clock.js';
import type { StoredValue } from './metadata/field-kind.js';
import type { FieldSchema, Metadata, ModuleSchema } from './metadata/types.js';

/** A CRM as the portal knows it. Everything above speaks to a CRM only through this. */
export interface HostAdapter {
  readonly id: 'vtenext' | 'demo';
  /** Prefix of the host's tables, e.g. `vte_`. */
  readonly tablePrefix: string;
  /** The CRM's database; the portal's own tables live in it too. */
  readonly knex: Knex;
  readonly wallClock: WallClock;
  readonly metadata: MetadataSource;
  readonly contacts: ContactRepository;
  readonly records: RecordRepository;
  readonly tickets: TicketRepository;
  readonly documents: DocumentRepository;
  readonly users: UserRepository;
  /**
   * Runs work in one transaction. A deadlock or lock wait repeats it, at most 3 times; a connection lost after COMMIT was sent is
   * never repeated. Ids and numbers are reserved before, outside of it. Throws HostUnavailableError when the database is away.
   */
  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Answers or throws within `timeoutMs`. */
  ping(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

/** The metadata cache. `current` never blocks a request; `refresh` compares the fingerprint and reads again if it changed. */
export interface MetadataSource {
  readonly current: Metadata;
  refresh(): Promise<boolean>;
}

/** A portal contact with what decides about access, read in one statement. */
export interface HostContact {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** As sign-in knows it (`vte_portalinfo.user_name`, at most 50 characters of the address). */
  readonly userName: string;
  readonly accountId: number | undefined;
  readonly accountName: string;
  readonly isDeleted: boolean;
  /** The tick «Portal User» and the portal row's `isactive`, both. */
  readonly hasPortal: boolean;
  /** `YYYY-MM-DD`, or undefined for NULL and zero dates. */
  readonly supportStart: string | undefined;
  readonly supportEnd: string | undefined;
  readonly optedOutOfMail: boolean;
  /** The CRM's encoded one-time password as it stands; never shown or logged. */
  readonly encodedPassword: string;
}

/** Reads and, where the CRM does, writes contacts. */
export interface ContactRepository {
  byId(contactId: number): Promise<HostContact | undefined>;
  /** All contacts that could sign in as this: by `user_name` first, and by full e-mail (DECISIONS 13), live or not. */
  candidates(login: string): Promise<readonly HostContact[]>;
  /** Decodes the CRM's reversible one-time password; undefined if it is empty or not decodable. */
  decodePassword(encoded: string): string | undefined;
  /** `login_time = now`, as the CRM's portal does. */
  recordSignIn(contactId: number): Promise<void>;
  recordSignOut(contactId: number): Promise<void>;
  /** Live contacts of an account, for names of colleagues. */
  ofAccount(accountId: number): Promise<readonly { readonly id: number; readonly name: string }[]>;
}

/** Which rows a query may see; made by `access/visibility.ts` and applied here, in the query. */
export type RowScope =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'customer';
      readonly contactId: number;
      readonly accountId: number | undefined;
      readonly includesCompany: boolean;
    };

/** One column's condition. `needles` are folded texts that must be contained; `values` are stored values that match too. */
export interface ColumnFilter {
  readonly field: FieldSchema;
  readonly contains: string;
  /** Stored picklist values whose translation matches; used by kinds with `search: 'values'`. */
  readonly values: readonly string[];
}

export interface ListQuery {
  readonly module: ModuleSchema;
  readonly scope: RowScope;
  /** Fields whose values come back. */
  readonly fields: readonly FieldSchema[];
  /** All must match. */
  readonly filters: readonly ColumnFilter[];
  /** One of them must match (the search over everything). */
  readonly anyOf: readonly ColumnFilter[];
  readonly sort: { readonly field: FieldSchema; readonly isDescending: boolean } | undefined;
  readonly limit: number;
  readonly offset: number;
  readonly onlyIds?: readonly number[];
}

export interface HostRecord {
  readonly id: number;
  readonly module: string;
  readonly ownerId: number;
  /** Values by field name. */
  readonly values: Readonly<Record<string, StoredValue>>;
}

export interface HostReference {
  readonly id: number;
  readonly module: string;
  readonly name: string;
}

export interface ListResult {
  readonly records: readonly HostRecord[];
  /** Exact up to 10 000; 10 001 means more. */
  readonly total: number;
  /** Names of all reference values of the page, deleted ones left out. */
  readonly references: ReadonlyMap<number, HostReference>;
  readonly owners: ReadonlyMap<number, string>;
}

/** Reads any module's records, driven by its schema. At most 4 statements a list, 3 a record. */
export interface RecordRepository {
  list(query: ListQuery): Promise<ListResult>;
  /** Undefined: no such live record in this scope. */
  find(
    module: ModuleSchema,
    id: number,
    scope: RowScope,
    fields: readonly FieldSchema[],
  ): Promise<Omit<ListResult, 'total'> | undefined>;
  /** Which of these records the scope sees, for links; one statement a module. */
  visibleIds(module: ModuleSchema, ids: readonly number[], scope: RowScope): Promise<ReadonlySet<number>>;
  /** Records of a module a form may refer to, by name; at most `limit`. */
  pick(module: ModuleSchema, scope: RowScope, contains: string, limit: number): Promise<readonly HostReference[]>;
  count(query: Omit<ListQuery, 'fields' | 'sort' | 'limit' | 'offset'>): Promise<number>;
}

/** In whose name a customer's write happens: rows bear the portal user, logs and comments the contact. */
export interface Author {
  readonly contactId: number;
  /** «Lastname Firstname», as the CRM names contacts. */
  readonly name: string;
  readonly email: string;
}

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

export interface TicketReservation {
  readonly ticketId: number;
  readonly ticketNumber: string;
  readonly changeLogId: number;
  readonly notificationId: number;
}

/** Reserved for one change of a ticket (comment, close, reopen, edit, delete). */
export interface ChangeReservation {
  readonly changeLogId: number;
  readonly commentId: number | undefined;
  /** Spare ids for notifications that do not exist yet. */
  readonly notificationIds: readonly number[];
}

export interface TicketComment {
  readonly id: number;
  readonly text: string;
  /** `user`: an agent; `customer`: a contact (or, from mail, an account). */
  readonly authorType: 'user' | 'customer';
  readonly authorId: number;
  readonly authorName: string;
  /** Wall clock. */
  readonly createdAt: string;
  readonly isConfidential: boolean;
}

export interface StatusChange {
  readonly status: string;
  readonly at: string;
  readonly authorName: string;
  readonly authorContactId: number | undefined;
}

/** Reads and writes tickets exactly as the CRM does (HOST-FACTS 6, 12; `host/writes`). Writes run inside the caller's transaction. */
export interface TicketRepository {
  reserve(): Promise<TicketReservation>;
  /** `values` by field name as stored; the status is set by the caller. Writes entity, ticket, cf, display name, change log, notification. */
  create(
    trx: Knex.Transaction,
    reservation: TicketReservation,
    values: Readonly<Record<string, StoredValue>>,
    author: Author,
  ): Promise<void>;
  reserveChange(ticketId: number, options: { readonly withComment: boolean }): Promise<ChangeReservation>;
  /** Inserts a customer's comment, sets `Answered by customer`, logs, and tells assignee and followers. */
  addComment(
    trx: Knex.Transaction,
    reservation: ChangeReservation,
    ticketId: number,
    text: string,
    author: Author,
  ): Promise<void>;
  /**
   * Changes columns with change log, modified by/time and display name. `expectedModified` (wall clock) undefined: no check.
   * Returns the fields that really changed; throws ConflictError when the row moved meanwhile.
   */
  update(
    trx: Knex.Transaction,
    reservation: ChangeReservation,
    ticketId: number,
    values: Readonly<Record<string, StoredValue>>,
    author: Author,
    expectedModified?: string,
  ): Promise<readonly string[]>;
  /** Sets a status only if the present one is in `from`; false: it was not, nothing is written. */
  setStatus(
    trx: Knex.Transaction,
    reservation: ChangeReservation,
    ticketId: number,
    from: (status: string) => boolean,
    to: string,
    author: Author,
  ): Promise<boolean>;
  /** The CRM's recycle bin. */
  moveToBin(trx: Knex.Transaction, ticketId: number, author: Author): Promise<void>;
  /** Oldest first, numbers are the position; rows with NULL text (half written) are left out. One statement. */
  comments(ticketId: number): Promise<readonly TicketComment[]>;
  /** From creation on, oldest first, from the change log. One statement. */
  statusChanges(ticketId: number): Promise<readonly StatusChange[]>;
  /** Contact, colleague and assignee facts a mail needs. */
  assignee(ticketId: number): Promise<{ readonly name: string } | undefined>;
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

/** Documents and the CRM's stored files. */
export interface DocumentRepository {
  reserve(count: number): Promise<readonly DocumentReservation[]>;
  /** Puts a temporary file at its place in the CRM's storage (fsync, rename) and returns its path relative to the CRM's root. */
  place(temporaryPath: string, reservation: DocumentReservation, file: StoredFileFacts): Promise<string>;
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
  /** The current file of a document, if it is a stored one. */
  ofDocument(documentId: number): Promise<RecordFile | undefined>;
  /** Opens a stored file, from disk or from `vte_filestorage`; undefined: the bytes are gone. */
  open(attachmentId: number): Promise<{ readonly stream: Readable; readonly bytes: number } | undefined>;
  countDownload(documentId: number): Promise<void>;
}

/** CRM users and groups. */
export interface UserRepository {
  /** Names by id, of users and groups. One statement. */
  names(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
}
