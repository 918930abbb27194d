import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** How customers want their lists: the columns they chose and the filters they keep. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_list_choice', (table) => {
    table.increments('id');
    table.integer('contact_id').notNullable();
    table.string('module', 25).notNullable();
    // `columns` or `view`.
    table.string('kind', 10).notNullable();
    // Of a view; empty for the columns, of which a list has one choice.
    table.string('name', 80).notNullable();
    table.text('content').notNullable();
    table.bigInteger('saved_at').notNullable();
    table.unique(['contact_id', 'module', 'kind', 'name']);
  });
}
