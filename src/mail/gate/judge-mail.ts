import type { HostContact } from '../../host/host-adapter.js';
import type { MailWish } from '../../store/mail-choice-store.js';
import type { LeasedMail } from '../../store/mail-store.js';
import type { GateReason } from '../../store/models/mail-row.js';
import { definitionOf, isMailKind } from '../emails.js';
import { mayMail } from '../may-mail.js';

/**
 * What becomes of a mail: it goes out whatever was sent before (`pass`), as far as the limits allow (`count`), stands in the next summary
 * (`hold`), or is never sent (`drop`).
 */
export type Verdict =
  | { readonly kind: 'pass' | 'count' }
  | { readonly kind: 'hold'; readonly mode: 'daily' | 'weekly' }
  | { readonly kind: 'drop'; readonly reason: GateReason };

/** What holds of a mail and its recipient now; `contact` undefined: there is none any more, or it is for nobody of the portal. */
export interface MailFacts {
  readonly contact: HostContact | undefined;
  readonly wish: MailWish | undefined;
  readonly isMuted: boolean;
  /** The address refuses mails for good. */
  readonly isStopped: boolean;
}

const pass: Verdict = { kind: 'pass' };
const count: Verdict = { kind: 'count' };

/** Judges one mail; a kind the portal does not know passes, and fails where it is composed, with its reason. */
export function judgeMail(mail: Pick<LeasedMail, 'kind' | 'contactId'>, facts: MailFacts): Verdict {
  if (facts.isStopped) return drop('stopped');
  if (!isMailKind(mail.kind)) return pass;
  const { isEssential, topic } = definitionOf(mail.kind);
  if (isEssential) return pass;
  if (mail.contactId === null) return count;
  const { contact, wish } = facts;
  const unfit = whyNot(contact);
  if (unfit) return drop(unfit);
  // A summary stands for mails that were judged; one that counted could end in another.
  if (topic === undefined) return mail.kind === 'digest' ? pass : count;
  if (facts.isMuted) return drop('muted');
  const mode = wish?.modes.get(topic) ?? 'now';
  if (mode === 'off') return drop('off');
  return mode === 'now' ? count : { kind: 'hold', mode };
}

/** Why a contact gets no ordinary mails at all; undefined: they do. */
export function whyNot(contact: HostContact | undefined): 'gone' | 'optedOut' | undefined {
  if (!contact || !mayMail({ ...contact, optedOutOfMail: false })) return 'gone';
  return contact.optedOutOfMail ? 'optedOut' : undefined;
}

function drop(reason: GateReason): Verdict {
  return { kind: 'drop', reason };
}
