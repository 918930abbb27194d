import type { Knex } from 'knex';
import { NotFoundError } from '../../core/errors.js';
import type { Author, ChangeReservation, ConfidentialAnswer, ConfidentialOutcome } from '../host-adapter.js';
import { writeComment } from './comment-writer.js';
import { encryptConfidential } from './confidential-data.js';
import type { HostContext } from './host-context.js';
import { decodePortalPassword } from './portal-password.js';
import { lockTicket, statusOf } from './ticket-change.js';
import { portalUserLanguage } from './user-repository.js';

/** What the CRM keeps in a comment's state. */
export const ConfidentialStatus = { asked: 1, answered: 2, answer: 3 } as const;

/** Where the CRM puts its own link in. */
export const LINK_MARK = '{HERELINK}';

/** Answers a request for secret data once; the ticket's lock keeps others, and the request's those who come by the CRM. */
export async function writeConfidentialAnswer(
  context: HostContext,
  trx: Knex.Transaction,
  reservation: ChangeReservation,
  ticketId: number,
  answer: ConfidentialAnswer,
  author: Author,
  from: (status: string) => boolean,
): Promise<ConfidentialOutcome> {
  const { TicketComment } = context.models;
  const ticket = await lockTicket(context, trx, ticketId);
  const request = await TicketComment.query(trx)
    .where(TicketComment.columnOf('id'), answer.requestId)
    .where(TicketComment.columnOf('ticketId'), ticketId)
    .whereIn(TicketComment.columnOf('confidentialStatus'), [ConfidentialStatus.asked, ConfidentialStatus.answered])
    .select(TicketComment.columnOf('confidentialStatus'), TicketComment.columnOf('confidentialPassword'))
    .forUpdate()
    .first();
  if (!request) throw new NotFoundError();
  if (request.confidentialStatus === ConfidentialStatus.answered) return 'answered';
  if (!from(statusOf(context, ticket) ?? '')) return 'closed';
  // The CRM cuts what is too long for its column and then takes the empty password: whoever asked could not read the answer.
  const password = decodePortalPassword(request.confidentialPassword ?? '');
  if (password === undefined) return 'unreadable';
  const text = [answer.text, await linkSentence(context, trx)].filter((part) => part !== '').join('\n\n');
  const confidentialData = encryptConfidential(password, answer.data);
  const secret = { confidentialStatus: ConfidentialStatus.answer, confidentialData };
  await writeComment(context, trx, reservation, ticket, { text, secret }, author);
  await TicketComment.query(trx)
    .where(TicketComment.columnOf('id'), answer.requestId)
    .patch({ confidentialStatus: ConfidentialStatus.answered, confidentialPassword: null });
  return 'done';
}

/** Ends the comment with the words in which the CRM's page puts its link to the data. */
async function linkSentence(context: HostContext, trx: Knex.Transaction): Promise<string> {
  const language = await portalUserLanguage(context, trx);
  const label = context.metadata.current.labels.label('HelpDesk', 'LBL_CONFIDENTIAL_INFO_REPLY_TEXT', language);
  return `${label.includes(LINK_MARK) ? label : `Confidential data was sent: ${LINK_MARK}`}.`;
}
