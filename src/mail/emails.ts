import type { MailLinks } from './mail-links.js';

/** What each mail needs beside its recipient; texts are in the recipient's language already, except dates. */
export interface MailData {
  'ticket-created': {
    readonly ticketId: number;
    readonly number: string;
    readonly title: string;
    readonly status: string;
    readonly priority: string;
    readonly description: string;
  };
  'comment-added': {
    readonly ticketId: number;
    readonly number: string;
    readonly title: string;
    readonly author: string;
    readonly text: string;
  };
  'ticket-resolved': { readonly ticketId: number; readonly number: string; readonly title: string };
  'participant-added': {
    readonly ticketId: number;
    readonly number: string;
    readonly title: string;
    readonly author: string;
  };
  /** `at`: the CRM's wall clock, `YYYY-MM-DD HH:MM:SS`. */
  'password-changed': { readonly at: string };
  'quote-accepted': QuoteAnswerData;
  'quote-declined': QuoteAnswerData;
  /** The link's secret is derived from the token's id when the mail is sent; no row of the outbox holds it. */
  'password-reset': { readonly tokenId: string; readonly minutes: number };
  activation: { readonly tokenId: string; readonly userName: string; readonly days: number };
  /** To the new address: its owner confirms that it is theirs. */
  'email-confirm': { readonly tokenId: string; readonly address: string; readonly minutes: number };
  /** To the old address. `at`: the CRM's wall clock, `YYYY-MM-DD HH:MM:SS`. */
  'email-changed': { readonly at: string };
  /** `at`: the last day of access, `YYYY-MM-DD`. */
  'access-ending': { readonly at: string };
  /** `at` as before; `until`: the last day the contact may still read, as people read it; empty: none. */
  'access-ended': { readonly at: string; readonly until: string };
}

/** A customer's answer to a quote; `total` is empty where the customer does not see it. */
interface QuoteAnswerData {
  readonly quoteId: number;
  readonly quoteNumber: string;
  readonly title: string;
  readonly customer: string;
  readonly total: string;
  readonly text: string;
  /** The customer's own copy; else the one of the quote's owner, who has no way into the portal. */
  readonly isReceipt: boolean;
}

/** The folder of a mail in `emails/`, the key of its texts and the start of its unique key. */
export type MailKind = keyof MailData;

/** A mail somebody shall get; written to the outbox in the transaction of the change it tells of. */
export type MailIntent = { [K in MailKind]: IntentOf<K> }[MailKind];

/** The intent of one kind. */
export interface IntentOf<K extends MailKind> {
  readonly kind: K;
  /** `<kind>:<source id>:<recipient>`, at most 150 characters; a second intent with the same key is the same mail. */
  readonly key: string;
  readonly contactId?: number;
  readonly ticketId?: number;
  readonly to: MailRecipient;
  /** Two-letter code. */
  readonly language: string;
  readonly data: MailData[K];
}

/** One recipient: a plain `local@domain` and the name people read. */
export interface MailRecipient {
  readonly address: string;
  readonly name: string;
}

/** Message × trigger × recipient: what each mail is for, where its button leads, and sample data for previews. */
export interface EmailDefinition<K extends MailKind> {
  /** The event after which it is sent. */
  readonly trigger: string;
  readonly recipient: string;
  /** Sent to contacts who opted out of mails too, since they cannot use the portal without it. */
  readonly isEssential: boolean;
  /** Its subject carries number and tag of the ticket, and it belongs to the ticket's thread. */
  readonly isAboutTicket: boolean;
  /** Undefined: a mail without a button. */
  link(links: MailLinks, data: MailData[K]): string | undefined;
  /** Values without which its reader is lost: an administrator's texts must keep them. */
  readonly needs?: readonly (keyof MailData[K] & string)[];
  readonly sample: MailData[K];
}

const ticket = { ticketId: 8, number: 'TT8', title: 'Nome della segnalazione' };
const quote = {
  quoteId: 12,
  quoteNumber: 'PREV12',
  title: 'Ricambi e montaggio linea 2',
  customer: 'Francesco Villani',
  total: '2.782,58 €',
  isReceipt: true,
};
const toBothSides = 'the contact who answered, and the quote’s owner in the CRM';
const openQuote = (links: MailLinks, { quoteId, isReceipt }: QuoteAnswerData): string | undefined =>
  isReceipt ? links.quote(quoteId) : undefined;
const toTicketContact = "the ticket's contact and its participants, without whoever wrote the comment";
const openTicket = (links: MailLinks, data: { readonly ticketId: number }): string => links.ticket(data.ticketId);

