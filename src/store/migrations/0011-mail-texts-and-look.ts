import type { Knex } from 'knex';
import { isMysql } from '../../host/database-facts.js';
import { createTable } from '../create-table.js';

/** What administrators say in mails and how they want the portal to look; how each mail fared, and how the mail server does. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_mail_text', (table) => {
    // A kind of mail, or `layout` for what all have in common.
    table.string('kind', 40).notNullable();
    table.string('language', 5).notNullable();
    // JSON of the texts by their name; what is not there is as shipped.
    table.text('content', 'mediumtext').notNullable();
    table.string('changed_by', 200).notNullable();
    table.bigInteger('changed_at').notNullable();
    table.primary(['kind', 'language']);
  });
  await createTable(knex, 'portal_look', (table) => {
    table.integer('id').primary();
    // JSON.
    table.text('content').notNullable();
    table.string('changed_by', 200).notNullable();
    table.bigInteger('changed_at').notNullable();
  });
  await createTable(knex, 'portal_asset', (table) => {
    // logo, favicon, css
    table.string('name', 20).primary();
    table.string('type', 100).notNullable();
    table.string('file_name', 200).notNullable();
    table.string('digest', 64).notNullable();
    table.integer('width').notNullable().defaultTo(0);
    table.integer('height').notNullable().defaultTo(0);
    table.specificType('bytes', isMysql(knex) ? 'mediumblob' : 'blob').notNullable();
    table.string('changed_by', 200).notNullable();
    table.bigInteger('changed_at').notNullable();
  });
  await createTable(knex, 'portal_mail_server', (table) => {
    table.integer('id').primary();
    // Since when it refuses or does not answer; NULL: it took the last mail.
    table.bigInteger('failing_since');
    table.bigInteger('seen_at').notNullable();
    table.string('reason', 500).notNullable().defaultTo('');
  });
  // JSON of what happened to the mail, the newest last.
  if (!(await knex.schema.hasColumn('portal_mail', 'history'))) {
    await knex.schema.alterTable('portal_mail', (change) => {
      change.text('history');
    });
  }
}
