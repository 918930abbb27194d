import type { EmailDefinitions } from '../email-definition.js';
import type { QuoteAnswerData } from '../mail-data.js';
import type { MailLinks } from '../mail-links.js';

type RecordKind =
  | 'document-shared'
  | 'quote-to-accept'
  | 'quote-accepted'
  | 'quote-declined'
  | 'invoice-published'
  | 'record-news';

const quote = { quoteId: 12, quoteNumber: 'PREV12', title: 'Ricambi e montaggio linea 2', total: '2.782,58 €' };
const answer = { ...quote, customer: 'Francesco Villani', isReceipt: true };
const toBothSides = 'the contact who answered, and the quote’s owner in the CRM';
const openQuote = (links: MailLinks, { quoteId, isReceipt }: QuoteAnswerData): string | undefined =>
  isReceipt ? links.record('Quotes', quoteId) : undefined;
const about = { readers: 'contacts', isEssential: false, isAboutTicket: false } as const;

/** Mails about documents, quotes and invoices. */
export const recordMails = {
  'document-shared': {
    ...about,
    trigger: 'an agent puts a document into the portal',
    recipient: "the document's contacts; of a ticket's document, the ticket's contact and participants",
    topic: 'documents',
    // A ticket's document is found on its ticket's page, and nowhere else.
    link: (links, { documentId, ticketId }) =>
      ticketId === 0 ? links.record('Documents', documentId) : links.ticket(ticketId),
    sample: {
      documentId: 31,
      title: 'Manuale della pressa',
      ticketId: 8,
      number: 'TT8',
      ticketTitle: 'Nome della segnalazione',
    },
  },
  'quote-to-accept': {
    ...about,
    trigger: 'a quote reaches the stage in which customers answer it',
    recipient: "the quote's contact",
    topic: 'quotes',
    link: (links, { quoteId }) => links.record('Quotes', quoteId),
    sample: { ...quote, until: '31-12-2026' },
  },
  'quote-accepted': {
    ...about,
    trigger: 'record.updated, when a customer accepts a quote',
    recipient: toBothSides,
    readers: 'both',
    topic: 'quotes',
    link: openQuote,
    sample: { ...answer, text: 'Va bene la consegna del 12.' },
  },
  'quote-declined': {
    ...about,
    trigger: 'record.updated, when a customer declines a quote',
    recipient: toBothSides,
    readers: 'both',
    topic: 'quotes',
    link: openQuote,
    sample: { ...answer, text: 'Il montaggio lo facciamo noi.' },
  },
  'invoice-published': {
    ...about,
    trigger: 'an invoice becomes visible to its contact',
    recipient: "the invoice's contact",
    topic: 'invoices',
    link: (links, { invoiceId }) => links.record('Invoice', invoiceId),
    sample: {
      invoiceId: 14,
      invoiceNumber: 'FATT14',
      title: 'Ricambi linea 2',
      total: '1.220,00 €',
      until: '31-12-2026',
    },
  },
  'record-news': {
    ...about,
    trigger: 'any mail about a document, quote or invoice, for who chose mails without content',
    recipient: 'as that mail',
    topic: undefined,
    link: (links, { module, recordId }) => links.record(module, recordId),
    sample: { module: 'Quotes', recordId: 12, number: 'PREV12' },
  },
} as const satisfies EmailDefinitions<RecordKind>;
