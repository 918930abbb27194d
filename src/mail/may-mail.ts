import type { HostContact } from '../host/host-adapter.js';
import { definitionOf, type MailKind } from './emails.js';
import { isPlainAddress } from './mail-address.js';

/**
 * Says whether a contact may get a mail, as the CRM decides it: a live portal contact with an address who did not opt out. Essential
 * mails (password, reset, activation) reach those who opted out too; without a kind an ordinary mail is meant.
 */
export function mayMail(
  contact: Pick<HostContact, 'email' | 'isDeleted' | 'hasPortal' | 'optedOutOfMail'>,
  kind?: MailKind,
): boolean {
  if (contact.isDeleted || !contact.hasPortal || !isPlainAddress(contact.email)) return false;
  return !contact.optedOutOfMail || (kind !== undefined && definitionOf(kind).isEssential);
}
