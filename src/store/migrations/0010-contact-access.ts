import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** What was noticed of contacts' access, and changes of many contacts that are under way. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_access_seen', (table) => {
    // 0: the row that says the others hold; without it they are taken anew and nobody is mailed.
    table.integer('contact_id').primary();
    table.boolean('is_enabled').notNullable();
    table.boolean('is_due').notNullable();
    // Rises with every enabling: part of its invitation's key.
    table.integer('generation').notNullable();
    table.bigInteger('changed_at').notNullable();
    table.index(['is_enabled', 'is_due']);
  });
  await createTable(knex, 'portal_access_job', (table) => {
    table.string('id', 36).primary();
    table.string('kind', 20).notNullable();
    // JSON of the administrator who asked for it.
    table.text('author').notNullable();
    // JSON list of what is to be done, and how many of it are.
    table.text('steps', 'longtext').notNullable();
    table.integer('total').notNullable();
    table.integer('done').notNullable();
    // JSON list of the steps that failed, each with its reason.
    table.text('failures', 'mediumtext').notNullable();
    table.bigInteger('created_at').notNullable();
    // NULL: planned only; nothing of it happens before somebody confirms it.
    table.bigInteger('confirmed_at');
    table.bigInteger('finished_at').index();
    table.bigInteger('lease_until');
  });
}
