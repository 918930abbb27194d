import { createTransport } from 'nodemailer';
import type { MailOauth } from '../core/mail-config.js';
import { oauthPart } from './smtp-transport.js';

/** Connects to a mail server, greets it and signs in, without a mail; rejects with what went wrong, within the time. */
export async function checkSmtp(url: string, timeoutMs: number, oauth?: MailOauth): Promise<void> {
  const transport = createTransport(
    {
      url,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      ...oauthPart(oauth, timeoutMs),
    },
    { disableFileAccess: true, disableUrlAccess: true },
  );
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}
