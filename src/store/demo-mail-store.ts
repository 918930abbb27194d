import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { createTable } from './create-table.js';
import { DemoMailRow } from './models/demo-mail-row.js';

/** A mail as the demo keeps it; `sentAt` in epoch ms. */
export type DemoMail = Readonly<
  Pick<
    DemoMailRow,
    'id' | 'messageId' | 'kind' | 'fromAddress' | 'toAddress' | 'toName' | 'subject' | 'html' | 'text' | 'sentAt'
  >
>;

/** The demo's mailbox: mails that a real portal would have sent. */
export class DemoMailStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** Creates the mailbox's table unless it is there; only the demo has it. */
  async prepare(): Promise<void> {
    await createTable(this.#knex, DemoMailRow.tableName, (table) => {
      table.increments('id');
      table.string('message_id', 120).notNullable().unique();
      table.string('kind', 40).notNullable();
      table.string('from_address', 254).notNullable();
      table.string('to_address', 254).notNullable();
      table.string('to_name', 200).notNullable();
      table.text('subject').notNullable();
      table.text('html', 'mediumtext').notNullable();
      table.text('text', 'mediumtext').notNullable();
      table.bigInteger('sent_at').notNullable();
    });
  }

  /** Keeps a mail; the same Message-ID again is the same mail. */
  async add(mail: Omit<DemoMail, 'id' | 'sentAt'>): Promise<void> {
    await DemoMailRow.query(this.#knex)
      .insert({ ...mail, sentAt: this.#clock.now() })
      .onConflict('message_id')
      .ignore();
  }

  /** The newest mails first, at most `limit`. */
  async list(limit = 100): Promise<readonly DemoMail[]> {
    return DemoMailRow.query(this.#knex).orderBy('id', 'desc').limit(limit);
  }

  async find(id: number): Promise<DemoMail | undefined> {
    return DemoMailRow.query(this.#knex).findById(id);
  }
}
