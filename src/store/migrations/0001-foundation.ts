import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** The tables of the first version. Each statement is idempotent, so a run killed half-way is simply repeated. */
export async function up(knex: Knex): Promise<void> {
  await createPluginTables(knex);
  await createProfileTables(knex);
  await createAccessTables(knex);
  await createWriteTables(knex);
  await createMailTable(knex);
}

async function createPluginTables(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_state', (table) => {
    table.string('plugin', 100).primary();
    table.string('state', 20).notNullable();
    table.string('version', 40).notNullable();
    table.bigInteger('changed_at').notNullable();
  });
  await createTable(knex, 'portal_setting', (table) => {
    table.string('name', 100).primary();
    table.text('value').notNullable();
    table.bigInteger('changed_at').notNullable();
  });
}

async function createProfileTables(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_profile', (table) => {
    table.string('id', 36).primary();
    table.string('name', 100).notNullable();
    table.integer('version').notNullable();
    table.boolean('is_default').notNullable().defaultTo(false);
  });
  await createTable(knex, 'portal_profile_version', (table) => {
    table.string('profile_id', 36).notNullable();
    table.integer('version').notNullable();
    table.text('document', 'longtext').notNullable();
    table.string('published_by', 100).notNullable();
    table.bigInteger('published_at').notNullable();
    table.primary(['profile_id', 'version']);
  });
  await createTable(knex, 'portal_profile_contact', (table) => {
    table.integer('contact_id').primary();
    table.string('profile_id', 36).notNullable().index();
  });
}

async function createAccessTables(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_login', (table) => {
    table.integer('contact_id').primary();
    // argon2id in PHC form; NULL while only the CRM's one-time password exists.
    table.string('password_hash', 255);
    // HMAC of the CRM's encoded password when it was last used or replaced (DECISIONS 12).
    table.string('crm_password_mac', 64);
    table.bigInteger('one_time_first_used_at');
    table.string('language', 5);
    table.string('last_seen_language', 5);
    table.string('theme', 10);
    table.bigInteger('signed_in_at');
    table.bigInteger('password_changed_at');
  });
  await createTable(knex, 'portal_session', (table) => {
    table.string('id_hash', 64).primary();
    table.integer('contact_id').notNullable().index();
    table.string('kind', 20).notNullable();
    table.integer('account_id');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('seen_at').notNullable();
    table.bigInteger('expires_at').notNullable().index();
    table.text('flash');
    table.string('user_agent', 255).notNullable().defaultTo('');
    table.string('network', 64).notNullable().defaultTo('');
  });
  await createTable(knex, 'portal_remember', (table) => {
    table.string('token_hash', 64).primary();
    table.string('family', 36).notNullable().index();
    table.integer('contact_id').notNullable().index();
    table.bigInteger('expires_at').notNullable().index();
    table.bigInteger('used_at');
  });
  await createTable(knex, 'portal_token', (table) => {
    table.string('id', 36).primary();
    table.string('token_hash', 64).notNullable();
    table.string('purpose', 20).notNullable();
    table.integer('contact_id').notNullable().index();
    // The address it was mailed to: a later change of address kills it.
    table.string('email', 100).notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('expires_at').notNullable().index();
    table.bigInteger('used_at');
  });
  await createTable(knex, 'portal_throttle', (table) => {
    table.string('name', 100).primary();
    table.bigInteger('window_ends_at').notNullable().index();
    table.integer('count').notNullable();
  });
}

async function createWriteTables(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_submission', (table) => {
    table.integer('contact_id').notNullable();
    table.string('submission_key', 64).notNullable();
    table.string('fingerprint', 64).notNullable();
    table.string('location', 255).notNullable();
    table.bigInteger('created_at').notNullable().index();
    table.primary(['contact_id', 'submission_key']);
  });
  await createTable(knex, 'portal_file', (table) => {
    table.integer('attachment_id').primary();
    table.integer('document_id').notNullable().index();
    table.integer('ticket_id').index();
    table.integer('contact_id').notNullable();
    table.bigInteger('bytes').notNullable();
    table.bigInteger('created_at').notNullable();
    table.index(['contact_id', 'created_at']);
  });
}

async function createMailTable(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_mail', (table) => {
    table.increments('id');
    table.string('unique_key', 150).notNullable().unique();
    table.string('kind', 40).notNullable();
    table.integer('contact_id').index();
    table.integer('ticket_id').index();
    table.string('to_address', 254).notNullable();
    table.string('to_name', 200).notNullable().defaultTo('');
    table.string('language', 5).notNullable();
    table.text('data', 'mediumtext').notNullable();
    table.string('message_id', 120).notNullable();
    // waiting, sent, failed (final)
    table.string('state', 10).notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.bigInteger('next_attempt_at').notNullable();
    table.string('lease_owner', 60);
    table.bigInteger('lease_until');
    table.string('last_error', 500);
    table.bigInteger('created_at').notNullable();
    table.bigInteger('sent_at');
    table.index(['state', 'next_attempt_at']);
  });
}
