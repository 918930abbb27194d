import type { DemoMailStore } from '../store/demo-mail-store.js';
import { withPictures } from './mail-look.js';
import type { MailTransport } from './mail-transport.js';

/** The demo's transport: mails are kept for the mailbox page and count as sent. */
export function createMailboxTransport(mailbox: DemoMailStore): MailTransport {
  return {
    canSend: true,
    send: (mail) =>
      mailbox.add({
        messageId: mail.messageId,
        kind: mail.kind,
        fromAddress: mail.from.address,
        toAddress: mail.to.address,
        toName: mail.to.name,
        subject: mail.subject,
        html: withPictures(mail.html, mail.pictures),
        text: mail.text,
      }),
    close: () => undefined,
  };
}
