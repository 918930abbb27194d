import type { Knex } from 'knex';
import type { StoredValue } from '../metadata/field-kind.js';
import type { Author } from './contacts.js';

/** Reserved for a customer's answer to one quote. */
export interface QuoteReservation {
  readonly changeLogId: number;
  readonly remarkId: number;
  /** Spare ids for notifications that do not exist yet. */
  readonly notificationIds: readonly number[];
}

/** How a quote stands. */
export interface QuoteStand {
  readonly stage: string;
  /** As stored: NULL, a zero date or `YYYY-MM-DD`, its last day. */
  readonly validUntil: StoredValue;
}

/** What a customer's answer writes. */
export interface QuoteChange {
  /** By field name, as stored. */
  readonly values: Readonly<Record<string, StoredValue>>;
  /** Plain text for the staff's talk about the quote. */
  readonly remark: string;
}

/** Who gave a quote its stage, and when. */
export interface StageChange {
  /** Wall clock. */
  readonly at: string;
  readonly authorName: string;
  /** Undefined: a member of the staff, or nobody the log names. */
  readonly authorContactId: number | undefined;
}

/** Reads and writes what a customer answers to a quote (`host/writes/crm-quote-stage.sql`). */
export interface QuoteRepository {
  reserve(quoteId: number): Promise<QuoteReservation>;
  /**
   * Changes the quote with change log, modified by/time and display name, adds the remark to the staff's talks, and tells owner and
   * followers. The quote is locked first; what `check` throws on seeing how it stands then goes through, and nothing is written.
   */
  answer(
    trx: Knex.Transaction,
    reservation: QuoteReservation,
    quoteId: number,
    change: QuoteChange,
    author: Author,
    check: (quote: QuoteStand) => void,
  ): Promise<void>;
  /** When a quote got this stage last, and from whom; undefined where the change log does not tell. One statement. */
  stageChange(quoteId: number, stage: string): Promise<StageChange | undefined>;
}
