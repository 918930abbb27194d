import type { MailRecipient } from './emails.js';
import type { InlinePicture } from './mail-look.js';

/** One message as it goes out: exactly one recipient. */
export interface OutgoingMail {
  readonly kind: string;
  readonly messageId: string;
  readonly from: MailRecipient;
  readonly to: MailRecipient;
  /** Where an answer goes; undefined: to the sender. */
  readonly replyTo?: string | undefined;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Message-ID of the thread this mail belongs to. */
  readonly thread: string | undefined;
  /** Where one click switches this sort of mail off (RFC 8058); undefined: it cannot be. */
  readonly unsubscribe?: string | undefined;
  /** What the HTML shows by `cid:`. */
  readonly pictures: readonly InlinePicture[];
}

/** What carries mails away. `send` resolves, with what the other side said if it spoke, once it took the mail; else it rejects. */
export interface MailTransport {
  /** False: there is nothing to send with, mails wait in the outbox. */
  readonly canSend: boolean;
  send(mail: OutgoingMail): Promise<unknown>;
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
