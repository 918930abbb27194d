import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { MailChoiceRow, type MailMode } from './models/mail-choice-row.js';

export type { MailMode } from './models/mail-choice-row.js';

/** What a contact chose about mails. */
export interface MailWish {
  /** By topic; a topic that is not there is mailed at once. */
  readonly modes: ReadonlyMap<string, MailMode>;
  /** Mails say only that there is news. */
  readonly isBare: boolean;
}

const noWish: MailWish = { modes: new Map(), isBare: false };

/** What customers chose about mails, by topic. */
export class MailChoiceStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Two statements. */
  async of(contactId: number): Promise<MailWish> {
    return (await this.ofAll([contactId])).get(contactId) ?? noWish;
  }

  /** The same for many; who chose nothing is not among them. Two statements. */
  async ofAll(contactIds: readonly number[]): Promise<ReadonlyMap<number, MailWish>> {
    if (contactIds.length === 0) return new Map();
    const ids = [...contactIds];
    const [choices, bare] = await Promise.all([
      MailChoiceRow.query(this.#knex).whereIn('contact_id', ids),
      this.#knex('portal_mail_preference').whereIn('contact_id', ids).where('is_bare', true).pluck('contact_id'),
    ]);
    const wishes = new Map<number, { modes: Map<string, MailMode>; isBare: boolean }>();
    const wishOf = (contactId: number) => {
      const wish = wishes.get(contactId) ?? { modes: new Map<string, MailMode>(), isBare: false };
      wishes.set(contactId, wish);
      return wish;
    };
    for (const { contactId, topic, mode } of choices) wishOf(contactId).modes.set(topic, mode);
    for (const contactId of bare) wishOf(contactId).isBare = true;
    return wishes;
  }

  /** Replaces the choices of some topics, and whether mails carry content. */
  async save(trx: Knex.Transaction, contactId: number, wish: MailWish): Promise<void> {
    const changedAt = this.#clock.now();
    const chosen = [...wish.modes].filter(([, mode]) => mode !== 'now');
    const ordinary = [...wish.modes.keys()].filter((topic) => wish.modes.get(topic) === 'now');
    await trx('portal_mail_choice').where({ contact_id: contactId }).whereIn('topic', ordinary).delete();
    for (const [topic, mode] of chosen) await this.#choose(trx, { contactId, topic, mode, changedAt });
    await trx('portal_mail_preference')
      .insert({ contact_id: contactId, is_bare: wish.isBare, changed_at: changedAt })
      .onConflict('contact_id')
      .merge();
  }

  /** No more mails about a topic. */
  async switchOff(contactId: number, topic: string): Promise<void> {
    await this.#choose(this.#knex, { contactId, topic, mode: 'off', changedAt: this.#clock.now() });
  }

  async #choose(db: Knex, row: Pick<MailChoiceRow, 'contactId' | 'topic' | 'mode' | 'changedAt'>): Promise<void> {
    await MailChoiceRow.query(db).insert(row).onConflict(['contact_id', 'topic']).merge(['mode', 'changed_at']);
  }
}
