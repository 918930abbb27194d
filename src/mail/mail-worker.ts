import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../core/clock.js';
import type { MailServerStore } from '../store/mail-server-store.js';
import type { LeasedMail } from '../store/mail-store.js';
import { MailDelivery, type MailDeliveryDeps } from './mail-delivery.js';
import type { MailGate, MailTreatment } from './mail-gate.js';
import type { Outbox } from './outbox.js';
import { pauseDelay } from './retry-plan.js';
import type { SendFailure } from './send-failure.js';

/** What the worker needs, and how patient it is; times in ms. */
export interface MailWorkerDeps extends Omit<MailDeliveryDeps, 'clock' | 'random' | 'deadlineMs'> {
  readonly outbox: Outbox;
  /** Where it is written down how the mail server does. */
  readonly server?: Pick<MailServerStore, 'markWorking' | 'markFailing'>;
  /** Says which of the leased mails go out now, and how; without it all do. */
  readonly gate?: MailGate;
  /** False holds all mail back, as while the plugin is disabled. */
  readonly isActive?: () => boolean;
  readonly clock?: MailDeliveryDeps['clock'];
  readonly random?: () => number;
  /** Mails sent at the same time. */
  readonly batchSize?: number;
  readonly pollMs?: number;
  /** How long a mail stays with a worker that died; a living one prolongs it. */
  readonly leaseMs?: number;
  readonly deadlineMs?: number;
}

const defaults = { batchSize: 5, pollMs: 3_000, leaseMs: 30_000, deadlineMs: 90_000 };

/** Sends the outbox: leases a few mails at a time, sends them in parallel, marks them, and waits for more. */
export class MailWorker {
  readonly #deps: MailWorkerDeps & typeof defaults & Required<Pick<MailWorkerDeps, 'clock' | 'random'>>;
  readonly #delivery: MailDelivery;
  #loop: Promise<void> | undefined;
  #takeBackListener: (() => void) | undefined;
  #isStopping = false;
  /** Of the batch under way. */
  #owner: string | undefined;
  #endWait: (() => void) | undefined;
  #wasWoken = false;
  #timesUnreachable = 0;
  #pausedUntil = 0;

  constructor(deps: MailWorkerDeps) {
    this.#deps = { clock: systemClock, random: Math.random, ...defaults, ...deps };
    this.#delivery = new MailDelivery(this.#deps);
  }

  /** Starts sending in the background; without a mail server nothing happens and mails wait. */
  start(): void {
    if (this.#loop || !this.#deps.transport.canSend) return;
    this.#isStopping = false;
    this.#takeBackListener = this.#deps.outbox.onWake(() => this.#wake());
    this.#loop = this.#run();
  }

  /** Ends after what is under way, at most `graceMs`; leases not finished by then are given back. */
  async stop(graceMs = 10_000): Promise<void> {
    this.#isStopping = true;
    this.#takeBackListener?.();
    this.#wake();
    await Promise.race([this.#loop, sleep(graceMs, undefined, { ref: false })]);
    this.#loop = undefined;
    this.#deps.transport.close();
    if (this.#owner !== undefined) await this.#giveBack(this.#owner);
  }

  /** Leases one batch, sends it and returns how many mails it was; 0 while paused, inactive or without a mail server. */
  async runOnce(): Promise<number> {
    const { store, transport, clock, batchSize, leaseMs, isActive } = this.#deps;
    if (!transport.canSend || isActive?.() === false || clock.now() < this.#pausedUntil) return 0;
    const owner = randomUUID();
    const mails = await store.lease(owner, batchSize, leaseMs);
    if (mails.length === 0) return 0;
    this.#owner = owner;
    const renewing = setInterval(() => void this.#renew(owner), leaseMs / 3);
    try {
      await this.#sendBatch(mails, owner);
    } finally {
      clearInterval(renewing);
      this.#owner = undefined;
    }
    return mails.length;
  }

  async #sendBatch(mails: readonly LeasedMail[], owner: string): Promise<void> {
    const admitted = await this.#deps.gate?.admit(mails, owner);
    const going = admitted ? mails.filter((mail) => admitted.has(mail.id)) : mails;
    if (going.length === 0) return;
    const results = await Promise.all(going.map((mail) => this.#deliver(mail, owner, admitted?.get(mail.id))));
    const isReachable = results.some((result) => result.failure === undefined);
    this.#timesUnreachable = isReachable ? 0 : this.#timesUnreachable + 1;
    // A server that answered others is there: what it did not answer is put off one by one, and nobody else waits for it.
    const pause = isReachable ? undefined : pauseDelay(this.#timesUnreachable, this.#deps.random);
    if (pause !== undefined) this.#pausedUntil = this.#deps.clock.now() + pause;
    await this.#tell(isReachable ? undefined : results.find((result) => result.failure)?.failure?.reason);
    for (const { mail, failure } of results) {
      if (failure) await this.#delivery.putOff(mail, owner, failure, pause);
    }
  }

  /** With a reason the server was out of reach for the whole batch. A fault in writing it down must not stop the mails. */
  async #tell(reason: string | undefined): Promise<void> {
    try {
      await (reason === undefined ? this.#deps.server?.markWorking() : this.#deps.server?.markFailing(reason));
    } catch (error) {
      this.#deps.log.warn({ error }, 'the state of the mail server could not be written down');
    }
  }

  /** A fault while marking (the database went away) is logged; the lease then runs out and the mail is sent again. */
  async #deliver(
    mail: LeasedMail,
    owner: string,
    treatment?: MailTreatment,
  ): Promise<{ mail: LeasedMail; failure: SendFailure | undefined }> {
    try {
      return { mail, failure: await this.#delivery.deliver(mail, owner, treatment) };
    } catch (error) {
      this.#deps.log.error({ mailId: mail.id, error }, 'mail could not be marked');
      return { mail, failure: undefined };
    }
  }

  async #renew(owner: string): Promise<void> {
    try {
      await this.#deps.store.renew([owner], this.#deps.leaseMs);
    } catch (error) {
      this.#deps.log.warn({ error }, 'leases of mails could not be prolonged');
    }
  }

  async #giveBack(owner: string): Promise<void> {
    try {
      await this.#deps.store.giveBack(owner);
    } catch (error) {
      this.#deps.log.warn({ error }, 'leases of mails could not be given back');
    }
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      if ((await this.#tryOnce()) < this.#deps.batchSize) await this.#wait();
    }
  }

  async #tryOnce(): Promise<number> {
    try {
      return await this.runOnce();
    } catch (error) {
      this.#deps.log.warn({ error }, 'the outbox could not be read');
      return 0;
    }
  }

  async #wait(): Promise<void> {
    if (!this.#wasWoken && !this.#isStopping) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.#deps.pollMs);
        this.#endWait = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#endWait = undefined;
    this.#wasWoken = false;
  }

  #wake(): void {
    this.#wasWoken = true;
    this.#endWait?.();
  }
}
