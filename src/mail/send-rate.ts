import type { HostAdapter } from '../host/host-adapter.js';
import type { MailBudgetStore } from '../store/mail-budget-store.js';

interface SendRateDeps {
  readonly host: Pick<HostAdapter, 'transaction'>;
  readonly budget: Pick<MailBudgetStore, 'reserve'>;
  /** Mails a minute of all processes together; 0: as many as there are. */
  readonly perMinute: () => number;
}

/** How many of some mails may go now, and when (epoch ms) the next may; `until` undefined: all may. */
export interface Granted {
  readonly count: number;
  readonly until: number | undefined;
}

const MINUTE_MS = 60_000;
const COUNTER = 'mail-rate';

/** Keeps what a mail server is asked to take below what its provider allows, over all processes. */
export class SendRate {
  readonly #deps: SendRateDeps;

  constructor(deps: SendRateDeps) {
    this.#deps = deps;
  }

  async grant(count: number): Promise<Granted> {
    const { host, budget, perMinute } = this.#deps;
    const limit = perMinute();
    if (limit === 0 || count === 0) return { count, until: undefined };
    const claims = Array.from({ length: count }, () => [{ name: COUNTER, limit }] as const);
    const ends = await host.transaction((trx) => budget.reserve(trx, claims, MINUTE_MS));
    const until = ends.find((end) => end !== undefined);
    return { count: ends.filter((end) => end === undefined).length, until };
  }
}
