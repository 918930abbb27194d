import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** How far the CRM's changes were looked through, and which process does it. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_watch', (table) => {
    table.string('source', 20).primary();
    // Everything up to here was told.
    table.integer('position').notNullable();
    // The highest id there was at `seen_at`: what is younger may be half written.
    table.integer('seen').notNullable();
    table.bigInteger('seen_at').notNullable();
    // Ids below `position` that were not whole or not there yet, each with the time of the first look at it.
    table.text('pending', 'mediumtext').notNullable();
    table.integer('revision').notNullable();
  });
  await createTable(knex, 'portal_lease', (table) => {
    table.string('name', 40).primary();
    table.string('owner', 36).notNullable();
    table.bigInteger('lease_until').notNullable();
    table.bigInteger('renewed_at').notNullable();
  });
}
