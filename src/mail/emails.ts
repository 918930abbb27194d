import { accessMails } from './definitions/access-mails.js';
import { otherMails } from './definitions/other-mails.js';
import { recordMails } from './definitions/record-mails.js';
import { ticketMails } from './definitions/ticket-mails.js';
import type { EmailDefinition, EmailDefinitions } from './email-definition.js';
import type { MailData, MailKind } from './mail-data.js';

export type { EmailDefinition } from './email-definition.js';
export type { MailData, MailKind } from './mail-data.js';

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

/** Every mail the portal sends. */
export const emailDefinitions = {
  ...ticketMails,
  ...recordMails,
  ...accessMails,
  ...otherMails,
} as const satisfies EmailDefinitions<MailKind>;

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
