import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { CommentPage, RecordFile } from '../host-adapter.js';
import type { HostContext } from './host-context.js';

interface MarkRow {
  readonly id: number;
  readonly status: string | null;
  readonly comments: number | string | null;
  readonly lastComment: number | null;
  readonly confidential: number | string | null;
  readonly files: number | string | null;
  readonly lastFile: number | null;
}

/**
 * One opaque text a live ticket, which changes with its status, its comments and the files a customer may see (DECISIONS 5), and with
 * nothing else: what the staff keeps to itself must not be told by it. One statement for all tickets.
 */
export async function readMarks(
  context: HostContext,
  ticketIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (ticketIds.length === 0) return new Map();
  const { knex, models } = context;
  const { Ticket, CrmEntity } = models;
  const rows: MarkRow[] = await knex(Ticket.tableName)
    .join(CrmEntity.tableName, CrmEntity.columnOf('id'), Ticket.columnOf('id'))
    .leftJoin(commentFacts(context, ticketIds).as('c'), 'c.ticket', Ticket.columnOf('id'))
    .leftJoin(fileFacts(context, ticketIds).as('f'), 'f.ticket', Ticket.columnOf('id'))
    .whereIn(Ticket.columnOf('id'), [...ticketIds])
    .where(CrmEntity.columnOf('isDeleted'), 0)
    .select(Ticket.select('id', 'status'))
    .select('c.comments', 'c.lastComment', 'c.confidential', 'f.files', 'f.lastFile');
  return new Map(
    rows.map((row) => {
      const comments = [row.comments, row.lastComment, row.confidential];
      return [row.id, markOf(row.id, row.status, [...comments, row.files, row.lastFile])];
    }),
  );
}

/** The mark of a ticket whose page has been read. */
export function markOfPage(
  ticketId: number,
  status: string,
  { total, lastId, confidentialState }: CommentPage,
  files: readonly RecordFile[],
): string {
  const lastFile = files.reduce((last, { documentId }) => Math.max(last, documentId), 0);
  return markOf(ticketId, status, [total, lastId, confidentialState, files.length, lastFile]);
}

/** The newest comment of the staff on each ticket that has one. */
export function newestSupport(
  { knex, models: { TicketComment: Comment } }: HostContext,
  ticketIds: readonly number[],
): Knex.QueryBuilder {
  return knex(Comment.tableName)
    .whereIn(Comment.columnOf('ticketId'), [...ticketIds])
    .where(Comment.columnOf('authorType'), 'user')
    .whereNotNull(Comment.columnOf('text'))
    .groupBy(Comment.columnOf('ticketId'))
    .select({ ticketId: Comment.columnOf('ticketId') })
    .max({ commentId: Comment.columnOf('id') });
}

/** The highest id of any comment; one statement. */
export async function readLastCommentId({ knex, models: { TicketComment } }: HostContext): Promise<number> {
  const rows: { last: number | null }[] = await knex(TicketComment.tableName).max({
    last: TicketComment.columnOf('id'),
  });
  return rows[0]?.last ?? 0;
}

/** Half-written comments (NULL text) do not count yet. */
function commentFacts(
  { knex, models: { TicketComment: Comment } }: HostContext,
  ids: readonly number[],
): Knex.QueryBuilder {
  return knex(Comment.tableName)
    .whereIn(Comment.columnOf('ticketId'), [...ids])
    .whereNotNull(Comment.columnOf('text'))
    .groupBy(Comment.columnOf('ticketId'))
    .select({ ticket: Comment.columnOf('ticketId') })
    .count({ comments: '*' })
    .max({ lastComment: Comment.columnOf('id') })
    .sum({ confidential: Comment.columnOf('confidentialStatus') });
}

function fileFacts({ knex, models }: HostContext, ids: readonly number[]): Knex.QueryBuilder {
  const { DocumentRelation, Document, Attachment, AttachmentRelation, CrmEntity, ChangeLogEntry } = models;
  const madeByContact = knex(ChangeLogEntry.tableName)
    .whereRaw('?? = ??', [ChangeLogEntry.columnOf('recordId'), Document.columnOf('id')])
    .where(ChangeLogEntry.columnOf('authorModule'), 'Contacts')
    .where(ChangeLogEntry.columnOf('description'), 'like', '["ChangeLogCreation"%')
    .select(ChangeLogEntry.columnOf('id'));
  return knex(DocumentRelation.tableName)
    .join(Document.tableName, Document.columnOf('id'), DocumentRelation.columnOf('documentId'))
    .join(CrmEntity.tableName, CrmEntity.columnOf('id'), Document.columnOf('id'))
    .join(AttachmentRelation.tableName, AttachmentRelation.columnOf('recordId'), Document.columnOf('id'))
    .join(Attachment.tableName, Attachment.columnOf('id'), AttachmentRelation.columnOf('attachmentId'))
    .whereIn(Document.columnOf('location'), ['I', 'B'])
    .whereIn(DocumentRelation.columnOf('recordId'), [...ids])
    .where(CrmEntity.columnOf('isDeleted'), 0)
    .where((shown: Knex.QueryBuilder) => {
      shown.where(Document.columnOf('isInPortal'), 1).orWhereExists(madeByContact);
    })
    .groupBy(DocumentRelation.columnOf('recordId'))
    .select({ ticket: DocumentRelation.columnOf('recordId') })
    .countDistinct({ files: Document.columnOf('id') })
    .max({ lastFile: Document.columnOf('id') });
}

function markOf(id: number, status: string | null, counts: readonly (number | string | null)[]): string {
  const facts = [id, status ?? '', ...counts.map((count) => Number(count ?? 0))];
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 16);
}
