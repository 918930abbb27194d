import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** Which extensions are on, what is set about them, which of their migrations were run, and when their jobs are due. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_extension', (table) => {
    table.string('id', 30).primary();
    table.boolean('is_enabled').notNullable().defaultTo(false);
    // Of the folder that was loaded last; empty: none was.
    table.string('version', 40).notNullable().defaultTo('');
    // JSON; a setting that is not there has the manifest's default.
    table.text('settings').notNullable();
    // Why it is not loaded though it is enabled; empty: it is.
    table.text('fault').notNullable();
    table.string('changed_by', 200).notNullable();
    table.bigInteger('changed_at').notNullable();
  });
  await createTable(knex, 'portal_extension_step', (table) => {
    table.string('extension', 30).notNullable();
    table.string('name', 100).notNullable();
    table.bigInteger('applied_at').notNullable();
    table.primary(['extension', 'name']);
  });
  await createTable(knex, 'portal_extension_job', (table) => {
    table.string('extension', 30).notNullable();
    table.string('name', 60).notNullable();
    table.bigInteger('due_at').notNullable();
    // The process that runs it now.
    table.string('owner', 36).notNullable();
    table.bigInteger('lease_until').notNullable();
    table.primary(['extension', 'name']);
  });
}
