/** What a mail that came in is: a person's words, a machine's answer, news of a mail that was not delivered, or nothing that can be read. */
export type IncomingKind = 'reply' | 'automatic' | 'bounce' | 'unreadable';

/** A file that came with a mail, without the pictures and cards that belong to a signature or to a quoted mail. */
export interface IncomingFile {
  /** Without folders and control characters; a plain name in its place where the mail gives none. */
  readonly name: string;
  /** As the sender says, so never to be trusted. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** What a mail server says became of one mail to one address. */
export interface DeliveryReport {
  /** Plain and in lower case. */
  readonly address: string;
  /** The address will never take a mail; false for what may still arrive, a full mailbox or a refusal of this one mail. */
  readonly isHard: boolean;
  /** As in RFC 3463, like `5.1.1`; `5.0.0` or `4.0.0` where the server names none. */
  readonly status: string;
  /** One line of at most 500 characters. */
  readonly reason: string;
  /** With its angle brackets; undefined where the report brings nothing of the mail back. */
  readonly originalMessageId: string | undefined;
}

/** A mail that came in, read and cut down to what the portal acts on; every text is bounded. */
export interface IncomingMail {
  readonly kind: IncomingKind;
  /** The header or form that makes it of this kind, for the log; empty for a reply. */
  readonly because: string;
  /** With its angle brackets. */
  readonly messageId: string | undefined;
  /** One plain address in lower case; undefined when the mail names none or several. Nothing proves that it is true. */
  readonly from: string | undefined;
  readonly fromName: string;
  /** The values of Authentication-Results, topmost first: only those of the own mail server can be believed. */
  readonly authResults: readonly string[];
  /** Plain addresses in lower case from To, Cc, Delivered-To, X-Original-To and Envelope-To, each once. */
  readonly recipients: readonly string[];
  readonly subject: string;
  /** Message-IDs with their angle brackets. */
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  /** Only what the sender wrote anew; empty when nothing is. */
  readonly text: string;
  readonly attachments: readonly IncomingFile[];
  /** Of a bounce or a delay; empty otherwise. */
  readonly reports: readonly DeliveryReport[];
}
