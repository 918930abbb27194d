import type { FoundDocument, FoundTicket, HostAdapter } from '../../host/host-adapter.js';
import type { MailData, MailIntent } from '../../mail/outbox.js';
import { DOCUMENT_MODULE } from '../files/visible-folders.js';
import type { Audience } from './audience.js';
import { mailTo } from './changes.js';
import { plainLine } from './plain-text.js';
import { titleOf } from './ticket-words.js';

/** A document whose holders are to be told of it. */
export interface SharedDocument {
  readonly id: number;
  /** Only these contacts and tickets, to which it was linked just now; undefined: all it is linked to. */
  readonly holders?: ReadonlySet<number>;
}

/** Mails about documents in the portal: to the contacts they are linked to, and to the readers of such a ticket. */
export async function documentMails(
  host: HostAdapter,
  audience: Audience,
  shared: readonly SharedDocument[],
): Promise<readonly MailIntent[]> {
  if (shared.length === 0) return [];
  const found = await host.changes.documents([...new Set(shared.map(({ id }) => id))]);
  const documents = new Map(found.filter(({ isInPortal }) => isInPortal).map((document) => [document.id, document]));
  const mails: MailIntent[] = [];
  for (const { id, holders } of shared) {
    const document = documents.get(id);
    if (!document) continue;
    const isMeant = (holder: number): boolean => holders === undefined || holders.has(holder);
    mails.push(...(await toContacts(audience, document, isMeant)));
    mails.push(...(await toTickets(host, audience, document, isMeant)));
  }
  return mails;
}

async function toContacts(
  audience: Audience,
  { id, title, contactIds }: FoundDocument,
  isMeant: (holder: number) => boolean,
): Promise<readonly MailIntent[]> {
  const mails: MailIntent[] = [];
  for (const contactId of contactIds.filter(isMeant)) {
    const reader = await audience.reader(contactId);
    if (!reader || !(await audience.shown(reader, DOCUMENT_MODULE, id))) continue;
    const data = { documentId: id, title: plainLine(title), ticketId: 0, number: '', ticketTitle: '' };
    mails.push(mailTo(reader, 'document-shared', id, data));
  }
  return mails;
}

/** Whoever sees a ticket sees its documents in the portal, on its page. */
async function toTickets(
  host: HostAdapter,
  audience: Audience,
  { id, title, ticketIds }: FoundDocument,
  isMeant: (holder: number) => boolean,
): Promise<readonly MailIntent[]> {
  const meant = ticketIds.filter(isMeant);
  const tickets = meant.length === 0 ? [] : await host.changes.tickets(meant);
  const readers = await audience.ofTickets(tickets);
  return tickets.flatMap((ticket) =>
    (readers.get(ticket.id) ?? []).map((reader) =>
      mailTo(reader, 'document-shared', id, ticketDocument(id, title, ticket), ticket.id),
    ),
  );
}

function ticketDocument(documentId: number, title: string, ticket: FoundTicket): MailData['document-shared'] {
  const { ticketId, number, title: ticketTitle } = titleOf(ticket);
  return { documentId, title: plainLine(title), ticketId, number, ticketTitle };
}
