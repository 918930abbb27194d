import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** Contacts who may invite and suspend colleagues, and whom they suspended. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_manager', (table) => {
    table.integer('contact_id').primary();
    // Of when the contact was marked: whoever changes the company manages neither.
    table.integer('account_id').notNullable().index();
    // NULL: as many as the company has.
    table.integer('most_colleagues');
    // Of those invited; NULL: the default one.
    table.string('profile_id', 36);
    table.bigInteger('marked_at').notNullable();
  });
  // What a manager took away a manager may give back; what the staff took away only the staff.
  await createTable(knex, 'portal_suspension', (table) => {
    table.integer('contact_id').primary();
    table.integer('suspended_by').notNullable();
    table.bigInteger('suspended_at').notNullable();
  });
}
