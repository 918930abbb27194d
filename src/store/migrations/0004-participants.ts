import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** Colleagues who were added to a ticket (DECISIONS 4). */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_participant', (table) => {
    table.integer('ticket_id').notNullable();
    table.integer('contact_id').notNullable().index();
    table.integer('added_by').notNullable();
    table.bigInteger('added_at').notNullable();
    table.primary(['ticket_id', 'contact_id']);
  });
}
