import type { Logger } from '../core/logger.js';
import type { StateStore } from '../store/state-store.js';

/** How often a process looks whether the portal was enabled or disabled elsewhere, in ms. */
const INTERVAL_MS = 2_000;

/** Whether the portal is enabled, as this process knows it: read from the database every two seconds, never per request. */
export class EnabledFlag {
  readonly #states: Pick<StateStore, 'read'>;
  readonly #log: Logger;
  #timer: NodeJS.Timeout | undefined;
  #isEnabled = false;

  constructor(states: Pick<StateStore, 'read'>, log: Logger) {
    this.#states = states;
    this.#log = log;
  }

  get isEnabled(): boolean {
    return this.#isEnabled;
  }

  /** Reads the state and keeps reading it until `stop`. */
  async start(): Promise<void> {
    await this.refresh();
    this.#schedule();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** While the database is away the last answer holds. */
  async refresh(): Promise<void> {
    try {
      this.#isEnabled = (await this.#states.read()).state === 'enabled';
    } catch (error) {
      this.#log.warn({ error }, 'the plugin state could not be read');
    }
  }

  #schedule(): void {
    this.#timer = setTimeout(() => {
      void this.refresh().then(() => this.#timer && this.#schedule());
    }, INTERVAL_MS).unref();
  }
}
