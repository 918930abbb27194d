import { isPortalError, TooManyRequestsError } from '../../core/errors.js';
import { sha256 } from '../../core/secrets.js';
import { foldText } from '../../core/text.js';
import type { ThrottleStore } from '../../store/throttle-store.js';

/** How many failures are borne in a quarter of an hour. */
export interface ThrottleLimits {
  readonly perAccount: number;
  readonly perNetwork: number;
}

const DEFAULT_LIMITS: ThrottleLimits = { perAccount: 10, perNetwork: 30 };
const WINDOW_MS = 15 * 60_000;

/**
 * Slows guessing down without locking anybody out: failures count for an account *from one network*, and for a network. Tries are
 * counted before they are judged, so that parallel ones cannot slip through, and given back when they were no failure.
 */
export class SignInThrottle {
  readonly #store: Pick<ThrottleStore, 'hit' | 'giveBack'>;
  readonly #limits: () => ThrottleLimits;

  constructor(store: Pick<ThrottleStore, 'hit' | 'giveBack'>, limits: () => ThrottleLimits = () => DEFAULT_LIMITS) {
    this.#store = store;
    this.#limits = limits;
  }

  /** Runs one try; undefined from it is a failure. Throws TooManyRequestsError without running it beyond the limits. */
  async guard<T>(account: string, network: string, attempt: () => Promise<T | undefined>): Promise<T | undefined> {
    const { perAccount, perNetwork } = this.#limits();
    const accountKey = `sign-in:${sha256(`${foldText(account.trim())}\0${network}`)}`;
    const networkKey = `sign-in-network:${sha256(network)}`;
    const byAccount = await this.#store.hit(accountKey, perAccount, WINDOW_MS);
    // One blocked account must not use up what its network may still try for others.
    if (byAccount.isOver) throw new TooManyRequestsError(byAccount.retryAfter);
    const byNetwork = await this.#store.hit(networkKey, perNetwork, WINDOW_MS);
    if (byNetwork.isOver) throw new TooManyRequestsError(byNetwork.retryAfter);
    const giveBack = (): Promise<unknown> =>
      Promise.all([accountKey, networkKey].map((key) => this.#store.giveBack(key)));
    try {
      const result = await attempt();
      if (result !== undefined) await giveBack();
      return result;
    } catch (error) {
      // A refusal by an extension, or a database that was away, is no wrong password.
      if (isPortalError(error)) await giveBack();
      throw error;
    }
  }
}
