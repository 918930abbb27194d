import type { MailOauth } from '../../core/mail-config.js';
import { fetchAccessToken } from '../access-token.js';
import type { ImapAccess } from './imap-client.js';

const TOKEN_MS = 10_000;

/** How a mailbox is signed in to: by the password in its address, or without one by the tokens that mails are sent with. */
export function imapAccess(url: string, oauth: MailOauth | undefined, timeoutMs = TOKEN_MS): ImapAccess {
  if (oauth === undefined || new URL(url).password !== '') return { url };
  return { url, accessToken: () => fetchAccessToken(oauth, timeoutMs) };
}
