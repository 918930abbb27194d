import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** Looks of administrators at the portal as one of its customers. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_admin_view', (table) => {
    table.string('id', 36).primary();
    table.integer('user_id').notNullable();
    table.integer('contact_id').notNullable();
    // NULL: the contact's own, as of each request.
    table.string('profile_id', 36);
    table.boolean('is_draft').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('expires_at').notNullable().index('portal_admin_view_expiry');
    table.bigInteger('ended_at');
  });
}
