/** What each mail needs beside its recipient; texts are in the recipient's language already, except dates. */
export interface MailData {
  'ticket-created': TicketTitle & {
    readonly status: string;
    readonly priority: string;
    readonly description: string;
  };
  /** By the support. */
  'comment-added': TicketTitle & {
    readonly author: string;
    readonly text: string;
    /** The ticket's state after it, where the comment changed it; empty: it did not. */
    readonly status?: string;
  };
  /** By a participant or, for the participants, by the ticket's contact. */
  'colleague-commented': TicketTitle & { readonly author: string; readonly text: string };
  /** `status`, `previousStatus`: as the recipient reads them; `previousStatus` is empty where it is not known. */
  'status-changed': TicketTitle & { readonly status: string; readonly previousStatus: string };
  /** `text`: the solution as it now is. `status`, `previousStatus`: where the same save changed the status too. */
  'solution-added': TicketTitle & { readonly text: string; readonly status?: string; readonly previousStatus?: string };
  /** `text`: the solution; empty: none was written. `mayRate`: the recipient may rate it, which the mail asks for. */
  'ticket-resolved': TicketTitle & { readonly text: string; readonly mayRate: boolean };
  /** `author`: who reopened it; empty: the support. */
  'ticket-reopened': TicketTitle & { readonly author: string };
  'participant-added': TicketTitle & { readonly author: string };
  /** `ticketId` 0: the document belongs to no ticket, and `number` and `ticketTitle` are empty. */
  'document-shared': {
    readonly documentId: number;
    readonly title: string;
    readonly ticketId: number;
    readonly number: string;
    readonly ticketTitle: string;
  };
  /** `until`: the last day of its validity as people read it; empty: it has none. `total` is empty where the customer does not see it. */
  'quote-to-accept': {
    readonly quoteId: number;
    readonly quoteNumber: string;
    readonly title: string;
    readonly total: string;
    readonly until: string;
  };
  'quote-accepted': QuoteAnswerData;
  'quote-declined': QuoteAnswerData;
  /** `until`: the day it is due as people read it; empty: none. */
  'invoice-published': {
    readonly invoiceId: number;
    readonly invoiceNumber: string;
    readonly title: string;
    readonly total: string;
    readonly until: string;
  };
  /** `at`: the CRM's wall clock, `YYYY-MM-DD HH:MM:SS`. */
  'password-changed': { readonly at: string };
  /** The link's secret is derived from the token's id when the mail is sent; no row of the outbox holds it. */
  'password-reset': { readonly tokenId: string; readonly minutes: number };
  activation: { readonly tokenId: string; readonly userName: string; readonly days: number };
  /** To the new address: its owner confirms that it is theirs. */
  'email-confirm': { readonly tokenId: string; readonly address: string; readonly minutes: number };
  /** To the old address. `at`: the CRM's wall clock, `YYYY-MM-DD HH:MM:SS`. */
  'email-changed': { readonly at: string };
  /** `browser`: such as «Firefox, Windows»; `at` as before. */
  'new-sign-in': { readonly at: string; readonly browser: string };
  /** `at`: the last day of access, `YYYY-MM-DD`. */
  'access-ending': { readonly at: string };
  /** `at` as before; `until`: the last day the contact may still read, as people read it; empty: none. */
  'access-ended': { readonly at: string; readonly until: string };
  /** To the CRM's user a ticket is assigned to; they read it in the CRM, `crmLink` is its address there or empty. */
  'staff-ticket': TicketTitle & { readonly customer: string; readonly text: string; readonly crmLink: string };
  'staff-comment': TicketTitle & { readonly customer: string; readonly text: string; readonly crmLink: string };
  /** What was held back: `items` the newest at the end, `more` the number of those that do not fit. */
  digest: { readonly items: readonly DigestItem[]; readonly more: number };
  /** For who wants mails without content: that there is news, and where. */
  'ticket-news': { readonly ticketId: number; readonly number: string };
  'record-news': { readonly module: string; readonly recordId: number; readonly number: string };
  /** The one answer to a reply by mail that could not be taken; `reason`: one of `refusalReasons`. */
  'reply-refused': { readonly reason: string; readonly subject: string };
  /** A reply by mail became a comment without some of its files; `text`: a sentence for each, in the recipient's language. */
  'reply-files-refused': TicketTitle & { readonly text: string };
  /** An extension's own, its texts in the recipient's language. `path`: below the portal's address; empty: without a button, whose words `label` are. */
  extension: { readonly title: string; readonly text: string; readonly label: string; readonly path: string };
}

/** A ticket as its mails name it. */
export interface TicketTitle {
  readonly ticketId: number;
  readonly number: string;
  readonly title: string;
}

/** One mail that was held back, in the recipient's language; `at`: the CRM's wall clock. `subject` is the mail's own. */
export interface DigestItem {
  readonly subject: string;
  /** Of the page it leads to, below the portal's address; empty: none. */
  readonly path: string;
  readonly at: string;
}

/** A customer's answer to a quote; `total` is empty where the customer does not see it. */
export interface QuoteAnswerData {
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
