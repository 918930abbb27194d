import type { Clock } from '../../core/clock.js';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import type { IncomingMail } from '../../mail/inbox/incoming-mail.js';
import { isPlainAddress, isSameAddress } from '../../mail/mail-address.js';
import { mayMail } from '../../mail/may-mail.js';
import type { Outbox } from '../../mail/outbox.js';
import type { RefusalReason } from '../../mail/refusal-reasons.js';
import type { IncomingMailStore, TakenMail } from '../../store/incoming-mail-store.js';
import type { LoginStore } from '../../store/login-store.js';
import { contactLanguage } from '../contact-language.js';
import { isForged, type ReplySender } from './reply-sender.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Answers a day to a contact: enough to learn what is wrong, too few for two machines to talk. */
const MOST_TO_CONTACT = 5;
const MOST_TO_STRANGER = 1;
/** Answers an hour to all who are no known contact: their addresses may be forged, and the portal must not write to everybody. */
const MOST_TO_STRANGERS = 20;

/** What refusing needs. */
export interface RefusalWriterDeps {
  readonly host: Pick<HostAdapter, 'contacts' | 'transaction' | 'metadata'>;
  readonly incoming: Pick<IncomingMailStore, 'take' | 'answersTo' | 'answersToStrangers'>;
  readonly outbox: Outbox;
  readonly logins: Pick<LoginStore, 'language'>;
  readonly clock: Clock;
}

/** A reply that was refused. */
export interface RefusedReply {
  readonly mail: IncomingMail;
  readonly sender: ReplySender;
  readonly reason: RefusalReason;
  /** Of the mail, as the row keeps it. */
  readonly place: Pick<TakenMail, 'identity' | 'place' | 'uid'>;
}

/** Writes refused replies down, and answers each at most once: one transaction. */
export class RefusalWriter {
  readonly #deps: RefusalWriterDeps;

  constructor(deps: RefusalWriterDeps) {
    this.#deps = deps;
  }

  /** Throws MailTakenError when somebody else dealt with the mail first. */
  async refuse(refused: RefusedReply): Promise<void> {
    const { host, incoming, outbox, logins } = this.#deps;
    const { mail, sender, reason, place } = refused;
    // Who has no access any more gets no contact's mails, but is told like anybody who writes.
    const contact =
      sender.contact && mayMail({ ...sender.contact, optedOutOfMail: false }) ? sender.contact : undefined;
    const to = (await this.#mayAnswer(mail, sender, contact)) ? mail.from : undefined;
    const { defaultLanguage } = host.metadata.current.labels;
    const language = sender.contact ? await contactLanguage(logins, host, sender.contact.id) : defaultLanguage;
    await host.transaction(async (trx) => {
      await incoming.take(trx, {
        ...place,
        fromAddress: mail.from ?? null,
        ticketId: contact ? (sender.target?.ticketId ?? null) : null,
        contactId: contact?.id ?? null,
        outcome: 'refused',
        reason,
        isAnswered: to !== undefined,
      });
      if (to === undefined) return;
      await outbox.add(trx, {
        kind: 'reply-refused',
        key: `reply-refused:${place.identity}`,
        ...(contact ? { contactId: contact.id } : {}),
        // Of a stranger nothing is repeated: name and subject are whatever a forger wrote.
        to: { address: to, name: contact ? `${contact.firstName} ${contact.lastName}`.trim() : '' },
        language,
        data: { reason, subject: contact ? mail.subject : '' },
      });
    });
    if (to !== undefined) outbox.wake();
  }

  /** Whose reply address it is not may have opted out all the same. */
  async #wantsNoMails(address: string): Promise<boolean> {
    const known = await this.#deps.host.contacts.candidates(address);
    return known.some(
      ({ email, isDeleted, optedOutOfMail }) => optedOutOfMail && !isDeleted && isSameAddress(email, address),
    );
  }

  async #mayAnswer(mail: IncomingMail, sender: ReplySender, contact: HostContact | undefined): Promise<boolean> {
    const { incoming, clock } = this.#deps;
    const { from } = mail;
    if (from === undefined || !isPlainAddress(from) || isForged(mail)) return false;
    if (sender.contact?.optedOutOfMail || (await this.#wantsNoMails(from))) return false;
    const today = await incoming.answersTo(from, clock.now() - DAY_MS);
    if (today >= (contact ? MOST_TO_CONTACT : MOST_TO_STRANGER)) return false;
    return contact !== undefined || (await incoming.answersToStrangers(clock.now() - HOUR_MS)) < MOST_TO_STRANGERS;
  }
}
