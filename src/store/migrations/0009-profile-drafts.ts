import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** Profiles under work, and how each of their versions came about. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_profile_draft', (table) => {
    table.string('profile_id', 36).primary();
    // NULL: as published. The row stays, so that the revision never begins anew.
    table.text('document', 'longtext');
    table.integer('revision').notNullable();
    // The version the draft was begun from.
    table.integer('based_on').notNullable();
    table.integer('saved_by_id');
    table.string('saved_by', 100).notNullable();
    table.bigInteger('saved_at').notNullable();
  });
  await addColumn(knex, 'origin', (table) => table.string('origin', 20).notNullable().defaultTo('published'));
  await addColumn(knex, 'note', (table) => table.string('note', 500));
  await addColumn(knex, 'published_by_id', (table) => table.integer('published_by_id'));
  // Of a roll back: the version whose document came back.
  await addColumn(knex, 'from_version', (table) => table.integer('from_version'));
}

/** A run that was killed behind the statement finds the column there. */
async function addColumn(knex: Knex, column: string, build: (table: Knex.AlterTableBuilder) => void): Promise<void> {
  if (await knex.schema.hasColumn('portal_profile_version', column)) return;
  await knex.schema.alterTable('portal_profile_version', build);
}
