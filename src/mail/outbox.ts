import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { MailStore } from '../store/mail-store.js';
import type { MailIntent } from './emails.js';
import { isPlainAddress } from './mail-address.js';
import { oneLine } from './mail-text.js';

export type { IntentOf, MailData, MailIntent, MailKind, MailRecipient } from './emails.js';

/** Where mails are written down with the change they tell of; a worker sends them after the commit. */
export class Outbox {
  readonly #store: MailStore;
  readonly #host: string;
  readonly #listeners = new Set<() => void>();

  /** `host`: the domain of Message-IDs, the host name of the portal's address. */
  constructor(store: MailStore, host: string) {
    this.#store = store;
    this.#host = host;
  }

  /** Writes a mail in the caller's transaction; one with the same key is there already and stays as it is. */
  async add(trx: Knex.Transaction, intent: MailIntent): Promise<void> {
    if (!isPlainAddress(intent.to.address)) throw new RangeError(`mail ${intent.kind}: not a plain address`);
    if (intent.key.length > 150) throw new RangeError(`mail ${intent.kind}: key longer than 150 characters`);
    await this.#store.insert(trx, {
      uniqueKey: intent.key,
      kind: intent.kind,
      contactId: intent.contactId ?? null,
      ticketId: intent.ticketId ?? null,
      toAddress: intent.to.address,
      toName: oneLine(intent.to.name, 200),
      language: intent.language,
      data: JSON.stringify(intent.data),
      messageId: `<${randomUUID()}@${this.#host}>`,
    });
  }

  /** Tells the sender of this process that there is something to do; call it after the commit. */
  wake(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Registers what `wake` calls, and returns the function that takes it back. */
  onWake(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
