import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** How customers rated closed tickets, and which comments they have seen. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_rating', (table) => {
    table.integer('ticket_id').notNullable();
    // The log entry that tells of the closing, 0 where none does: a ticket that is closed again is rated again.
    table.integer('closing_id').notNullable();
    table.integer('contact_id').notNullable();
    table.integer('stars').notNullable();
    table.string('word', 500);
    table.bigInteger('rated_at').notNullable();
    table.primary(['ticket_id', 'closing_id']);
  });
  await createTable(knex, 'portal_seen', (table) => {
    table.integer('contact_id').notNullable();
    // 0: holds for every ticket the contact never opened.
    table.integer('ticket_id').notNullable();
    table.integer('comment_id').notNullable();
    table.bigInteger('seen_at').notNullable();
    table.primary(['contact_id', 'ticket_id']);
  });
}
