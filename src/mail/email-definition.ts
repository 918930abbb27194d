import type { MailData, MailKind } from './mail-data.js';
import type { MailLinks } from './mail-links.js';

/** What a customer chooses for as one at `/me/notifications`, in the order of that page. */
export const mailTopics = ['tickets', 'comments', 'status', 'documents', 'quotes', 'invoices', 'access'] as const;
export type MailTopic = (typeof mailTopics)[number];

/** Who a mail is written to: contacts, the CRM's own people, or both, each in a mail of their own. */
export type MailReaders = 'contacts' | 'staff' | 'both';

/** Message × trigger × recipient: what each mail is for, who may switch it off, where its button leads, and sample data for previews. */
export interface EmailDefinition<K extends MailKind> {
  /** The event after which it is sent. */
  readonly trigger: string;
  readonly recipient: string;
  /** The CRM's own people have no way into the portal, and nothing a contact chose holds for them. */
  readonly readers: MailReaders;
  /** Sent to contacts who opted out of mails too, since they cannot use the portal without it. */
  readonly isEssential: boolean;
  /** Under which of a customer's choices it falls; undefined: it cannot be switched off, held back or unsubscribed from. */
  readonly topic: MailTopic | undefined;
  /** Its subject carries number and tag of the ticket, and it belongs to the ticket's thread. */
  readonly isAboutTicket: boolean;
  /** Undefined: a mail without a button. */
  link(links: MailLinks, data: MailData[K]): string | undefined;
  /** Values without which its reader is lost: an administrator's texts must keep them. */
  readonly needs?: readonly (keyof MailData[K] & string)[];
  readonly sample: MailData[K];
}

/** The definitions of some kinds. */
export type EmailDefinitions<K extends MailKind> = { readonly [P in K]: EmailDefinition<P> };
