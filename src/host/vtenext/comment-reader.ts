import type { Knex } from 'knex';
import type { CommentPage, CommentRange, TicketComment } from '../host-adapter.js';
import { ConfidentialStatus, LINK_MARK } from './confidential-answer.js';
import type { HostContext } from './host-context.js';
import { personName, userName } from './names.js';

/** A comment's columns as `commentRows` selects them, with its text. */
export interface CommentRow {
  readonly id: number;
  readonly ticketId: number;
  readonly text: string | null;
  readonly authorType: string | null;
  readonly authorId: number;
  readonly createdAt: string;
  readonly confidentialStatus: number | null;
  readonly contactLast: string | null;
  readonly contactFirst: string | null;
  readonly accountName: string | null;
  readonly userLast: string | null;
  readonly userFirst: string | null;
  readonly userName: string | null;
}

interface PageRow extends CommentRow {
  readonly total: number | string;
  readonly lastId: number | string;
  readonly confidentialState: number | string | null;
}

/** Some of a ticket's comments, newest first, with their authors' names; half-written ones (NULL text) are left out. One statement. */
export async function readComments(
  context: HostContext,
  ticketId: number,
  { limit, skip }: CommentRange,
): Promise<CommentPage> {
  const { knex } = context;
  const { TicketComment: Comment } = context.models;
  const rows: PageRow[] = await commentRows(context)
    .where(Comment.columnOf('ticketId'), ticketId)
    .whereNotNull(Comment.columnOf('text'))
    .orderBy(Comment.columnOf('id'), 'desc')
    .limit(limit)
    .offset(skip)
    .select(Comment.select('text'))
    .select({
      total: knex.raw('count(*) over ()'),
      lastId: knex.raw('max(??) over ()', [Comment.columnOf('id')]),
      confidentialState: knex.raw('sum(??) over ()', [Comment.columnOf('confidentialStatus')]),
    });
  return {
    total: Number(rows[0]?.total ?? 0),
    lastId: Number(rows[0]?.lastId ?? 0),
    confidentialState: Number(rows[0]?.confidentialState ?? 0),
    items: rows.map(presentComment),
  };
}

/** Comments with what names their authors: the query all readers of comments start from. */
export function commentRows({ knex, models }: HostContext): Knex.QueryBuilder {
  const { TicketComment: Comment, Contact, Account, User } = models;
  return knex(Comment.tableName)
    .leftJoin(Contact.tableName, Contact.columnOf('id'), Comment.columnOf('authorId'))
    .leftJoin(Account.tableName, Account.columnOf('id'), Comment.columnOf('authorId'))
    .leftJoin(User.tableName, User.columnOf('id'), Comment.columnOf('authorId'))
    .select(Comment.select('id', 'ticketId', 'authorType', 'authorId', 'createdAt', 'confidentialStatus'))
    .select({
      contactLast: Contact.columnOf('lastName'),
      contactFirst: Contact.columnOf('firstName'),
      accountName: Account.columnOf('name'),
      userLast: User.columnOf('lastName'),
      userFirst: User.columnOf('firstName'),
      userName: User.columnOf('userName'),
    });
}

/** A comment as the portal knows it. */
export function presentComment(row: CommentRow): TicketComment {
  // Old rows have no type; what a contact or company wrote is told by the id, which users do not share.
  const isCustomer = row.authorType === 'customer' || (row.authorType !== 'user' && row.userName === null);
  return {
    id: row.id,
    text: withoutLinkSentences(row.text ?? ''),
    authorType: isCustomer ? 'customer' : 'user',
    authorId: row.authorId,
    authorName: isCustomer ? customerName(row) : userName({ ...row, lastName: row.userLast, firstName: row.userFirst }),
    createdAt: row.createdAt,
    confidential: confidentialRole(row.confidentialStatus),
  };
}

function confidentialRole(status: number | null): TicketComment['confidential'] {
  if (status === ConfidentialStatus.asked) return 'request';
  if (status === ConfidentialStatus.answered) return 'answered';
  return status === ConfidentialStatus.answer ? 'answer' : undefined;
}

function customerName(row: CommentRow): string {
  return personName({ lastName: row.contactLast, firstName: row.contactFirst }) || (row.accountName ?? '');
}

/** The CRM ends comments about confidential data with a line of its own that holds this mark for a link only it can make. */
function withoutLinkSentences(text: string): string {
  if (!text.includes(LINK_MARK)) return text;
  const lines = text.split('\n').filter((line) => !line.includes(LINK_MARK));
  return lines.join('\n').trimEnd();
}
