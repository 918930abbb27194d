import type { Knex } from 'knex';
import type { CommentRange } from './tickets.js';

/** A remark on a question; the CRM keeps no author. */
export interface FaqComment {
  readonly id: number;
  readonly text: string;
  /** Wall clock. */
  readonly createdAt: string;
}

/** Newest first; `total` counts all of the question's, 0 also for a range beyond them. */
export interface FaqCommentPage {
  readonly total: number;
  readonly items: readonly FaqComment[];
}

/** Remarks on frequently asked questions, exactly as the CRM and its old portal write them (HOST-FACTS 6.9). */
export interface FaqRepository {
  /** Some of a question's remarks, counted from the newest one; rows without text are left out. One statement. */
  comments(faqId: number, range: CommentRange): Promise<FaqCommentPage>;
  /** Takes the id of a new remark, before the transaction. */
  reserveComment(): Promise<number>;
  /** One row and nothing else: the question itself does not change, and the CRM logs nothing. */
  addComment(trx: Knex.Transaction, commentId: number, faqId: number, text: string): Promise<void>;
}
