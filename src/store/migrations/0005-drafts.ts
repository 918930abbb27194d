import type { Knex } from 'knex';
import { isMysql } from '../../host/database-facts.js';
import { createTable } from '../create-table.js';

/** What customers have typed and chosen but not sent yet. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_draft', (table) => {
    table.increments('id');
    table.integer('contact_id').notNullable();
    // The form: `HelpDesk/new`, `HelpDesk/8/comment`, `HelpDesk/8/edit`.
    table.string('place', 100).notNullable();
    table.text('content', 'longtext').notNullable();
    // Of the page that saved last. Once the key is in `portal_submission` the draft was sent, and is none any more.
    table.string('submission_key', 64).notNullable();
    table.integer('revision').notNullable();
    table.bigInteger('saved_at').notNullable();
    table.bigInteger('expires_at').notNullable().index();
    table.unique(['contact_id', 'place']);
  });
  await createTable(knex, 'portal_draft_file', (table) => {
    table.string('id', 43).primary();
    table.integer('draft_id').notNullable().index();
    table.integer('contact_id').notNullable().index();
    table.string('name', 200).notNullable();
    table.string('type', 150).notNullable();
    table.bigInteger('bytes').notNullable();
    table.string('digest', 64).notNullable();
    table.bigInteger('created_at').notNullable();
  });
  // In pieces, so that no statement exceeds what a server takes at once.
  await createTable(knex, 'portal_draft_piece', (table) => {
    table.string('file_id', 43).notNullable();
    table.integer('position').notNullable();
    table.specificType('bytes', isMysql(knex) ? 'mediumblob' : 'blob').notNullable();
    table.primary(['file_id', 'position']);
  });
}
