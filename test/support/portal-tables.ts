import type { Knex } from 'knex';
import { isMysql } from '../../src/host/database-facts.js';
import { appliedMigrations, portalTables } from '../../src/store/migrator.js';

/** Every index of the portal's tables, as the database tells it. */
export async function describeIndexes(knex: Knex): Promise<readonly string[]> {
  const rows = isMysql(knex)
    ? await knex('information_schema.statistics')
        .whereRaw("table_schema = database() AND table_name LIKE 'portal\\_%'")
        .select({ table: 'table_name', name: 'index_name', column: 'column_name', loose: 'non_unique' })
    : await knex('sqlite_master').whereRaw("type = 'index' AND tbl_name LIKE 'portal_%'").select('name', 'sql');
  return rows.map((row) => JSON.stringify(row)).sort();
}

/** What the life cycle has made of a database, without ids and times: two that are equal have come to the same state. */
export async function describeInstallation(knex: Knex): Promise<unknown> {
  const tables: string[] = [];
  for (const table of portalTables) if (await knex.schema.hasTable(table)) tables.push(table);
  const has = (table: string): boolean => tables.includes(table);
  return {
    tables,
    indexes: await describeIndexes(knex),
    migrations: await appliedMigrations(knex),
    state: has('portal_state') ? await knex('portal_state').select('plugin', 'state', 'version') : [],
    profiles: has('portal_profile') ? await knex('portal_profile').pluck('name') : [],
    settings: has('portal_setting') ? await knex('portal_setting').orderBy('name').select('name', 'value') : [],
    remembered: has('portal_host_row') ? await knex('portal_host_row').orderBy('entry').pluck('entry') : [],
    entries: [
      ...(await knex('vte_settings_field').where('linkto', 'like', '%from=crm%').orderBy('name').pluck('name')),
      ...(await knex('vte_links').where('linkurl', 'like', '%/portal/admin%').orderBy('linklabel').pluck('linklabel')),
    ],
    sequences: await sequenceRows(knex),
  };
}

/** How many rows each sequence table the CRM makes late has: one, or the table is not there. */
async function sequenceRows(knex: Knex): Promise<readonly string[]> {
  const rows: string[] = [];
  for (const table of ['vte_ticketcomments_seq', 'vte_changelog_seq', 'vte_faqcomments_seq'])
    rows.push((await knex.schema.hasTable(table)) ? `${table} ${(await knex(table)).length}` : table);
  return rows;
}

/** A row in every portal table that exists but those of the life cycle itself, each column with a value of its kind; returns them as they are read. */
export async function fillPortalTables(knex: Knex): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
  const rows = new Map<string, Readonly<Record<string, unknown>>>();
  for (const table of portalTables) {
    if (['portal_state', 'portal_migration', 'portal_host_row'].includes(table)) continue;
    if (!(await knex.schema.hasTable(table))) continue;
    const columns = await knex(table).columnInfo();
    const row = Object.fromEntries(
      Object.entries(columns).map(([name, { type, maxLength }]) => [name, sampleValue(type, Number(maxLength))]),
    );
    await knex(table).insert(row);
    rows.set(table, await knex(table).first());
  }
  return rows;
}

function sampleValue(type: string, length: number): unknown {
  if (/int/i.test(type)) return 7;
  if (/blob|binary/i.test(type)) return Buffer.from('seven');
  return 'seven'.slice(0, length || undefined);
}
