import type { Logger } from './core/logger.js';

/** Runs work again and again with a pause between the runs; a failure is logged and the next run comes all the same. */
export class Repeated {
  readonly #work: () => Promise<unknown>;
  readonly #pauseMs: number;
  readonly #log: Logger;
  readonly #name: string;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = true;

  constructor(options: { name: string; pauseMs: number; log: Logger; work: () => Promise<unknown> }) {
    this.#name = options.name;
    this.#pauseMs = options.pauseMs;
    this.#log = options.log;
    this.#work = options.work;
  }

  start(): void {
    this.#isStopped = false;
    this.#schedule();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    this.#timer = setTimeout(() => void this.#run(), this.#pauseMs).unref();
  }

  async #run(): Promise<void> {
    try {
      await this.#work();
    } catch (error) {
      this.#log.warn({ work: this.#name, error }, 'repeated work failed');
    }
    if (!this.#isStopped) this.#schedule();
  }
}
