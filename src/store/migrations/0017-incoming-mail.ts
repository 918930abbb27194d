import type { Knex } from 'knex';
import { isMysql } from '../../host/database-facts.js';
import { createTable } from '../create-table.js';

/** Mails that came in, addresses that refuse mails, and the state of the mailbox. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_inbox', (table) => {
    table.integer('id').primary();
    // When the mailbox was last looked through; NULL: never.
    table.bigInteger('read_at');
    // Since when it cannot be read; NULL: it can.
    table.bigInteger('failing_since');
    table.string('reason', 500).notNullable().defaultTo('');
  });
  await createTable(knex, 'portal_incoming_mail', (table) => {
    table.increments('id');
    // Of Message-ID, sender, content and what else decides: who reads a mail twice writes it once.
    table.string('identity', 64).notNullable().unique();
    // Of mailbox and UIDVALIDITY: where `uid` holds.
    table.string('place', 64).notNullable();
    table.bigInteger('uid').notNullable();
    table.string('from_address', 254);
    table.integer('ticket_id');
    table.integer('contact_id').index();
    // comment, refused, ignored, automatic, bounce
    table.string('outcome', 20).notNullable();
    table.string('reason', 200).notNullable().defaultTo('');
    table.integer('is_answered').notNullable().defaultTo(0);
    table.bigInteger('at').notNullable().index();
    table.index(['place', 'uid']);
    table.index(['from_address', 'at']);
  });
  await createTable(knex, 'portal_mail_address', (table) => {
    table.increments('id');
    table.string('address', 254).notNullable().unique();
    // Whose mail came back last.
    table.integer('contact_id').index();
    table.integer('hard_count').notNullable().defaultTo(0);
    table.integer('soft_count').notNullable().defaultTo(0);
    table.bigInteger('soft_at');
    table.string('status', 20).notNullable().defaultTo('');
    table.string('reason', 500).notNullable().defaultTo('');
    table.bigInteger('last_at').notNullable();
    // Since when nothing is sent to it; NULL: mails go out.
    table.bigInteger('stopped_at').index();
  });
  // A report of a mail that was not delivered names it by its Message-ID.
  if (!(await hasIndex(knex))) {
    await knex.schema.alterTable('portal_mail', (table) => {
      table.index(['message_id'], INDEX);
    });
  }
}

const INDEX = 'portal_mail_message_id_index';

async function hasIndex(knex: Knex): Promise<boolean> {
  if (!isMysql(knex)) {
    return (await knex('sqlite_master').where({ type: 'index', name: INDEX }).first('name')) !== undefined;
  }
  const [rows] = await knex.raw('SHOW INDEX FROM portal_mail WHERE Key_name = ?', [INDEX]);
  return rows.length > 0;
}
