import type { Knex } from 'knex';
import type { StoredValue } from '../metadata/field-kind.js';
import type { Author } from './contacts.js';
import type { RecordFile } from './documents.js';

export interface TicketReservation {
  readonly ticketId: number;
  readonly ticketNumber: string;
  readonly changeLogId: number;
  /** Who is assigned the ticket: a user or a group of the CRM. */
  readonly ownerId: number;
  /** The users who are told: the owner, or the members of the group. */
  readonly told: readonly number[];
  /** One for each of them. */
  readonly notificationIds: readonly number[];
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
  /** `request`: an agent asks for secret data; `answered`: asked and answered; `answer`: carries what only the staff can read. */
  readonly confidential: 'request' | 'answered' | 'answer' | undefined;
}

/** A customer's answer to a request for secret data. */
export interface ConfidentialAnswer {
  /** The comment that asks. */
  readonly requestId: number;
  /** Only the agent who knows the request's password reads this; at most `longestConfidential` bytes. */
  readonly data: string;
  /** Goes into the conversation for everybody; may be empty. */
  readonly text: string;
}

/** How an answer went: `closed` to it by the ticket's status, `answered` before, or asked in a way the CRM itself cannot read back. */
export type ConfidentialOutcome = 'done' | 'closed' | 'answered' | 'unreadable';

export interface StatusChange {
  readonly status: string;
  /** Wall clock; empty where nobody knows. */
  readonly at: string;
  readonly authorName: string;
  readonly authorContactId: number | undefined;
}

/** A ticket's status from some moment on. */
export interface TicketStatusChange extends StatusChange {
  /** Of the log entry that tells of it, 0 where none does. */
  readonly id: number;
  /** Undefined: nobody knows. */
  readonly author: 'contact' | 'user' | undefined;
}

/** Which comments: `limit` of them behind the `skip` newest ones. */
export interface CommentRange {
  readonly limit: number;
  readonly skip: number;
}

/** Newest first; `total` counts all of the ticket's, 0 also for a range beyond them. */
export interface CommentPage {
  readonly total: number;
  /** The ticket's newest comment, whatever the range; 0 without any. */
  readonly lastId: number;
  /** Changes when a request for secret data is made or answered. */
  readonly confidentialState: number;
  readonly items: readonly TicketComment[];
}

/** Reads and writes tickets exactly as the CRM does (HOST-FACTS 6, 12; `host/writes`). Writes run inside the caller's transaction. */
export interface TicketRepository {
  /** `ownerId` is a user or group of the CRM; undefined: its portal user. */
  reserve(ownerId?: number): Promise<TicketReservation>;
  /** `values` by field name as stored; the status is set by the caller. Writes entity, ticket, cf, display name, change log, notification. */
  create(
    trx: Knex.Transaction,
    reservation: TicketReservation,
    values: Readonly<Record<string, StoredValue>>,
    author: Author,
  ): Promise<void>;
  reserveChange(ticketId: number, options: { readonly withComment: boolean }): Promise<ChangeReservation>;
  /**
   * Inserts a customer's comment, sets `Answered by customer`, logs, and tells assignee and followers. False: the present status is
   * not in `from` (undefined: any), nothing is written.
   */
  addComment(
    trx: Knex.Transaction,
    reservation: ChangeReservation,
    ticketId: number,
    text: string,
    author: Author,
    from?: (status: string) => boolean,
  ): Promise<boolean>;
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
  /**
   * The CRM's recycle bin; with a reservation the change log tells of it (DECISIONS 6). False: the present status is not in `from`
   * (undefined: any), nothing is written.
   */
  moveToBin(
    trx: Knex.Transaction,
    ticketId: number,
    author: Author,
    reservation?: ChangeReservation,
    from?: (status: string) => boolean,
  ): Promise<boolean>;
  /** Some of a ticket's comments, counted from the newest one; rows with NULL text (half written) are left out. One statement. */
  comments(ticketId: number, range: CommentRange): Promise<CommentPage>;
  /** From creation on, oldest first, from the change log. One statement. */
  statusChanges(ticketId: number): Promise<readonly TicketStatusChange[]>;
  /**
   * Stores a customer's answer to a request for secret data as the CRM does: encrypted with the request's own password, in a comment of its
   * own; the request is answered once. Everything else is as `addComment` does it. Only `done` writes anything.
   */
  answerConfidential(
    trx: Knex.Transaction,
    reservation: ChangeReservation,
    ticketId: number,
    answer: ConfidentialAnswer,
    author: Author,
    from: (status: string) => boolean,
  ): Promise<ConfidentialOutcome>;
  /**
   * What tells a ticket's state from any other: its status, its comments and the files a customer may see; by id, live tickets only. An
   * opaque text. One statement for all of them.
   */
  marks(ticketIds: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** The same text of what a page has read already. */
  markOf(ticketId: number, status: string, comments: CommentPage, files: readonly RecordFile[]): string;
  /** A query of the staff's newest comment on each of these tickets that has one: `ticketId`, `commentId`. Part of another statement. */
  newestSupport(ticketIds: readonly number[]): Knex.QueryBuilder;
  /** The highest id of any comment so far; 0 without any. */
  lastCommentId(): Promise<number>;
  /** How many bytes of UTF-8 an answer to a request for secret data may have. */
  readonly longestConfidential: number;
}
