import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** What customers want to be mailed and when, and what became of mails that were not sent on their own. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_mail_choice', (table) => {
    table.integer('contact_id').notNullable();
    table.string('topic', 20).notNullable();
    // daily, weekly, off; no row: at once.
    table.string('mode', 10).notNullable();
    table.bigInteger('changed_at').notNullable();
    table.primary(['contact_id', 'topic']);
  });
  await createTable(knex, 'portal_mail_preference', (table) => {
    table.integer('contact_id').primary();
    table.boolean('is_bare').notNullable();
    table.bigInteger('changed_at').notNullable();
  });
  await createTable(knex, 'portal_ticket_mute', (table) => {
    table.integer('contact_id').notNullable();
    table.integer('ticket_id').notNullable();
    table.bigInteger('muted_at').notNullable();
    table.primary(['contact_id', 'ticket_id']);
  });
  await addMailColumn(knex, 'gate_reason', (table) => {
    // Why it was held (choice, limit) or dropped (gone, optedOut, muted, off, stopped, limit).
    table.string('gate_reason', 20);
  });
  await addMailColumn(knex, 'admitted_at', (table) => {
    // Since when it counts for the limits, or is past them.
    table.bigInteger('admitted_at');
  });
  await addMailColumn(knex, 'digest_id', (table) => {
    table.integer('digest_id');
  });
}

async function addMailColumn(knex: Knex, name: string, add: (table: Knex.AlterTableBuilder) => void): Promise<void> {
  if (await knex.schema.hasColumn('portal_mail', name)) return;
  await knex.schema.alterTable('portal_mail', add);
}
