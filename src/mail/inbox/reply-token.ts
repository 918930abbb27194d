import { equalsInConstantTime, keyedHash } from '../../core/secrets.js';
import { parseId } from '../../core/text.js';
import { isPlainAddress } from '../mail-address.js';

const PURPOSE = 'reply address';
/** 80 bits of the hash, in the letters and digits that stay themselves when a mail server folds case. */
const HASH_HEX = 20;
const HASH_LETTERS = 16;
/** `+`, two ids of at most seven letters, two hyphens and the hash. */
const LONGEST_TAG = 1 + 7 + 1 + 7 + 1 + HASH_LETTERS;
const LONGEST_LOCAL_PART = 64;
const TAG = /^([0-9a-z]{1,7})-([0-9a-z]{1,7})-([0-9a-z]{16})$/;

/** Within links the signs around it are percent-encoded, and twice where a mail server put the link into one of its own. */
const TAG_IN_TEXT = /(?:\+|%(?:25)?2b)[0-9a-z]{1,7}-[0-9a-z]{1,7}-[0-9a-z]{16}(?=@|%(?:25)?40)/gi;

/** Whom and what an answer to a reply address is about. */
export interface ReplyTarget {
  readonly ticketId: number;
  readonly contactId: number;
}

/** Says whether answers to an address can be told apart: a plain one whose part before the `@` leaves room for the tag. */
export function canTakeReplies(base: string): boolean {
  return isPlainAddress(base) && base.lastIndexOf('@') + LONGEST_TAG <= LONGEST_LOCAL_PART;
}

/**
 * The address that answers to mails about a ticket go to: `support+<ticket>-<contact>-<hash>@domain`, which nobody can make without the
 * secret. Throws RangeError for a base that cannot take replies.
 */
export function replyAddress(base: string, secret: string, ticketId: number, contactId: number): string {
  if (!canTakeReplies(base)) throw new RangeError('the reply address is no plain address, or too long for a tag');
  const at = base.lastIndexOf('@');
  const ids = `${ticketId.toString(36)}-${contactId.toString(36)}`;
  return `${base.slice(0, at)}+${ids}-${hashOf(secret, { ticketId, contactId })}${base.slice(at)}`;
}

/** Finds the reply address among a mail's recipients, whatever case they are in; undefined without one that this portal made. */
export function readReplyAddress(base: string, secret: string, recipients: readonly string[]): ReplyTarget | undefined {
  const at = base.lastIndexOf('@');
  const start = `${base.slice(0, at)}+`.toLowerCase();
  const end = base.slice(at).toLowerCase();
  for (const recipient of recipients) {
    const address = recipient.toLowerCase();
    if (address.length > LONGEST_LOCAL_PART + end.length || !address.startsWith(start) || !address.endsWith(end))
      continue;
    const target = readTag(address.slice(start.length, -end.length), secret);
    if (target) return target;
  }
  return undefined;
}

/** A text without the tags of reply addresses in it: they belong to one person, and the text is shown to others. */
export function withoutReplyTags(text: string): string {
  return text.replace(TAG_IN_TEXT, '');
}

function readTag(tag: string, secret: string): ReplyTarget | undefined {
  const [, ticket = '', contact = '', hash = ''] = TAG.exec(tag) ?? [];
  const ticketId = readId(ticket);
  const contactId = readId(contact);
  if (ticketId === undefined || contactId === undefined) return undefined;
  const target = { ticketId, contactId };
  return equalsInConstantTime(hash, hashOf(secret, target)) ? target : undefined;
}

function readId(letters: string): number | undefined {
  const id = parseId(String(Number.parseInt(letters, 36)));
  return id?.toString(36) === letters ? id : undefined;
}

function hashOf(secret: string, { ticketId, contactId }: ReplyTarget): string {
  const hex = keyedHash(secret, PURPOSE, `${ticketId} ${contactId}`).slice(0, HASH_HEX);
  return BigInt(`0x${hex}`).toString(36).padStart(HASH_LETTERS, '0');
}
