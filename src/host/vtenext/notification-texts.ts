import type { Labels } from '../metadata/types.js';
import type { RecordNotice } from './notification.js';

/** The facts of a ticket a notification names. */
export interface NoticedTicket {
  readonly id: number;
  readonly number: string;
  readonly title: string;
}

/** The notification of a new ticket, in the words of the CRM's own labels. */
export function createdNotice(
  labels: Labels,
  language: string,
  ticket: NoticedTicket,
  description: string,
): RecordNotice {
  const label = (key: string): string => labels.label('HelpDesk', key, language);
  return {
    type: 'Ticket portal created',
    subject: `[From Portal] ${ticket.number} [ Ticket Id : ${ticket.id} ] ${ticket.title}`,
    body:
      `${label('Ticket No')}: ${ticket.number}<br>\n${label('LBL_TICKET_ID')}: ${ticket.id}<br>\n` +
      `${label('LBL_SUBJECT')} ${escapeMarkup(ticket.title)}<br><br>${escapeMarkup(description)}`,
  };
}

/** The notification of a customer's comment, in the words of the CRM's own labels. */
export function repliedNotice(labels: Labels, language: string, ticketId: number, comment: string): RecordNotice {
  const label = (key: string): string => labels.label('HelpDesk', key, language);
  const text = escapeMarkup(comment).replace(/\r\n|\n|\r/g, '<br />$&');
  return {
    type: 'Ticket portal replied',
    subject: `${label('LBL_RESPONDTO_TICKETID')}##${ticketId}##${label('LBL_CUSTOMER_PORTAL')}`,
    body:
      `${label('Dear')} ${label('user')},<br><br>${label('LBL_CUSTOMER_COMMENTS')}<br><br>\n\t\t\t\t\t<b>${text}</b>` +
      `<br><br>${label('LBL_RESPOND')}<br><br>${label('LBL_REGARDS')}<br>${label('LBL_SUPPORT_ADMIN')}`,
  };
}

/** What the CRM prints is markup, also in the mail it may make of it; what a customer wrote must stay text. Quotes are left as they are. */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
