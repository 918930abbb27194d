import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** What the server of the tests got. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Whether it came over TLS. */
  readonly isEncrypted: boolean;
  /** The whole message as it came. */
  readonly raw: string;
  /** Unfolded and decoded, by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
}

/**
 * How the server answers: undefined accepts, a number refuses with that reply code, a text with words of its own behind the code, `hang`
 * never answers, `cut` takes it and hangs up without a word.
 */
export type SmtpAnswer = number | `${number} ${string}` | 'hang' | 'cut' | undefined;

/** A real SMTP server on a free port of this machine. */
export interface TestSmtp {
  readonly url: string;
  readonly received: ReceivedMail[];
  /** Asked at every recipient. */
  onRecipient: (address: string) => SmtpAnswer;
  /** Asked once a message came whole; an answer but undefined means it was not kept. */
  onMessage: (mail: ReceivedMail) => SmtpAnswer;
  close(): Promise<void>;
}

/** Starts a server that accepts everything until told otherwise; `options` for encryption and signing in. */
export async function startSmtp(options: SMTPServerOptions = {}): Promise<TestSmtp> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    closeTimeout: 100,
    ...options,
    onRcptTo: (address, session, done) =>
      answer(smtp.onRecipient(address.address), done, () => hangUp(server, session.id)),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const raw = Buffer.concat(chunks).toString('utf8');
        const mail: ReceivedMail = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((recipient) => recipient.address),
          isEncrypted: session.secure,
          raw,
          headers: readHeaders(raw),
        };
        const reply = smtp.onMessage(mail);
        if (reply === undefined || reply === 'cut') smtp.received.push(mail);
        answer(reply, done, () => hangUp(server, session.id));
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const smtp: TestSmtp = {
    url: `${options.secure ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    received: [],
    onRecipient: () => undefined,
    onMessage: () => undefined,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
  return smtp;
}

function answer(reply: SmtpAnswer, done: (error?: Error | null) => void, cut: () => void): void {
  if (reply === 'hang') return;
  if (reply === 'cut') cut();
  else if (reply === undefined) done();
  else {
    const [, code = reply, words = 'as the test says'] = /^(\d+) (.*)$/.exec(String(reply)) ?? [];
    done(Object.assign(new Error(words), { responseCode: Number(code) }));
  }
}

/** Ends a connection as a broken line does: no reply, no goodbye. */
function hangUp(server: SMTPServer, sessionId: string): void {
  for (const connection of server.connections) if (connection.session.id === sessionId) connection._socket.destroy();
}

function readHeaders(raw: string): ReadonlyMap<string, string> {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const headers = new Map<string, string>();
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    headers.set(line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim()));
  }
  return headers;
}

/** RFC 2047 in UTF-8; white space between two encoded words is theirs, not the text's. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, encoding: string, words: string) =>
      encoding.toLowerCase() === 'b' ? Buffer.from(words, 'base64').toString('latin1') : decodeQuoted(words),
    )
    .replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
}

function decodeQuoted(words: string): string {
  return words
    .replaceAll('_', ' ')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The decoded part of a message with this content type. */
export function bodyOf(mail: ReceivedMail, type: 'text/plain' | 'text/html'): string {
  const boundary = /boundary="?([^";]+)"?/.exec(mail.headers.get('content-type') ?? '')?.[1];
  const part = mail.raw.split(`--${boundary}`).find((text) => text.includes(`Content-Type: ${type}`)) ?? '';
  const split = part.indexOf('\r\n\r\n');
  const body = part.slice(split + 4);
  if (/base64/i.test(part.slice(0, split))) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(part.slice(0, split))) return body.replaceAll('\r\n', '\n');
  const bytes = decodeQuoted(body.replace(/=\r\n/g, '').replaceAll('_', '=5F'));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}