/** Every mail the portal sends. */
export const emailDefinitions = {
  'ticket-created': {
    trigger: 'ticket.created',
    recipient: "the ticket's contact",
    isEssential: false,
    isAboutTicket: true,
    link: openTicket,
    sample: { ...ticket, status: 'Aperto', priority: 'Normale', description: 'Il rullo non gira più.' },
  },
  'comment-added': {
    trigger: 'comment.created',
    recipient: toTicketContact,
    isEssential: false,
    isAboutTicket: true,
    link: openTicket,
    sample: { ...ticket, author: 'Assistenza Acme', text: 'Abbiamo spedito il ricambio.\nArriva domani.' },
  },
  'ticket-resolved': {
    trigger: 'ticket.resolved',
    recipient: "the ticket's contact and its participants",
    isEssential: false,
    isAboutTicket: true,
    link: openTicket,
    sample: ticket,
  },
  'quote-accepted': {
    trigger: 'record.updated, when a customer accepts a quote',
    recipient: toBothSides,
    isEssential: false,
    isAboutTicket: false,
    link: openQuote,
    sample: { ...quote, text: 'Va bene la consegna del 12.' },
  },
  'quote-declined': {
    trigger: 'record.updated, when a customer declines a quote',
    recipient: toBothSides,
    isEssential: false,
    isAboutTicket: false,
    link: openQuote,
    sample: { ...quote, text: 'Il montaggio lo facciamo noi.' },
  },
  'participant-added': {
    trigger: 'a colleague was added at /HelpDesk/<id>/participants',
    recipient: 'the added colleague, unless they added themselves',
    isEssential: false,
    isAboutTicket: true,
    link: openTicket,
    sample: { ...ticket, author: 'Francesco Villani' },
  },
  'password-changed': {
    trigger: 'contact.passwordChanged',
    recipient: 'the contact whose password it is',
    isEssential: true,
    isAboutTicket: false,
    link: (links) => links.home,
    sample: { at: '2026-11-23 09:30:00' },
  },
  'password-reset': {
    trigger: 'a request at /password/forgot',
    recipient: 'every portal contact with that user name or address, at the stored address',
    isEssential: true,
    isAboutTicket: false,
    link: (links, data) => links.reset(data.tokenId),
    sample: { tokenId: 'sample', minutes: 60 },
  },
  activation: {
    trigger: 'an invitation to the portal',
    recipient: 'the invited contact',
    isEssential: true,
    isAboutTicket: false,
    link: (links, data) => links.activation(data.tokenId),
    needs: ['userName'],
    sample: { tokenId: 'sample', userName: 'francesco.villani@example.com', days: 7 },
  },
  'email-confirm': {
    trigger: 'a change of address asked for at /me/email',
    recipient: 'the contact, at the new address',
    isEssential: true,
    isAboutTicket: false,
    link: (links, data) => links.emailChange(data.tokenId),
    needs: ['address'],
    sample: { tokenId: 'sample', address: 'f.villani@example.com', minutes: 60 },
  },
  'email-changed': {
    trigger: 'record.updated, when the new address was confirmed',
    recipient: 'the contact, at the old address',
    isEssential: true,
    isAboutTicket: false,
    link: (links) => links.home,
    sample: { at: '2026-11-23 09:30:00' },
  },
  'access-ending': {
    trigger: '30, 7 and 1 days before the end of access',
    recipient: 'the contact whose access ends',
    isEssential: false,
    isAboutTicket: false,
    link: (links) => links.home,
    sample: { at: '2026-12-31' },
  },
  'access-ended': {
    trigger: 'the day after the end of access',
    recipient: 'the contact whose access ended',
    isEssential: false,
    isAboutTicket: false,
    link: (links, data) => (data.until === '' ? undefined : links.home),
    sample: { at: '2026-12-31', until: '30-01-2027' },
  },
} as const satisfies { readonly [K in MailKind]: EmailDefinition<K> };

/** The definition of a kind, typed by it. */
export function definitionOf<K extends MailKind>(kind: K): EmailDefinition<K> {
  return emailDefinitions[kind] as unknown as EmailDefinition<K>;
}

/** Every kind, in the order of the table. */
export const mailKinds = Object.keys(emailDefinitions) as readonly MailKind[];

/** Says whether a text names a mail the portal knows; a row may be older or newer than the program. */
export function isMailKind(kind: string): kind is MailKind {
  return Object.hasOwn(emailDefinitions, kind);
}
