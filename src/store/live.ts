import type { Logger } from '../core/logger.js';

interface LiveOptions<T> {
  /** For the log: what could not be read. */
  readonly name: string;
  /** What holds until it was read once. */
  readonly initial: T;
  readonly read: () => Promise<T>;
  /** Cheap; while it answers the same, nothing is read again. */
  readonly stamp: () => Promise<string | number>;
  readonly log: Logger;
}

/** Something every process knows without asking at each request; whoever refreshes it says how old it may be. */
export class Live<T> {
  readonly #options: LiveOptions<T>;
  #current: T;
  #stamp: string | number | undefined;

  constructor(options: LiveOptions<T>) {
    this.#options = options;
    this.#current = options.initial;
  }

  get current(): T {
    return this.#current;
  }

  /** Reads it again where it changed; while the database is away what was read last holds. */
  async refresh(): Promise<void> {
    const { name, read, stamp, log } = this.#options;
    try {
      const now = await stamp();
      if (now === this.#stamp) return;
      this.#current = await read();
      this.#stamp = now;
    } catch (error) {
      log.warn({ error, what: name }, 'could not be read');
    }
  }
}
