import type { LeasedMail, MailStore } from '../store/mail-store.js';

type SentMail = Pick<LeasedMail, 'id' | 'history'>;

interface WaitingMark {
  readonly mail: SentMail;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Writes down that mails were sent, at once; those that come while a statement is under way share the next one. */
export class SentMarks {
  readonly #store: Pick<MailStore, 'markSent'>;
  #waiting: WaitingMark[] = [];
  #isWriting = false;

  constructor(store: Pick<MailStore, 'markSent'>) {
    this.#store = store;
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
        await this.#store.markSent(marks.map(({ mail }) => mail));
        for (const { resolve } of marks) resolve();
      } catch (error) {
        for (const { reject } of marks) reject(error);
      }
    }
    this.#isWriting = false;
  }
}
