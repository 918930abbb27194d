import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../core/clock.js';
import type { MailServerStore } from '../store/mail-server-store.js';
import type { LeasedMail } from '../store/mail-store.js';
import { BatchLease } from './batch-lease.js';
import { type DeliveryResult, MailDelivery, type MailDeliveryDeps } from './mail-delivery.js';
import type { MailGate, MailTreatment } from './mail-gate.js';
import type { Outbox } from './outbox.js';
import { pauseDelay } from './retry-plan.js';
import type { SendRate } from './send-rate.js';
import { SMTP_CONNECTIONS } from './smtp-transport.js';

/** What the worker needs, and how patient it is; times in ms. */
export interface MailWorkerDeps extends Omit<MailDeliveryDeps, 'clock' | 'random' | 'deadlineMs' | 'connections'> {
  readonly outbox: Outbox;
  /** Where it is written down how the mail server does. */
  readonly server?: Pick<MailServerStore, 'markWorking' | 'markFailing'>;
  /** Says which of the leased mails go out now, and how; without it all do. */
  readonly gate?: MailGate;
  /** How many may go now; without it all that are there. */
  readonly rate?: Pick<SendRate, 'grant'>;
  /** False holds all mail back, as while the plugin is disabled. */
  readonly isActive?: () => boolean;
  readonly clock?: MailDeliveryDeps['clock'];
  readonly random?: () => number;
  /** Mails leased at a time, and sent at the same time. */
  readonly batchSize?: number;
  readonly connections?: number;
  readonly pollMs?: number;
  /** How long a mail stays with a worker that died; a living one prolongs it. */
  readonly leaseMs?: number;
  readonly deadlineMs?: number;
}

const defaults = { batchSize: 50, connections: SMTP_CONNECTIONS, pollMs: 3_000, leaseMs: 30_000, deadlineMs: 90_000 };

/** Batches under way at the same time. */
const LANES = 2;

/** Sends the outbox: leases some mails at a time, sends a few in parallel, marks them, and waits for more. */
export class MailWorker {
  readonly #deps: MailWorkerDeps & typeof defaults & Required<Pick<MailWorkerDeps, 'clock' | 'random'>>;
  readonly #delivery: MailDelivery;
  #loop: Promise<void> | undefined;
  #takeBackListener: (() => void) | undefined;
  #isStopping = false;
  /** Of the batches under way. */
  readonly #leases = new Set<BatchLease>();
  readonly #endWaits = new Set<() => void>();
  /** How often somebody said that there is something to do. */
  #wakes = 0;
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
    for (const lease of this.#leases) await lease.giveBack();
  }

  /** Leases one batch, sends it and returns how many mails it was; 0 while paused, inactive or without a mail server. */
  async runOnce(): Promise<number> {
    const { store, transport, clock, log, batchSize, leaseMs, isActive } = this.#deps;
    if (!transport.canSend || isActive?.() === false || clock.now() < this.#pausedUntil) return 0;
    const lease = new BatchLease({ store, clock, log, leaseMs });
    const mails = await lease.take(batchSize);
    if (mails.length === 0) return 0;
    this.#leases.add(lease);
    try {
      await this.#sendBatch(mails, lease);
    } finally {
      lease.end();
      this.#leases.delete(lease);
    }
    return mails.length;
  }

  async #sendBatch(mails: readonly LeasedMail[], lease: BatchLease): Promise<void> {
    const admitted = await this.#deps.gate?.admit(mails, lease.owner);
    const fit = admitted ? mails.filter((mail) => admitted.has(mail.id)) : mails;
    const going = await this.#withinRate(fit, lease);
    if (going.length === 0) return;
    const results = await this.#deliverAll(going, lease, admitted);
    const failures = results.flatMap(({ mail, result }) => (typeof result === 'object' ? [{ mail, result }] : []));
    const isReachable = results.some(({ result }) => result === 'done');
    if (!isReachable && failures.length === 0) return;
    this.#timesUnreachable = isReachable ? 0 : this.#timesUnreachable + 1;
    // A server that answered others is there: what it did not answer is put off one by one, and nobody else waits for it.
    const pause = isReachable ? undefined : pauseDelay(this.#timesUnreachable, this.#deps.random);
    if (pause !== undefined) this.#pausedUntil = this.#deps.clock.now() + pause;
    await this.#tell(isReachable ? undefined : failures[0]?.result.reason);
    for (const { mail, result } of failures)
      await this.#delivery.putOff(mail, lease.owner, result, result.mayHaveArrived ? undefined : pause);
  }

  /** Gives back what is beyond the rate, and pauses until there is room again. */
  async #withinRate(mails: readonly LeasedMail[], lease: BatchLease): Promise<readonly LeasedMail[]> {
    const { count, until } = (await this.#deps.rate?.grant(mails.length)) ?? { count: mails.length, until: undefined };
    if (until === undefined) return mails;
    this.#pausedUntil = until;
    await lease.giveBack(mails.slice(count).map(({ id }) => id));
    return mails.slice(0, count);
  }

  /** While nobody was reached the first failure is the last: the others are given back untried. So are those that a stop, or the end of the lease, finds waiting. */
  async #deliverAll(
    mails: readonly LeasedMail[],
    lease: BatchLease,
    treatments: ReadonlyMap<number, MailTreatment> | undefined,
  ): Promise<readonly { readonly mail: LeasedMail; readonly result: DeliveryResult }[]> {
    let [isReached, isMissed] = [false, false];
    const isWorthIt = (): boolean => !this.#isStopping && lease.isHeld && (isReached || !isMissed);
    const results = await Promise.all(
      mails.map(async (mail) => {
        const result = await this.#deliver(mail, lease.owner, isWorthIt, treatments?.get(mail.id));
        isReached ||= result === 'done';
        isMissed ||= typeof result === 'object';
        return { mail, result };
      }),
    );
    const untried = results.filter(({ result }) => result === 'untried').map(({ mail }) => mail.id);
    if (untried.length > 0) await lease.giveBack(untried);
    return results;
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
    isWorthIt: () => boolean,
    treatment?: MailTreatment,
  ): Promise<DeliveryResult> {
    try {
      return await this.#delivery.deliver(mail, owner, isWorthIt, treatment);
    } catch (error) {
      this.#deps.log.error({ mailId: mail.id, error }, 'mail could not be marked');
      return 'done';
    }
  }

  /** While one batch is sent, the next is leased and judged. */
  async #run(): Promise<void> {
    await Promise.all(Array.from({ length: LANES }, () => this.#runLane()));
  }

  async #runLane(): Promise<void> {
    while (!this.#isStopping) {
      const wakes = this.#wakes;
      if ((await this.#tryOnce()) < this.#deps.batchSize) await this.#wait(wakes);
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

  /** For the next look, or news: none since there were that many. */
  async #wait(wakes: number): Promise<void> {
    if (wakes !== this.#wakes || this.#isStopping) return;
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#endWaits.delete(end);
        resolve();
      };
      const timer = setTimeout(end, this.#deps.pollMs);
      this.#endWaits.add(end);
    });
  }

  #wake(): void {
    this.#wakes += 1;
    for (const end of this.#endWaits) end();
  }
}
