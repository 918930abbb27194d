import type { Knex } from 'knex';
import type { ViewerLoader } from '../../access/viewer-loader.js';
import type { Clock } from '../../core/clock.js';
import { isErrorOf } from '../../core/errors.js';
import type { Translator } from '../../core/i18n.js';
import type { Logger } from '../../core/logger.js';
import { sha256 } from '../../core/secrets.js';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import { type ArrivedMail, type Filing, filingOf } from '../../mail/inbox/imap-mailbox.js';
import type { MailTaker } from '../../mail/inbox/inbox-worker.js';
import type { IncomingMail } from '../../mail/inbox/incoming-mail.js';
import { readMail } from '../../mail/inbox/mail-reader.js';
import { contentOf } from '../../mail/inbox/mail-source.js';
import { readReplyAddress } from '../../mail/inbox/reply-token.js';
import { mayMail } from '../../mail/may-mail.js';
import type { Outbox } from '../../mail/outbox.js';
import { type IncomingMailStore, type IncomingOutcome, MailTakenError } from '../../store/incoming-mail-store.js';
import type { LoginStore } from '../../store/login-store.js';
import { contactLanguage } from '../contact-language.js';
import type { BounceRecorder } from './bounce-recorder.js';
import type { RefusalWriter, RefusedReply } from './refusal-writer.js';
import type { PostedReply, ReplyPoster } from './reply-poster.js';
import { ReplyRefusedError } from './reply-refusal.js';
import { admit, isForged, isForReplies, type ReplyPlace, type ReplySender, senderOf } from './reply-sender.js';

const HOUR_MS = 3_600_000;
/** Comments of one contact an hour: beyond them two machines are talking. */
const MOST_COMMENTS = 20;

/** What dealing with mails that came in needs. */
export interface ReplyTakerDeps {
  readonly host: HostAdapter;
  readonly viewers: Pick<ViewerLoader, 'load'>;
  readonly incoming: IncomingMailStore;
  readonly poster: Pick<ReplyPoster, 'post'>;
  readonly refusals: Pick<RefusalWriter, 'refuse'>;
  readonly bounces: Pick<BounceRecorder, 'record'>;
  readonly outbox: Outbox;
  readonly logins: Pick<LoginStore, 'language'>;
  readonly translator: Translator;
  readonly replyPlace: ReplyPlace;
  /** Addresses the portal writes from: a mail from one of them is a loop. */
  readonly ownAddresses: () => readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
}

interface Arrival {
  readonly mail: IncomingMail;
  readonly arrived: ArrivedMail;
  readonly identity: string;
}

/** Whom a comment's refused files are told. */
interface LeftOutReader {
  readonly contact: HostContact;
  readonly ticketId: number;
  readonly language: string;
  readonly identity: string;
}

/** Deals with each mail that came in once: a comment, a refusal, news of a mail that was not delivered, or none of the portal's. */
export class ReplyTaker implements MailTaker {
  readonly #deps: ReplyTakerDeps;

  constructor(deps: ReplyTakerDeps) {
    this.#deps = deps;
  }

  take(arrived: ArrivedMail): Promise<Filing> {
    return this.#deal(arrived, false);
  }

  giveUp(arrived: ArrivedMail): Promise<Filing> {
    return this.#deal(arrived, true);
  }

