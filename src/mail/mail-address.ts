import { StartRefusedError } from '../core/errors.js';
import { countCharacters } from '../core/text.js';
import type { MailRecipient } from './emails.js';

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const DOMAIN = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/**
 * Says whether a text is one plain `local@domain`: no list, group, comment, quoted local part or display name, which parsers read
 * differently. Domains are ASCII; international ones stand in their `xn--` form.
 */
export function isPlainAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  return at > 0 && at <= 64 && text.length <= 254 && LOCAL.test(text.slice(0, at)) && DOMAIN.test(text.slice(at + 1));
}

/** Reads `PORTAL_MAIL_FROM`: `support@acme.example` or `Acme <support@acme.example>`; throws StartRefusedError on anything else. */
export function parseSender(text: string): MailRecipient {
  const match = /^(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>\s]+)>|([^<>\s]+))$/u.exec(text.trim());
  const address = match?.[2] ?? match?.[3] ?? '';
  if (!isPlainAddress(address)) {
    throw new StartRefusedError([
      'PORTAL_MAIL_FROM: must be an address, or a name and an address: Acme <support@acme.example>',
    ]);
  }
  return { address, name: match?.[1]?.trim() ?? '' };
}

/** The longest name mails come from, in characters. */
export const LONGEST_SENDER_NAME = 100;

/** Says whether a text can be the name mails come from: one line that is no address. */
export function isSenderName(text: string): boolean {
  return countCharacters(text) <= LONGEST_SENDER_NAME && !/[\p{Cc}<>"\u2028\u2029]/u.test(text);
}

/** Says whether two addresses are the same mailbox, as far as can be told from outside. */
export function isSameAddress(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
