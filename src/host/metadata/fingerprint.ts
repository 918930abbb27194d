import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { isMysql } from '../database-facts.js';

/** Which columns of which tables decide what the portal knows; the first ones are the CRM's own, the rest may be missing. */
const fixedTables: Readonly<Record<string, readonly string[]>> = {
  tab: ['tabid', 'name', 'presence', 'tablabel', 'isentitytype', 'tabsequence'],
  panels: ['panelid', 'tabid', 'panellabel', 'sequence', 'visible'],
  blocks: ['blockid', 'panelid', 'blocklabel', 'sequence', 'visible', 'create_view', 'edit_view', 'detail_view'],
  field: [
    'fieldid',
    'columnname',
    'tablename',
    'uitype',
    'fieldname',
    'fieldlabel',
    'readonly',
    'presence',
    'sequence',
    'block',
    'displaytype',
    'typeofdata',
    'helpinfo',
  ],
  entityname: ['tabid', 'tablename', 'fieldname', 'entityidfield'],
  fieldmodulerel: ['fieldid', 'relmodule', 'sequence'],
  role2picklist: ['roleid', 'picklistvalueid', 'picklistid', 'sortid'],
  language: ['id', 'prefix', 'label', 'isdefault', 'active'],
  user2role: ['userid', 'roleid'],
  role2profile: ['roleid', 'profileid'],
  profile2globalperm: ['profileid', 'globalactionid', 'globalactionpermission'],
  profile2field: ['profileid', 'fieldid', 'visible'],
  def_org_field: ['fieldid', 'visible'],
  users: ['id', 'user_name', 'first_name', 'last_name', 'is_admin'],
  customerportal_tabs: ['tabid', 'visible', 'sequence'],
  customerportal_prefs: ['tabid', 'prefkey', 'prefvalue'],
  organizationdetails: [
    'organizationname',
    'address',
    'city',
    'state',
    'country',
    'code',
    'phone',
    'website',
    'crmv_vat_registration_number',
  ],
  crmentityfolder: ['folderid', 'tabid', 'foldername'],
  currency_info: ['id', 'currency_name', 'currency_code', 'currency_symbol', 'defaultid', 'deleted'],
};

const labelTable = { table: 'sdk_language', columns: ['module', 'language', 'label', 'trans_label'] } as const;

/** What a fingerprint is taken of. */
export interface Fingerprinted {
  readonly table: string;
  readonly columns: readonly string[];
}

/** Every table the metadata comes from; `picklists` are tables with a column of their own name, `missing` ones are left out. */
export function fingerprintedTables(
  prefix: string,
  picklists: readonly string[],
  isMissing: (table: string) => boolean,
): readonly Fingerprinted[] {
  const fixed = Object.entries(fixedTables).map(([name, columns]) => ({ table: prefix + name, columns }));
  const lists = picklists.map((table) => ({ table, columns: [table.slice(prefix.length)] }));
  return [...fixed, labelTable, ...lists].filter(({ table }) => !isMissing(table));
}

/** A short text that changes with any of the tables' rows; one statement. */
export async function readFingerprint(knex: Knex, tables: readonly Fingerprinted[]): Promise<string> {
  const mysql = isMysql(knex);
  const parts = tables.map(({ table, columns }) => {
    const values = columns.map((column) => knex.raw("coalesce(??, '~')", [column]));
    const places = values.map(() => '?').join(mysql ? ', ' : " || '|' || ");
    // SQLite has no checksum of its own; its metadata is small, so the rows themselves come back and are hashed here.
    const sum = mysql
      ? knex.raw(`cast(coalesce(sum(crc32(concat_ws('|', ${places}))), 0) as char) as s`, values)
      : knex.raw(`group_concat(${places}, ';') as s`, values);
    return knex(table).select(knex.raw('? as t', [table]), knex.raw('count(*) as n'), sum);
  });
  const rows: { t: string; n: number; s: string | null }[] = await knex.unionAll(parts);
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${row.t}:${row.n}:${row.s ?? ''}\n`);
  return hash.digest('hex').slice(0, 32);
}
