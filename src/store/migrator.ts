import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { createTable } from './create-table.js';
import { extensionTables } from './extension-tables.js';
import { up as foundation } from './migrations/0001-foundation.js';
import { up as devicesAndAddresses } from './migrations/0002-devices-and-addresses.js';
import { up as metadataFingerprint } from './migrations/0003-metadata-fingerprint.js';
import { up as participants } from './migrations/0004-participants.js';
import { up as drafts } from './migrations/0005-drafts.js';
import { up as ratings } from './migrations/0006-ratings.js';
import { up as listChoices } from './migrations/0007-list-choices.js';
import { up as administration } from './migrations/0008-administration.js';
import { up as profileDrafts } from './migrations/0009-profile-drafts.js';
import { up as contactAccess } from './migrations/0010-contact-access.js';
import { up as mailTextsAndLook } from './migrations/0011-mail-texts-and-look.js';
import { up as adminViews } from './migrations/0012-admin-views.js';
import { up as expiryAndManagers } from './migrations/0013-expiry-and-managers.js';
import { up as hostRows } from './migrations/0014-host-rows.js';
import { up as mailChoices } from './migrations/0015-mail-choices.js';
import { up as watch } from './migrations/0016-watch.js';
import { up as incomingMail } from './migrations/0017-incoming-mail.js';
import { up as knownBrowsers } from './migrations/0018-known-browsers.js';
import { up as extensions } from './migrations/0019-extensions.js';
import { up as erasures } from './migrations/0020-erasures.js';

/** One step of the schema; `up` is idempotent, since DDL commits by itself and a process may die between two statements. */
export interface Migration {
  readonly name: string;
  up(knex: Knex): Promise<void>;
}

/** The portal's own migrations, in order. A name and what it does never change: installed databases have run it. */
export const migrations: readonly Migration[] = [
  { name: '0001-foundation', up: foundation },
  { name: '0002-devices-and-addresses', up: devicesAndAddresses },
  { name: '0003-metadata-fingerprint', up: metadataFingerprint },
  { name: '0004-participants', up: participants },
  { name: '0005-drafts', up: drafts },
  { name: '0006-ratings', up: ratings },
  { name: '0007-list-choices', up: listChoices },
  { name: '0008-administration', up: administration },
  { name: '0009-profile-drafts', up: profileDrafts },
  { name: '0010-contact-access', up: contactAccess },
  { name: '0011-mail-texts-and-look', up: mailTextsAndLook },
  { name: '0012-admin-views', up: adminViews },
  { name: '0013-expiry-and-managers', up: expiryAndManagers },
  { name: '0014-host-rows', up: hostRows },
  { name: '0015-mail-choices', up: mailChoices },
  { name: '0016-watch', up: watch },
  { name: '0017-incoming-mail', up: incomingMail },
  { name: '0018-known-browsers', up: knownBrowsers },
  { name: '0019-extensions', up: extensions },
  { name: '0020-erasures', up: erasures },
];

const TABLE = 'portal_migration';

/** Names of the migrations a database already has. */
export async function appliedMigrations(knex: Knex): Promise<readonly string[]> {
  if (!(await knex.schema.hasTable(TABLE))) return [];
  return knex(TABLE).orderBy('name').pluck('name');
}

/** Runs what is missing and returns the names; the caller holds the plugin's lock. */
export async function migrate(
  knex: Knex,
  clock: Clock,
  steps: readonly Migration[] = migrations,
): Promise<readonly string[]> {
  await createTable(knex, TABLE, (table) => {
    table.string('name', 100).primary();
    table.bigInteger('applied_at').notNullable();
  });
  const applied = new Set(await appliedMigrations(knex));
  const missing = steps.filter((step) => !applied.has(step.name));
  for (const step of missing) {
    await step.up(knex);
    await knex(TABLE).insert({ name: step.name, applied_at: clock.now() });
  }
  return missing.map((step) => step.name);
}

/** Every table of the portal, for grants; the newest first, so that they can be dropped in this order. */
export const portalTables: readonly string[] = [
  'portal_erasure',
  'portal_extension_job',
  'portal_extension_step',
  'portal_extension',
  'portal_known_browser',
  'portal_watch',
  'portal_lease',
  'portal_mail_address',
  'portal_incoming_mail',
  'portal_inbox',
  'portal_ticket_mute',
  'portal_mail_preference',
  'portal_mail_choice',
  'portal_suspension',
  'portal_manager',
  'portal_admin_view',
  'portal_access_seen',
  'portal_access_job',
  'portal_mail_server',
  'portal_asset',
  'portal_look',
  'portal_mail_text',
  'portal_host_row',
  'portal_audit',
  'portal_admin_factor',
  'portal_admin_session',
  'portal_seen',
  'portal_rating',
  'portal_list_choice',
  'portal_fingerprint',
  'portal_participant',
  'portal_draft_piece',
  'portal_draft_file',
  'portal_draft',
  'portal_mail',
  'portal_placed_file',
  'portal_file',
  'portal_submission',
  'portal_throttle',
  'portal_token',
  'portal_remember',
  'portal_session',
  'portal_login',
  'portal_profile_draft',
  'portal_profile_contact',
  'portal_profile_version',
  'portal_profile',
  'portal_setting',
  'portal_state',
  TABLE,
];

/** Drops every table of the portal and of its extensions, for `uninstall --drop-data`. */
export async function dropAllTables(knex: Knex): Promise<void> {
  for (const table of [...(await extensionTables(knex)), ...portalTables]) await knex.schema.dropTableIfExists(table);
}
