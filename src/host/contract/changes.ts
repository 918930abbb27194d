/** The CRM's tables in which changes are looked for: comments of tickets, the change log, and records as they are made. */
export type ChangeSource = 'comments' | 'log' | 'records';

/** A comment of a ticket as a watcher finds it. */
export interface FoundComment {
  readonly id: number;
  readonly ticketId: number;
  /** As stored, without the CRM's link sentence and cut beyond all measure; undefined: half written. */
  readonly text: string | undefined;
  readonly authorType: 'user' | 'customer';
  /** A user, a contact or, from mail, an account. */
  readonly authorId: number;
  readonly authorName: string;
  /** Wall clock. */
  readonly createdAt: string;
}

/** What a field was before and is after a change; a text that was not logged is empty. */
export interface LoggedValues {
  readonly before: string;
  readonly after: string;
}

/** An entry of the change log that tells of a change, not of a creation; hidden ones are never found. */
export interface FoundEntry {
  readonly id: number;
  readonly recordId: number;
  /** Of the record, as far as it is live. */
  readonly module: string;
  readonly author: 'user' | 'contact';
  /** The user in whose name the CRM acted. */
  readonly userId: number;
  /** Wall clock; may be anything. */
  readonly at: string;
  /** By field name. */
  readonly changes: ReadonlyMap<string, LoggedValues>;
  /** Ids of the records the entry says were related to this one. */
  readonly related: readonly number[];
}

/** A record that was made. */
export interface FoundRecord {
  readonly id: number;
  readonly module: string;
  /** Who made it, as the change log says, which the CRM writes last of all; undefined: it does not say (yet). */
  readonly madeBy: 'user' | 'contact' | undefined;
}

/** A live ticket, as mails name it. */
export interface FoundTicket {
  readonly id: number;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  /** The contact or company it belongs to. */
  readonly parentId: number | undefined;
  readonly parentIsContact: boolean;
}

/** A live document with the live contacts and tickets it is linked to. */
export interface FoundDocument {
  readonly id: number;
  readonly title: string;
  readonly isInPortal: boolean;
  readonly contactIds: readonly number[];
  readonly ticketIds: readonly number[];
}

/** A live quote or invoice; `stage` is its stage or status. */
export interface FoundSale {
  readonly id: number;
  readonly stage: string;
  readonly contactId: number | undefined;
}

/** Times between which something was written, wall clock. */
export interface TimeSpan {
  readonly from: string;
  readonly to: string;
}

/**
 * What others than the portal change in the CRM, found by ascending ids: whoever asks keeps how far it looked. The CRM saves without a
 * transaction, so what is young may be half written. Each method is one statement and reads only the ids it is given.
 */
export interface ChangeRepository {
  /** The highest id of each source so far; 0 where there is none. */
  newest(): Promise<Readonly<Record<ChangeSource, number>>>;
  /** The first ids above `after` and up to `upTo`. */
  ids(source: ChangeSource, after: number, upTo: number, limit: number): Promise<readonly number[]>;
  /** Those of these ids that are there. */
  present(source: ChangeSource, ids: readonly number[]): Promise<readonly number[]>;
  comments(ids: readonly number[]): Promise<readonly FoundComment[]>;
  entries(ids: readonly number[]): Promise<readonly FoundEntry[]>;
  /** Only tickets, documents, quotes and invoices. */
  records(ids: readonly number[]): Promise<readonly FoundRecord[]>;
  /** The staff's comments on these tickets of some time, without their texts. */
  staffComments(ticketIds: readonly number[], span: TimeSpan): Promise<readonly FoundComment[]>;
  /** Entries about these records of some time. */
  entriesAbout(recordIds: readonly number[], span: TimeSpan): Promise<readonly FoundEntry[]>;
  /** Those that are live and whole. */
  tickets(ids: readonly number[]): Promise<readonly FoundTicket[]>;
  /** Contacts who commented on these tickets. */
  commenters(
    ticketIds: readonly number[],
  ): Promise<readonly { readonly ticketId: number; readonly contactId: number }[]>;
  documents(ids: readonly number[]): Promise<readonly FoundDocument[]>;
  sales(module: 'Quotes' | 'Invoice', ids: readonly number[]): Promise<readonly FoundSale[]>;
}
