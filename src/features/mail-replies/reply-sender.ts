import type { Viewer } from '../../access/types.js';
import type { ViewerLoader } from '../../access/viewer-loader.js';
import { CrmReadOnlyError } from '../../core/errors.js';
import type { ContactRepository, HostContact } from '../../host/host-adapter.js';
import type { IncomingMail } from '../../mail/inbox/incoming-mail.js';
import { type ReplyTarget, readReplyAddress } from '../../mail/inbox/reply-token.js';
import { isSameAddress } from '../../mail/mail-address.js';
import { ReplyRefusedError } from './reply-refusal.js';

/** As RFC 8601 writes it, the version of the method included. */
const DMARC_FAILED = /\bdmarc\s{0,20}(?:\/\s{0,20}\d{1,3}\s{0,20})?=\s{0,20}fail\b/i;

/** Where replies go: the mailbox's address, and what its tags are signed with. */
export interface ReplyPlace {
  /** A plain address in lower case. */
  readonly base: string;
  readonly secret: string;
}

/** Whom a mail says it is from, as far as its reply address and its sender prove it. */
export interface ReplySender {
  /** Undefined: the reply address is none that this portal made. */
  readonly target: ReplyTarget | undefined;
  /** The contact the address was made for, when the mail came from that contact's address. */
  readonly contact: HostContact | undefined;
}

/** Says whether a mail is meant for the portal: it went to an address with a tag, good or bad. */
export function isForReplies({ base }: ReplyPlace, recipients: readonly string[]): boolean {
  const at = base.lastIndexOf('@');
  const [start, end] = [`${base.slice(0, at)}+`, base.slice(at)];
  return recipients.some((recipient) => recipient.startsWith(start) && recipient.endsWith(end));
}

/**
 * Says whether the receiving mail server found the sender forged. Only its own results count, which stand first: the mail may bring others
 * along. That they pass proves nothing here, since a server that does not check lets the mail's own claim stand first.
 */
export function isForged({ authResults }: IncomingMail): boolean {
  const serverOf = (result: string | undefined): string | undefined => result?.split(';')[0]?.trim().toLowerCase();
  const own = serverOf(authResults[0]);
  return authResults.some((result) => serverOf(result) === own && DMARC_FAILED.test(result));
}

/** Finds out whom a mail comes from. One statement. */
export async function senderOf(
  mail: IncomingMail,
  place: ReplyPlace,
  contacts: Pick<ContactRepository, 'byId'>,
): Promise<ReplySender> {
  const target = readReplyAddress(place.base, place.secret, mail.recipients);
  const contact = target && (await contacts.byId(target.contactId));
  const isTheirs = contact !== undefined && mail.from !== undefined && isSameAddress(contact.email, mail.from);
  return { target, contact: isTheirs ? contact : undefined };
}

/** Who may be let in with this reply; throws ReplyRefusedError, and CrmReadOnlyError for a mail that has to wait. */
export async function admit(
  mail: IncomingMail,
  { target, contact }: ReplySender,
  viewers: Pick<ViewerLoader, 'load'>,
): Promise<{ readonly viewer: Viewer; readonly ticketId: number }> {
  if (!target) throw new ReplyRefusedError('expired');
  if (!contact || isForged(mail)) throw new ReplyRefusedError('notAllowed');
  const viewer = await viewers.load(contact.id);
  if (!viewer) throw new ReplyRefusedError('unknownAddress');
  if (viewer.isHeld) throw new CrmReadOnlyError();
  return { viewer, ticketId: target.ticketId };
}
