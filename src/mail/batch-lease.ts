import { randomUUID } from 'node:crypto';
import type { Clock } from '../core/clock.js';
import type { Logger } from '../core/logger.js';
import type { LeasedMail, MailStore } from '../store/mail-store.js';

interface BatchLeaseDeps {
  readonly store: Pick<MailStore, 'lease' | 'renew' | 'giveBack'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long it holds without being prolonged. */
  readonly leaseMs: number;
}

/**
 * The lease of one batch, prolonged while the batch is sent. A process that could not prolong it in time (no database, or itself asleep)
 * knows that others may have these mails by now, for good.
 */
export class BatchLease {
  readonly owner = randomUUID();
  readonly #deps: BatchLeaseDeps;
  #until = 0;
  #isLost = false;
  #renewing: NodeJS.Timeout | undefined;

  constructor(deps: BatchLeaseDeps) {
    this.#deps = deps;
  }

  /** False from the moment on that another process may send these mails. */
  get isHeld(): boolean {
    this.#isLost ||= this.#deps.clock.now() >= this.#until;
    return !this.#isLost;
  }

  /** Leases up to `limit` mails; what it gives is to be ended. */
  async take(limit: number): Promise<readonly LeasedMail[]> {
    const { store, clock, leaseMs } = this.#deps;
    // From before the statement: the database counts from later, never from earlier.
    const until = clock.now() + leaseMs;
    const mails = await store.lease(this.owner, limit, leaseMs);
    this.#until = until;
    if (mails.length > 0) this.#renewing = setInterval(() => void this.#renew(), leaseMs / 3);
    return mails;
  }

  /** Gives back what is not finished, or only some of it; a fault is logged, and waiting gives it back then. */
  async giveBack(ids?: readonly number[]): Promise<void> {
    try {
      await this.#deps.store.giveBack(this.owner, ids);
    } catch (error) {
      this.#deps.log.warn({ error }, 'leases of mails could not be given back');
    }
  }

  /** Is not prolonged any more. */
  end(): void {
    clearInterval(this.#renewing);
  }

  async #renew(): Promise<void> {
    const { store, clock, leaseMs, log } = this.#deps;
    const until = clock.now() + leaseMs;
    try {
      await store.renew([this.owner], leaseMs);
      if (this.isHeld) this.#until = until;
    } catch (error) {
      log.warn({ error }, 'leases of mails could not be prolonged');
    }
  }
}
