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
export async function createImapClient(
  access: ImapAccess,
  { connectMs, silenceMs }: ImapPatience,
  options: Pick<ImapFlowOptions, 'verifyOnly'> = {},
): Promise<ImapFlow> {
  const url = new URL(access.url);
  const isSecure = url.protocol === 'imaps:';
  const client = new ImapFlow({
    ...options,
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

/** What went wrong with a mailbox, in one line without secrets, beginning like the failures of sending. */
export function imapFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { authenticationFailed, responseText, code } = error as {
    readonly authenticationFailed?: unknown;
    readonly responseText?: unknown;
    readonly code?: unknown;
  };
  const said = typeof responseText === 'string' && responseText !== '' ? responseText : error.message;
  if (authenticationFailed === true) return oneLine(`EAUTH ${said}`, 500);
  return oneLine(typeof code === 'string' && !said.includes(code) ? `${code} ${said}` : said, 500);
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
