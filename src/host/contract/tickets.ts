import type { Knex } from 'knex';
import type { StoredValue } from '../metadata/field-kind.js';
import type { Author } from './contacts.js';

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

/** Which comments: `limit` of them behind the `skip` newest ones. */
export interface CommentRange {
  readonly limit: number;
  readonly skip: number;
}

/** Newest first; `total` counts all of the ticket's, 0 also for a range beyond them. */
export interface CommentPage {
  readonly total: number;
  readonly items: readonly TicketComment[];
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
  /** The CRM's recycle bin; with a reservation the change log tells of it (DECISIONS 6). */
  moveToBin(trx: Knex.Transaction, ticketId: number, author: Author, reservation?: ChangeReservation): Promise<void>;
  /** Some of a ticket's comments, counted from the newest one; rows with NULL text (half written) are left out. One statement. */
  comments(ticketId: number, range: CommentRange): Promise<CommentPage>;
  /** From creation on, oldest first, from the change log. One statement. */
  statusChanges(ticketId: number): Promise<readonly StatusChange[]>;
}
