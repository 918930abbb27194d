import type { Knex } from 'knex';
import type { WallClock } from '../../core/clock.js';
import { sha256 } from '../../core/secrets.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { BudgetClaim, MailBudgetStore } from '../../store/mail-budget-store.js';
import type { MailChoiceStore, MailWish } from '../../store/mail-choice-store.js';
import type { MailHoldStore, Settlement } from '../../store/mail-hold-store.js';
import type { LeasedMail } from '../../store/mail-store.js';
import type { TicketMuteStore } from '../../store/ticket-mute-store.js';
import { definitionOf, isMailKind } from '../emails.js';
import type { MailGate, MailTreatment } from '../mail-gate.js';
import { unsubscribeToken } from '../unsubscribe-token.js';
import { type DigestSchedule, nextDigestAt } from './digest-time.js';
import { judgeMail, type Verdict } from './judge-mail.js';

/** How many mails one address gets in an hour, all in all and about one ticket. */
export interface MailLimits {
  readonly perRecipient: number;
  readonly perTicket: number;
}

/** What the gate asks. */
export interface ChoiceGateDeps {
  readonly host: Pick<HostAdapter, 'contacts' | 'transaction'>;
  readonly wallClock: WallClock;
  readonly choices: Pick<MailChoiceStore, 'ofAll'>;
  readonly mutes: Pick<TicketMuteStore, 'among'>;
  readonly budget: Pick<MailBudgetStore, 'reserve'>;
  readonly held: Pick<MailHoldStore, 'admit' | 'settle'>;
  readonly limits: () => MailLimits;
  readonly schedule: () => DigestSchedule;
  /** Which of these addresses refuse mails for good, in lower case. */
  readonly stoppedAddresses?: (addresses: readonly string[]) => Promise<ReadonlySet<string>>;
  /** The portal's address, without a trailing slash, and its secret: an unsubscribe link is made of both. */
  readonly address: string;
  readonly secret: string;
}

const HOUR_MS = 3_600_000;

interface JudgedMail {
  readonly mail: LeasedMail;
  readonly wish: MailWish | undefined;
  readonly verdict: Verdict;
}

/** Lets mails out as their recipients want them now, and as many as the limits allow. A dozen statements, however many mails. */
export class ChoiceGate implements MailGate {
  readonly #deps: ChoiceGateDeps;

  constructor(deps: ChoiceGateDeps) {
    this.#deps = deps;
  }

  async admit(mails: readonly LeasedMail[], owner: string): Promise<ReadonlyMap<number, MailTreatment>> {
    const judged = await this.#judge(mails);
    const settled = await this.#apply(judged, owner);
    const going = judged.filter(({ mail }) => !settled.has(mail.id));
    return new Map(going.map(({ mail, wish }) => [mail.id, this.#treatment(mail, wish)]));
  }

  async #judge(mails: readonly LeasedMail[]): Promise<readonly JudgedMail[]> {
    const { host, choices, mutes, stoppedAddresses } = this.#deps;
    const contactIds = [...new Set(mails.flatMap(({ contactId }) => contactId ?? []))];
    const pairs = mails.flatMap(({ contactId, ticketId }) =>
      contactId === null || ticketId === null ? [] : [{ contactId, ticketId }],
    );
    const [contacts, wishes, isMuted, stopped] = await Promise.all([
      host.contacts.byIds(contactIds),
      choices.ofAll(contactIds),
      mutes.among(pairs),
      stoppedAddresses?.([...new Set(mails.map(({ toAddress }) => toAddress))]) ?? new Set<string>(),
    ]);
    const contactOf = new Map(contacts.map((contact) => [contact.id, contact]));
    return mails.map((mail) => {
      const { contactId, ticketId, toAddress } = mail;
      const wish = contactId === null ? undefined : wishes.get(contactId);
      const verdict = judgeMail(mail, {
        contact: contactId === null ? undefined : contactOf.get(contactId),
        wish,
        isMuted: contactId !== null && ticketId !== null && isMuted({ contactId, ticketId }),
        isStopped: stopped.has(toAddress.toLowerCase()),
      });
      return { mail, wish, verdict };
    });
  }

  /** Writes down what does not go out, and counts what does, in one transaction; returns the ids of the former. */
  async #apply(judged: readonly JudgedMail[], owner: string): Promise<ReadonlySet<number>> {
    const counted = judged.filter(({ mail, verdict }) => verdict.kind === 'count' && mail.admittedAt === null);
    const settlements = judged.flatMap((entry) => this.#settlementOf(entry) ?? []);
    if (counted.length + settlements.length === 0) return new Set();
    return this.#deps.host.transaction(async (trx) => {
      const beyond = await this.#count(
        trx,
        counted.map(({ mail }) => mail),
      );
      const all = [...settlements, ...beyond];
      await this.#deps.held.settle(trx, owner, all);
      return new Set(all.map(({ id }) => id));
    });
  }

  #settlementOf({ mail, verdict }: JudgedMail): Settlement | undefined {
    const { id, history } = mail;
    if (verdict.kind === 'drop') return { id, history, reason: verdict.reason };
    if (verdict.kind !== 'hold') return undefined;
    const { schedule, wallClock } = this.#deps;
    return { id, history, reason: 'choice', dueAt: nextDigestAt(verdict.mode, schedule(), wallClock) };
  }

  /** Counts mails that were not counted yet and returns those beyond the limits. A mail that is tried again counts once. */
  async #count(trx: Knex.Transaction, mails: readonly LeasedMail[]): Promise<readonly Settlement[]> {
    const { budget, held, limits } = this.#deps;
    const now = limits();
    const ends = await budget.reserve(
      trx,
      mails.map((mail) => claimOf(mail, now)),
      HOUR_MS,
    );
    await held.admit(
      trx,
      mails.filter((_, at) => ends[at] === undefined).map(({ id }) => id),
    );
    return mails.flatMap(({ id, history, kind }, at) => {
      const dueAt = ends[at];
      if (dueAt === undefined) return [];
      return [{ id, history, reason: 'limit', dueAt: isSummarised(kind) ? dueAt : undefined }];
    });
  }

  #treatment({ kind, contactId }: LeasedMail, wish: MailWish | undefined): MailTreatment {
    const topic = isMailKind(kind) ? definitionOf(kind).topic : undefined;
    if (topic === undefined || contactId === null) return {};
    const { address, secret } = this.#deps;
    const token = unsubscribeToken(secret, { contactId, topic });
    return { unsubscribe: `${address}/unsubscribe/${token}`, isBare: wish?.isBare ?? false };
  }
}

/** The recipient's counter first: the summary of all that is beyond a limit is due when its window ends, once an hour. */
function claimOf({ toAddress, ticketId }: LeasedMail, { perRecipient, perTicket }: MailLimits): BudgetClaim {
  const address = sha256(toAddress.toLowerCase()).slice(0, 40);
  const recipient = { name: `mail-to:${address}`, limit: perRecipient };
  if (ticketId === null) return [recipient];
  return [recipient, { name: `mail-ticket:${address}:${ticketId}`, limit: perTicket }];
}

/** An answer to a mail means nothing in a summary: beyond the limits there is none. */
function isSummarised(kind: string): boolean {
  return kind !== 'reply-refused';
}
