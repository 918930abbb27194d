import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** The row by which one process tells the others that the CRM's metadata changed (DECISIONS 42). */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_fingerprint', (table) => {
    table.string('name', 40).primary();
    table.string('value', 64);
    table.bigInteger('due_at').notNullable();
  });
}
