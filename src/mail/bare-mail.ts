import { definitionOf, type MailData, type MailKind } from './emails.js';

/** A mail that tells no more than that there is news, and where. */
export type BareMail =
  | { readonly kind: 'ticket-news'; readonly data: MailData['ticket-news'] }
  | { readonly kind: 'record-news'; readonly data: MailData['record-news'] };

/** What goes out in a mail's place to who wants no content in mails; undefined: it goes out as it is. */
export function bareKindOf<K extends MailKind>(kind: K, data: MailData[K]): BareMail | undefined {
  // Mails about the access itself tell nothing of anybody's business.
  const { topic } = definitionOf(kind);
  if (topic === undefined || topic === 'access') return undefined;
  return bareRecord(data) ?? bareTicket(data);
}

function bareRecord(data: object): BareMail | undefined {
  if ('documentId' in data) return news('Documents', data.documentId, '');
  if ('quoteId' in data && 'quoteNumber' in data) return news('Quotes', data.quoteId, data.quoteNumber);
  if ('invoiceId' in data && 'invoiceNumber' in data) return news('Invoice', data.invoiceId, data.invoiceNumber);
  return undefined;
}

function bareTicket(data: object): BareMail | undefined {
  if (!('ticketId' in data && 'number' in data)) return undefined;
  return { kind: 'ticket-news', data: { ticketId: Number(data.ticketId), number: String(data.number) } };
}

function news(module: string, recordId: unknown, number: unknown): BareMail {
  return { kind: 'record-news', data: { module, recordId: Number(recordId), number: String(number) } };
}
