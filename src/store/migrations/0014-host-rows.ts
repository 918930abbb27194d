import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** Rows the portal wrote into the CRM's own screens, so that exactly these can be taken back. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_host_row', (table) => {
    table.string('entry', 40).primary();
    table.integer('row_id').notNullable();
  });
}
