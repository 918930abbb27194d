import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { FoundTicket, HostAdapter } from '../../host/host-adapter.js';
import type { TicketTitle } from '../../mail/mail-data.js';
import { plainLine } from './plain-text.js';

/** The field with a ticket's status. */
export const STATUS_FIELD = 'ticketstatus';

/** A ticket as its mails name it. */
export function titleOf({ id, number, title }: FoundTicket): TicketTitle {
  return { ticketId: id, number: plainLine(number), title: plainLine(title) };
}

/** A value of a ticket's picklist as its reader knows it. */
export function wordOf(
  { metadata }: Pick<HostAdapter, 'metadata'>,
  fieldName: string,
  value: string,
  language: string,
): string {
  const field = metadata.current.module(TICKET_MODULE)?.fields.get(fieldName);
  return field && value !== '' ? metadata.current.labels.value(field, value, language) : plainLine(value);
}
