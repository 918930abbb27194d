import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** Browsers in which a contact signed in before. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_known_browser', (table) => {
    // Of contact and mark: the rows of two contacts with one browser have nothing in common.
    table.string('id_hash', 64).primary();
    table.integer('contact_id').notNullable().index();
    table.bigInteger('seen_at').notNullable();
    table.bigInteger('expires_at').notNullable().index();
  });
}
