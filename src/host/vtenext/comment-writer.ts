import type { Knex } from 'knex';
import type { Author, ChangeReservation } from '../host-adapter.js';
import type { HostContext } from './host-context.js';
import { notify, recordAudience } from './notification.js';
import { repliedNotice } from './notification-texts.js';
import type { LockedRecord } from './record-change.js';
import { changeTicket } from './ticket-change.js';
import { answeredStatus, statusField } from './ticket-rows.js';
import { portalUserLanguage } from './user-repository.js';

/** What a new comment says; `secret` goes into the columns that only the CRM's own page reads. */
interface NewComment {
  readonly text: string;
  readonly secret?: { readonly confidentialStatus: number; readonly confidentialData: string };
}

/** Adds a customer's comment to a locked ticket as the CRM's old portal does: the ticket is saved as answered, its people are told. */
export async function writeComment(
  context: HostContext,
  trx: Knex.Transaction,
  reservation: ChangeReservation,
  ticket: LockedRecord,
  { text, secret }: NewComment,
  author: Author,
): Promise<void> {
  if (reservation.commentId === undefined) throw new Error('reserveChange was not asked for a comment');
  const { models, metadata, wallClock } = context;
  const values = { [statusField]: answeredStatus };
  await changeTicket(context, trx, ticket, { changeLogId: reservation.changeLogId, author, values });
  await models.TicketComment.query(trx).insert({
    id: reservation.commentId,
    ticketId: ticket.id,
    text,
    authorId: author.contactId,
    authorType: 'customer',
    createdAt: wallClock.now(),
    ...secret,
  });
  const language = await portalUserLanguage(context, trx);
  const notice = repliedNotice(metadata.current.labels, language, ticket.id, text);
  const audience = await recordAudience(context, ticket.id, trx);
  await notify(context, trx, ticket.id, audience, reservation.notificationIds, author, notice);
}
