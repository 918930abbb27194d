import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** What extensions have still to forget: a row an extension and a contact that is gone. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_erasure', (table) => {
    table.string('extension', 30).notNullable();
    // Not contact_id: the row must outlive all that is known of the contact, and is nothing but the number.
    table.integer('erased_contact').notNullable();
    table.bigInteger('erased_at').notNullable();
    table.integer('attempts').notNullable();
    table.bigInteger('next_attempt_at').notNullable();
    // Why the last attempt failed; empty: there was none.
    table.string('last_error', 200).notNullable();
    table.primary(['extension', 'erased_contact']);
    table.index(['next_attempt_at'], 'portal_erasure_due');
  });
}
