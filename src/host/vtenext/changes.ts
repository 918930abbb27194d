import type {
  ChangeRepository,
  ChangeSource,
  FoundComment,
  FoundDocument,
  FoundEntry,
  FoundRecord,
  FoundSale,
  FoundTicket,
  TimeSpan,
} from '../host-adapter.js';
import { readFoundDocuments, readFoundSales, readFoundTickets } from './changed-records.js';
import { type CommentRow, commentRows, presentComment } from './comment-reader.js';
import type { HostContext } from './host-context.js';
import { readFoundEntries } from './log-reader.js';

/** Nobody reads a longer text in a mail; megabytes must not pass through memory a hundred at a time. */
const LONGEST_TEXT = 20_000;
/** More comments than that on the tickets of one look, by the staff and in seconds, make no difference any more. */
const MOST_ROWS = 2_000;
const WATCHED_MODULES = ['HelpDesk', 'Documents', 'Quotes', 'Invoice'];

/** Changes of a vtenext database (HOST-FACTS 8), always found by ids: no look reads a table from one end to the other. */
export class VtenextChanges implements ChangeRepository {
  readonly #context: HostContext;

  constructor(context: HostContext) {
    this.#context = context;
  }

  async newest(): Promise<Readonly<Record<ChangeSource, number>>> {
    const { knex } = this.#context;
    const highest = (source: ChangeSource) => {
      const { table, id } = this.#place(source);
      return knex(table).max({ last: id });
    };
    const row: Readonly<Record<ChangeSource, number | null>> | undefined = await knex
      .select({ comments: highest('comments'), log: highest('log'), records: highest('records') })
      .first();
    return { comments: row?.comments ?? 0, log: row?.log ?? 0, records: row?.records ?? 0 };
  }

  async ids(source: ChangeSource, after: number, upTo: number, limit: number): Promise<readonly number[]> {
    const { table, id } = this.#place(source);
    return this.#context.knex(table).where(id, '>', after).where(id, '<=', upTo).orderBy(id).limit(limit).pluck(id);
  }

  async present(source: ChangeSource, ids: readonly number[]): Promise<readonly number[]> {
    const { table, id } = this.#place(source);
    return this.#context
      .knex(table)
      .whereIn(id, [...ids])
      .orderBy(id)
      .pluck(id);
  }

  async comments(ids: readonly number[]): Promise<readonly FoundComment[]> {
    const { knex, models } = this.#context;
    const { TicketComment: Comment } = models;
    const text = knex.raw('substr(??, 1, ?)', [Comment.columnOf('text'), LONGEST_TEXT]);
    const rows: CommentRow[] = await commentRows(this.#context)
      .whereIn(Comment.columnOf('id'), [...ids])
      .orderBy(Comment.columnOf('id'))
      .select({ text });
    return rows.map(foundComment);
  }

  entries(ids: readonly number[]): Promise<readonly FoundEntry[]> {
    const { ChangeLogEntry } = this.#context.models;
    return readFoundEntries(this.#context, (rows) => rows.whereIn(ChangeLogEntry.columnOf('id'), [...ids]));
  }

  entriesAbout(recordIds: readonly number[], { from, to }: TimeSpan): Promise<readonly FoundEntry[]> {
    const { ChangeLogEntry } = this.#context.models;
    return readFoundEntries(this.#context, (rows) =>
      rows
        .whereIn(ChangeLogEntry.columnOf('recordId'), [...recordIds])
        .whereBetween(ChangeLogEntry.columnOf('changedAt'), [from, to])
        .limit(MOST_ROWS),
    );
  }

  async records(ids: readonly number[]): Promise<readonly FoundRecord[]> {
    const { knex, models } = this.#context;
    const { CrmEntity, ChangeLogEntry } = models;
    const rows: { id: number; module: string; entry: number | null; authorModule: string | null }[] = await knex(
      CrmEntity.tableName,
    )
      .leftJoin(ChangeLogEntry.tableName, (on) => {
        on.on(ChangeLogEntry.columnOf('recordId'), CrmEntity.columnOf('id'));
        on.onVal(ChangeLogEntry.columnOf('description'), 'like', '["ChangeLogCreation"%');
      })
      .whereIn(CrmEntity.columnOf('id'), [...ids])
      .whereIn(CrmEntity.columnOf('module'), WATCHED_MODULES)
      .where(CrmEntity.columnOf('isDeleted'), 0)
      .orderBy(CrmEntity.columnOf('id'))
      .select(CrmEntity.select('id', 'module'))
      .select({ entry: ChangeLogEntry.columnOf('id'), authorModule: ChangeLogEntry.columnOf('authorModule') });
    const found = rows.map(
      ({ id, module, entry, authorModule }) => [id, { id, module, madeBy: maker(entry, authorModule) }] as const,
    );
    return [...new Map(found).values()];
  }

  async staffComments(ticketIds: readonly number[], { from, to }: TimeSpan): Promise<readonly FoundComment[]> {
    const { knex, models } = this.#context;
    const { TicketComment: Comment } = models;
    const rows: CommentRow[] = await commentRows(this.#context)
      .whereIn(Comment.columnOf('ticketId'), [...ticketIds])
      .where(Comment.columnOf('authorType'), 'user')
      .whereBetween(Comment.columnOf('createdAt'), [from, to])
      .whereNotNull(Comment.columnOf('text'))
      .limit(MOST_ROWS)
      .select({ text: knex.raw('?', ['']) });
    return rows.map(foundComment);
  }

  tickets(ids: readonly number[]): Promise<readonly FoundTicket[]> {
    return readFoundTickets(this.#context, ids);
  }

  async commenters(ticketIds: readonly number[]) {
    const { knex, models } = this.#context;
    const { TicketComment: Comment, Contact } = models;
    const rows: { ticketId: number; contactId: number }[] = await knex(Comment.tableName)
      .join(Contact.tableName, Contact.columnOf('id'), Comment.columnOf('authorId'))
      .whereIn(Comment.columnOf('ticketId'), [...ticketIds])
      .where(Comment.columnOf('authorType'), 'customer')
      .distinct({ ticketId: Comment.columnOf('ticketId'), contactId: Contact.columnOf('id') })
      .limit(MOST_ROWS);
    return rows;
  }

  documents(ids: readonly number[]): Promise<readonly FoundDocument[]> {
    return readFoundDocuments(this.#context, ids);
  }

  sales(module: 'Quotes' | 'Invoice', ids: readonly number[]): Promise<readonly FoundSale[]> {
    return readFoundSales(this.#context, module, ids);
  }

  #place(source: ChangeSource): { readonly table: string; readonly id: string } {
    const { TicketComment, ChangeLogEntry, CrmEntity } = this.#context.models;
    const model = { comments: TicketComment, log: ChangeLogEntry, records: CrmEntity }[source];
    return { table: model.tableName, id: model.columnOf('id') };
  }
}

function maker(entry: number | null, authorModule: string | null): FoundRecord['madeBy'] {
  if (entry === null) return undefined;
  return authorModule === 'Contacts' ? 'contact' : 'user';
}

function foundComment(row: CommentRow): FoundComment {
  const { id, text, authorType, authorId, authorName, createdAt } = presentComment(row);
  return {
    id,
    ticketId: row.ticketId,
    text: row.text === null ? undefined : text,
    authorType,
    authorId,
    authorName,
    createdAt: createdAt ?? '',
  };
}
