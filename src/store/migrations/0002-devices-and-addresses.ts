import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** What signing a browser out, changing one's own address and sweeping the CRM's storage keep. */
export async function up(knex: Knex): Promise<void> {
  // The family of «remember me» tokens a session's browser holds: closing the session forgets the browser too.
  await addText(knex, 'portal_session', 'family', 36);
  // Of a change of address: the one it shall replace, while the contact still has it.
  await addText(knex, 'portal_token', 'previous_email', 100);
  await createTable(knex, 'portal_placed_file', (table) => {
    table.string('path', 300).primary();
    table.bigInteger('placed_at').notNullable().index();
  });
}

/** A run that was killed behind the statement finds the column there. */
async function addText(knex: Knex, table: string, column: string, length: number): Promise<void> {
  if (await knex.schema.hasColumn(table, column)) return;
  await knex.schema.alterTable(table, (change) => {
    change.string(column, length);
  });
}
