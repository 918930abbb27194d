import type { Knex } from 'knex';
import type { CommentRange, FaqCommentPage, FaqRepository } from '../host-adapter.js';
import type { HostContext } from './host-context.js';
import { nextId } from './ids.js';

interface CommentRow {
  readonly id: number;
  readonly text: string;
  readonly createdAt: string;
  readonly total: number | string;
}

/** Remarks on the questions of a vtenext database. */
export class VtenextFaqRepository implements FaqRepository {
  readonly #context: HostContext;

  constructor(context: HostContext) {
    this.#context = context;
  }

  async comments(faqId: number, { limit, skip }: CommentRange): Promise<FaqCommentPage> {
    const { knex, models } = this.#context;
    const { FaqComment } = models;
    const rows: CommentRow[] = await knex(FaqComment.tableName)
      .where(FaqComment.columnOf('faqId'), faqId)
      .whereNotNull(FaqComment.columnOf('text'))
      .whereNot(FaqComment.columnOf('text'), '')
      .orderBy(FaqComment.columnOf('id'), 'desc')
      .limit(limit)
      .offset(skip)
      .select(FaqComment.select('id', 'text', 'createdAt'))
      .select({ total: knex.raw('count(*) over ()') });
    return {
      total: Number(rows[0]?.total ?? 0),
      items: rows.map(({ id, text, createdAt }) => ({ id, text, createdAt })),
    };
  }

  reserveComment(): Promise<number> {
    return nextId(this.#context.knex, this.#context.prefix, 'faqcomments');
  }

  async addComment(trx: Knex.Transaction, commentId: number, faqId: number, text: string): Promise<void> {
    const { models, wallClock } = this.#context;
    await models.FaqComment.query(trx).insert({ id: commentId, faqId, text, createdAt: wallClock.now() });
  }
}
