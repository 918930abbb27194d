import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import { isLoopback } from '../../core/config.js';
import { oneLine } from '../mail-text.js';

/** How a mailbox is reached. */
export interface ImapAccess {
  /** `imaps://user:password@host:port/INBOX`; it may hold a password. */
  readonly url: string;
  /** A fresh OAuth2 token, for a server that takes no password. */
  readonly accessToken?: (() => Promise<string>) | undefined;
}

/** The longest a connection may take to stand, and a server may say nothing, in ms. */
export interface ImapPatience {
  readonly connectMs: number;
  readonly silenceMs: number;
}

/** More than the largest mail the portal reads, and no more than it bears. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * A client of a mailbox's server, not connected yet. A password never crosses a network in the clear unless `requireTLS=false` says so;
 * on this machine itself TLS is used where the server offers it.
 */
export async function createImapClient(access: ImapAccess, { connectMs, silenceMs }: ImapPatience): Promise<ImapFlow> {
  const url = new URL(access.url);
  const isSecure = url.protocol === 'imaps:';
  const client = new ImapFlow({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isSecure ? 993 : 143) : Number(url.port),
    secure: isSecure,
    ...(isSecure ? {} : { doSTARTTLS: demandsTls(url) || undefined }),
    auth: await authOf(url, access.accessToken),
    tls: { rejectUnauthorized: url.searchParams.get('tls.rejectUnauthorized') !== 'false' },
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    maxLiteralSize: MOST_BYTES,
    disableAutoIdle: true,
    disableCompression: true,
    logger: false,
  });
  // What is wrong comes back from the command under way; without a listener it would end the process.
  client.on('error', () => undefined);
  return client;
}

/** The folder of a mailbox's address, `INBOX` where it names none. */
export function folderOf(access: ImapAccess): string {
  return decodeURIComponent(new URL(access.url).pathname.slice(1)) || 'INBOX';
}

/** What OpenSSL makes of a greeting in the clear; its words help nobody. */
const WITHOUT_TLS = 'ERR_SSL_WRONG_VERSION_NUMBER';
/** A shorter one is part of many words. */
const SHORTEST_PASSWORD = 4;

/** What a failure begins with when the server does not take the user or the password. */
export const LOCKED_OUT = 'EAUTH';

/** What went wrong with a mailbox, in one line without secrets, beginning like the failures of sending. */
export function imapFailure(error: unknown, access: ImapAccess): string {
  if (!(error instanceof Error)) return 'unknown';
  const { authenticationFailed, responseText, code } = error as {
    readonly authenticationFailed?: unknown;
    readonly responseText?: unknown;
    readonly code?: unknown;
  };
  const said = typeof responseText === 'string' && responseText !== '' ? responseText : messageOf(error);
  const kind = authenticationFailed === true ? LOCKED_OUT : code;
  const reason = typeof kind === 'string' && !said.includes(kind) ? `${kind} ${said}` : said;
  return oneLine(withoutPassword(reason, access), 500);
}

/** Words for a person; where a host has several addresses and none answers, they are about the first. */
function messageOf(error: Error): string {
  if ((error as NodeJS.ErrnoException).code === WITHOUT_TLS) return 'the server does not speak TLS at this port';
  const [first] = error instanceof AggregateError ? error.errors : [];
  return error.message === '' && first instanceof Error ? first.message : error.message;
}

/** Some servers answer what they do not understand by saying it once more. */
function withoutPassword(text: string, access: ImapAccess): string {
  const password = decodeURIComponent(new URL(access.url).password);
  return password.length < SHORTEST_PASSWORD ? text : text.replaceAll(password, '***');
}

async function authOf(url: URL, accessToken: ImapAccess['accessToken']): Promise<ImapFlowOptions['auth']> {
  const user = decodeURIComponent(url.username);
  if (url.password !== '' || !accessToken) return { user, pass: decodeURIComponent(url.password) };
  return { user, accessToken: await accessToken() };
}

function demandsTls(url: URL): boolean {
  const wish = url.searchParams.get('requireTLS');
  return wish === null ? !isLoopback(url.hostname) : wish === 'true';
}
