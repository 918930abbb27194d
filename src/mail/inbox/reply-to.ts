import { definitionOf, isMailKind } from '../emails.js';
import type { MailComposerDeps } from '../mail-composer.js';
import { replyAddress } from './reply-token.js';

/** Says whether answers to mails of a kind can become comments: those to contacts about a ticket. */
export function canBeAnswered(kind: string): boolean {
  if (!isMailKind(kind)) return false;
  const { isAboutTicket, readers } = definitionOf(kind);
  return isAboutTicket && readers === 'contacts';
}

/**
 * Where answers to mails about a ticket go: to an address of its own for ticket and contact. Undefined without a `base` to put their tags
 * into: then they go where the sender's do.
 */
export function createReplyTo(base: string | undefined, secret: string): MailComposerDeps['replyTo'] {
  if (base === undefined) return undefined;
  return ({ kind, ticketId, contactId }) =>
    canBeAnswered(kind) && ticketId !== null && contactId !== null
      ? replyAddress(base, secret, ticketId, contactId)
      : undefined;
}
