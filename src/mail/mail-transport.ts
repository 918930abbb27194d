import type { MailRecipient } from './emails.js';

/** One message as it goes out: exactly one recipient. */
export interface OutgoingMail {
  readonly kind: string;
  readonly messageId: string;
  readonly from: MailRecipient;
  readonly to: MailRecipient;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Message-ID of the thread this mail belongs to. */
  readonly thread: string | undefined;
}

/** What carries mails away. `send` resolves once the other side took the mail, and rejects otherwise. */
export interface MailTransport {
  /** False: there is nothing to send with, mails wait in the outbox. */
  readonly canSend: boolean;
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

/** The transport of a portal without a mail server: mails wait. */
export const noTransport: MailTransport = {
  canSend: false,
  send: async () => {
    throw new Error('no mail server is configured');
  },
  close: () => undefined,
};
