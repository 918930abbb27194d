import { setTimeout as sleep } from 'node:timers/promises';
import { classifyDbError } from '../host/db-errors.js';
import type { LeasedMail, MailStore } from '../store/mail-store.js';

/** As long as a lease lasts: afterwards somebody else may send the mails again. */
const PATIENCE_MS = 25_000;
const PAUSE_MS = 250;

type SentMail = Pick<LeasedMail, 'id' | 'history'>;

interface WaitingMark {
  readonly mail: SentMail;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes down that mails were sent, at once; those that come while a statement is under way share the next one. While the database is away
 * it is tried again: what is not marked goes a second time.
 */
export class SentMarks {
  readonly #store: Pick<MailStore, 'markSent'>;
  readonly #patienceMs: number;
  #waiting: WaitingMark[] = [];
  #isWriting = false;

  constructor(store: Pick<MailStore, 'markSent'>, patienceMs = PATIENCE_MS) {
    this.#store = store;
    this.#patienceMs = patienceMs;
  }

  /** Resolves once it stands in the database; rejects as its statement does. */
  add(mail: SentMail): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ mail, resolve, reject });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const marks = this.#waiting;
      this.#waiting = [];
      try {
        await this.#write(marks.map(({ mail }) => mail));
        for (const { resolve } of marks) resolve();
      } catch (error) {
        for (const { reject } of marks) reject(error);
      }
    }
    this.#isWriting = false;
  }

  async #write(mails: readonly SentMail[]): Promise<void> {
    const end = performance.now() + this.#patienceMs;
    for (;;) {
      try {
        return await this.#store.markSent(mails);
      } catch (error) {
        if (classifyDbError(error) !== 'connection' || performance.now() > end) throw error;
        await sleep(PAUSE_MS);
      }
    }
  }
}
