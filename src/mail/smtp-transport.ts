import { createTransport } from 'nodemailer';
import type { DkimKey, MailOauth } from '../core/mail-config.js';
import type { MailTransport, OutgoingMail } from './mail-transport.js';

/** How long the mail server may keep us waiting, in ms. */
export interface SmtpTimeouts {
  readonly connection: number;
  readonly greeting: number;
  readonly socket: number;
}

/** How a transport differs from one with a password in its address, and no signature. */
export interface SmtpOptions {
  readonly dkim?: DkimKey | undefined;
  readonly oauth?: MailOauth | undefined;
  readonly timeouts?: SmtpTimeouts;
}

/** Connections of one process to the mail server. */
export const SMTP_CONNECTIONS = 5;

const defaultTimeouts: SmtpTimeouts = { connection: 10_000, greeting: 15_000, socket: 30_000 };

/** No vacation notes, no bounces to a person, no answers by machines. */
const HEADERS = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/**
 * Sends over pooled SMTP. The address decides about TLS: `smtps://` from the first byte, `smtp://` by STARTTLS where the server offers
 * it, `smtp://…?requireTLS=true` never without; certificates are checked.
 */
export function createSmtpTransport(
  url: string,
  { dkim, oauth, timeouts = defaultTimeouts }: SmtpOptions = {},
): MailTransport {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: SMTP_CONNECTIONS,
      // Whether and when a mail goes again is the outbox's to decide, which knows how often it went.
      maxRequeues: 0,
      connectionTimeout: timeouts.connection,
      greetingTimeout: timeouts.greeting,
      dnsTimeout: timeouts.connection,
      socketTimeout: timeouts.socket,
      ...(dkim ? { dkim } : {}),
      ...oauthPart(oauth, timeouts.connection),
    },
    { disableFileAccess: true, disableUrlAccess: true },
  );
  return {
    canSend: true,
    async send(mail) {
      const { response } = await transport.sendMail(toMessage(mail));
      return response;
    },
    close: () => transport.close(),
  };
}

/** How nodemailer signs in with an access token, which it fetches and renews itself; empty without OAuth2. */
export function oauthPart(oauth: MailOauth | undefined, timeoutMs: number) {
  if (oauth === undefined) return {};
  const { user, clientId, clientSecret, refreshToken, tokenUrl: accessUrl } = oauth;
  const requestTimeout = timeoutMs;
  return { auth: { type: 'OAuth2' as const, user, clientId, clientSecret, refreshToken, accessUrl, requestTimeout } };
}

function toMessage(mail: OutgoingMail): Parameters<ReturnType<typeof createTransport>['sendMail']>[0] {
  return {
    from: mail.from,
    to: [mail.to],
    ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
    envelope: { from: mail.from.address, to: [mail.to.address] },
    messageId: mail.messageId,
    ...(mail.thread === undefined ? {} : { inReplyTo: mail.thread, references: [mail.thread] }),
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    attachments: mail.pictures.map(({ cid, type, fileName, bytes }) => ({
      cid,
      contentType: type,
      filename: fileName,
      content: bytes,
      contentDisposition: 'inline' as const,
    })),
    headers: { ...HEADERS, ...unsubscribeHeaders(mail.unsubscribe) },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** What makes mail programs offer the one click; the address takes its POST without cookies. */
function unsubscribeHeaders(address: string | undefined): Readonly<Record<string, string>> {
  if (address === undefined) return {};
  return { 'List-Unsubscribe': `<${address}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
