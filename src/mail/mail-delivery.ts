import pLimit from 'p-limit';
import type { Clock } from '../core/clock.js';
import type { Logger } from '../core/logger.js';
import type { HookBus } from '../hooks/hook-bus.js';
import type { LeasedMail, MailStore } from '../store/mail-store.js';
import { type AddressRefusals, bounceOf } from './address-refusals.js';
import { composeMail, type MailComposerDeps } from './mail-composer.js';
import type { MailTreatment } from './mail-gate.js';
import type { MailTransport, OutgoingMail } from './mail-transport.js';
import { GIVE_UP_AFTER_MS, retryDelay } from './retry-plan.js';
import { classifySendFailure, type SendFailure, UnsendableMailError } from './send-failure.js';
import { SentMarks } from './sent-marks.js';

/** What sending needs. */
export interface MailDeliveryDeps extends MailComposerDeps {
  readonly store: MailStore;
  readonly transport: MailTransport;
  readonly hooks: HookBus;
  readonly clock: Clock;
  readonly log: Logger;
  /** Where it is written down that an address takes no mails. */
  readonly refusals?: Pick<AddressRefusals, 'record'>;
  /** For jitter; a number from 0 to below 1. */
  readonly random: () => number;
  /** The longest one sending may take, in ms. */
  readonly deadlineMs: number;
  /** Mails handed to the transport at the same time: what waits for a connection must not run into the deadline. */
  readonly connections: number;
}

/** What became of a mail: sent or put off (`done`), not tried at all, or not sent because the server was out of reach. */
export type DeliveryResult = 'done' | 'untried' | SendFailure;

/** Sends one leased mail and says so in its row and to the extensions. */
export class MailDelivery {
  readonly #deps: MailDeliveryDeps;
  readonly #limit: ReturnType<typeof pLimit>;
  readonly #marks: SentMarks;

  constructor(deps: MailDeliveryDeps) {
    this.#deps = deps;
    this.#limit = pLimit(deps.connections);
    this.#marks = new SentMarks(deps.store);
  }

  /**
   * Sends a mail once a connection is free and `isWorthIt` still says so, and marks it; the next one goes while it is marked. Where the
   * server was out of reach the failure comes back, and the caller decides.
   */
  async deliver(
    mail: LeasedMail,
    owner: string,
    isWorthIt: () => boolean,
    treatment?: MailTreatment,
  ): Promise<DeliveryResult> {
    const failure = await this.#limit(async () => (isWorthIt() ? this.#trySending(mail, treatment) : 'untried'));
    if (failure === 'untried') return failure;
    if (failure?.kind === 'unreachable') return failure;
    if (failure) await this.putOff(mail, owner, failure);
    else await this.#markSent(mail);
    return 'done';
  }

  /**
   * Puts a mail off, or gives it up when it is final or too old. With `pauseMs` the server was out of reach for all: the try does not
   * count and the pause is the delay; without, the plan for this mail decides.
   */
  async putOff(mail: LeasedMail, owner: string, failure: SendFailure, pauseMs?: number): Promise<void> {
    const { store, clock, log, random } = this.#deps;
    const now = clock.now();
    if (failure.kind === 'final' || now - mail.createdAt > GIVE_UP_AFTER_MS) {
      await this.#markFailed(mail, owner, failure);
      return;
    }
    const { reason } = failure;
    const delay = pauseMs ?? retryDelay(mail.attempts + 1, random);
    const countsAsAttempt = pauseMs === undefined;
    await store.markRetry(mail.id, owner, { nextAttemptAt: now + delay, reason, countsAsAttempt });
    log.warn({ ...factsOf(mail), reason, retryInMs: delay }, 'mail put off');
  }

  async #trySending(mail: LeasedMail, treatment?: MailTreatment): Promise<SendFailure | undefined> {
    const message = await this.#compose(mail, treatment);
    if (!('messageId' in message)) return message;
    try {
      await withDeadline(this.#deps.transport.send(message), this.#deps.deadlineMs);
      return undefined;
    } catch (error) {
      return classifySendFailure(error);
    }
  }

  /** A fault in composing is this mail's own: it never counts as an unreachable server, which would hold all others up. */
  async #compose(mail: LeasedMail, treatment?: MailTreatment): Promise<OutgoingMail | SendFailure> {
    try {
      return await composeMail(mail, this.#deps, treatment);
    } catch (error) {
      const failure = classifySendFailure(error);
      if (error instanceof UnsendableMailError) return failure;
      this.#deps.log.error({ ...factsOf(mail), error }, 'mail could not be composed');
      return { ...failure, kind: 'temporary' };
    }
  }

  async #markSent(mail: LeasedMail): Promise<void> {
    const { hooks, log } = this.#deps;
    await this.#marks.add(mail);
    log.info(factsOf(mail), 'mail sent');
    await hooks.runActions('mail.sent', { mailId: mail.id, kind: mail.kind });
  }

  async #markFailed(mail: LeasedMail, owner: string, { reason, refusal }: SendFailure): Promise<void> {
    const { store, hooks, log, refusals } = this.#deps;
    await store.markFailed(mail.id, owner, reason);
    log.error({ ...factsOf(mail), reason }, 'mail failed for good');
    const bounce = refusal === undefined ? undefined : bounceOf(mail, refusal);
    if (bounce) await refusals?.record(mail.toAddress, bounce);
    await hooks.runActions('mail.failed', { mailId: mail.id, kind: mail.kind, reason });
  }
}

function factsOf(mail: LeasedMail): object {
  return { mailId: mail.id, kind: mail.kind, contactId: mail.contactId, ticketId: mail.ticketId };
}

/** Waits for a sending, but not for ever. */
export async function withDeadline<T>(sending: Promise<T>, deadlineMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer after ${deadlineMs} ms`)), deadlineMs);
  });
  try {
    return await Promise.race([sending, limit]);
  } finally {
    clearTimeout(timer);
  }
}
