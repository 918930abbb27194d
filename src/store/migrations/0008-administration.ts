import type { Knex } from 'knex';
import { createTable } from '../create-table.js';

/** Sessions and second factors of the CRM's administrators, and the record of what everybody did. */
export async function up(knex: Knex): Promise<void> {
  await createTable(knex, 'portal_admin_session', (table) => {
    table.string('id_hash', 64).primary();
    table.integer('user_id').notNullable().index();
    // full, or second-factor while its code is still asked for
    table.string('kind', 20).notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('seen_at').notNullable();
    table.bigInteger('expires_at').notNullable().index();
    table.text('flash');
    table.string('user_agent', 255).notNullable().defaultTo('');
    table.string('network', 64).notNullable().defaultTo('');
  });
  await createTable(knex, 'portal_admin_factor', (table) => {
    table.integer('user_id').primary();
    // The shared secret, sealed with the portal's own.
    table.text('secret').notNullable();
    table.bigInteger('confirmed_at');
    // The last time step whose code was used: none is good twice.
    table.bigInteger('last_step').notNullable().defaultTo(0);
    // JSON of the hashes of the recovery codes that are left.
    table.text('recovery').notNullable();
  });
  await createTable(knex, 'portal_audit', (table) => {
    table.increments('id');
    table.bigInteger('at').notNullable().index();
    table.string('action', 60).notNullable();
    // admin, customer, system
    table.string('actor_kind', 10).notNullable();
    table.integer('actor_id');
    table.string('actor_name', 200).notNullable();
    table.integer('contact_id').index();
    table.string('module', 25);
    table.integer('record_id');
    table.string('subject', 255).notNullable().defaultTo('');
    // JSON of more facts; never a secret.
    table.text('details');
    table.string('network', 64).notNullable().defaultTo('');
    table.string('request_id', 36).notNullable().defaultTo('');
    table.index(['action', 'at']);
  });
}