  async #deal(arrived: ArrivedMail, isTooLate: boolean): Promise<Filing> {
    const { incoming, replyPlace, ownAddresses, log } = this.#deps;
    const mail = await readMail(arrived.raw, { ownAddresses: ownAddresses() });
    const identity = identityOf(mail, arrived.raw, replyPlace);
    const earlier = await incoming.find(identity);
    if (earlier) {
      await incoming.moved(identity, arrived.place, arrived.uid);
      return filingOf(earlier.outcome);
    }
    try {
      const outcome = await this.#settle({ mail, arrived, identity }, isTooLate);
      log.info({ uid: arrived.uid, outcome }, 'a mail that came in was dealt with');
      return filingOf(outcome);
    } catch (error) {
      if (!isErrorOf(error, MailTakenError)) throw error;
      const winner = await incoming.find(identity);
      return filingOf(winner?.outcome ?? 'ignored');
    }
  }

  async #settle(arrival: Arrival, isTooLate: boolean): Promise<IncomingOutcome> {
    const { mail, arrived } = arrival;
    const { host, replyPlace } = this.#deps;
    if (mail.kind === 'bounce') return this.#settleBounce(arrival);
    if (!isForReplies(replyPlace, mail.recipients)) return this.#note(arrival, 'ignored', 'no reply address');
    if (mail.kind === 'automatic') return this.#note(arrival, 'automatic', mail.because);
    const sender = await senderOf(mail, replyPlace, host.contacts);
    try {
      if (isTooLate || mail.kind === 'unreadable') throw new ReplyRefusedError('unavailable');
      if (!arrived.isWhole) throw new ReplyRefusedError('tooLarge');
      return await this.#comment(arrival, sender);
    } catch (error) {
      if (!(error instanceof ReplyRefusedError)) throw error;
      await this.#deps.refusals.refuse({ mail, sender, reason: error.reason, place: placeOf(arrival) });
      return 'refused';
    }
  }

  async #settleBounce(arrival: Arrival): Promise<IncomingOutcome> {
    const { host, bounces } = this.#deps;
    return host.transaction(async (trx) => {
      const isOurs = (await bounces.record(trx, arrival.mail.reports)) > 0;
      const outcome = isOurs ? 'bounce' : 'ignored';
      await this.#write(trx, arrival, outcome, isOurs ? arrival.mail.because : 'no mail of the portal');
      return outcome;
    });
  }

  async #comment(arrival: Arrival, sender: ReplySender): Promise<IncomingOutcome> {
    const { viewers, incoming, poster, outbox, host, logins, translator, clock } = this.#deps;
    const { mail, identity } = arrival;
    const { viewer, ticketId } = await admit(mail, sender, viewers);
    const { contact } = viewer;
    if ((await incoming.commentsOf(contact.id, clock.now() - HOUR_MS)) >= MOST_COMMENTS)
      throw new ReplyRefusedError('unavailable');
    const language = await contactLanguage(logins, host, contact.id);
    const t = translator.for(language);
    await poster.post({ viewer, ticketId, mail, identity, t }, async (trx, posted) => {
      await this.#write(trx, arrival, 'comment', '', { ticketId, contactId: contact.id });
      if (posted.leftOut.length > 0) await this.#tellLeftOut(trx, posted, { contact, ticketId, language, identity });
    });
    outbox.wake();
    return 'comment';
  }

  /** The comment is there, but not all that came with it: its writer would not know. */
  async #tellLeftOut(trx: Knex.Transaction, { ticket, leftOut }: PostedReply, to: LeftOutReader): Promise<void> {
    const { contact, ticketId, language, identity } = to;
    if (!mayMail(contact)) return;
    const { number, title } = ticket;
    await this.#deps.outbox.add(trx, {
      kind: 'reply-files-refused',
      key: `reply-files-refused:${identity}`,
      contactId: contact.id,
      ticketId,
      to: { address: contact.email, name: `${contact.firstName} ${contact.lastName}`.trim() },
      language,
      data: { ticketId, number, title, text: leftOut.join('\n') },
    });
  }

  /** Of mails that are none of the portal's nobody's address is kept. */
  async #note(arrival: Arrival, outcome: 'ignored' | 'automatic', reason: string): Promise<IncomingOutcome> {
    await this.#deps.host.transaction((trx) => this.#write(trx, arrival, outcome, reason));
    return outcome;
  }

  async #write(
    trx: Knex.Transaction,
    arrival: Arrival,
    outcome: Exclude<IncomingOutcome, 'refused'>,
    reason: string,
    about?: { readonly ticketId: number; readonly contactId: number },
  ): Promise<void> {
    await this.#deps.incoming.take(trx, {
      ...placeOf(arrival),
      fromAddress: about ? (arrival.mail.from ?? null) : null,
      ticketId: about?.ticketId ?? null,
      contactId: about?.contactId ?? null,
      outcome,
      reason: reason.slice(0, 200),
      isAnswered: false,
    });
  }
}

function placeOf({ arrived: { place, uid }, identity }: Arrival): RefusedReply['place'] {
  return { identity, place, uid };
}

/**
 * A mail is known again in another folder or mailbox by its Message-ID, all that is decided by, and its content; without a Message-ID by all
 * of it. Whoever got the same mail could write the Message-ID alone on another one, which then would be taken in its place.
 */
function identityOf(mail: IncomingMail, raw: Buffer, place: ReplyPlace): string {
  const { messageId, from = '', kind, recipients } = mail;
  if (messageId === undefined) return digestOf(raw);
  const target = readReplyAddress(place.base, place.secret, recipients) ?? isForReplies(place, recipients);
  return sha256(JSON.stringify([messageId, from, kind, target, isForged(mail), digestOf(contentOf(raw))]));
}

function digestOf(bytes: Buffer): string {
  return sha256(bytes.toString('latin1'));
}
