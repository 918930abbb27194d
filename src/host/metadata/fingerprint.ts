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
  relatedlists: ['relation_id', 'tabid', 'related_tabid', 'name', 'sequence', 'label', 'presence'],
  role2picklist: ['roleid', 'picklistvalueid', 'picklistid', 'sortid'],
  language: ['id', 'prefix', 'label', 'isdefault', 'active'],
  user2role: ['userid', 'roleid'],
  role2profile: ['roleid', 'profileid'],
  profile2globalperm: ['profileid', 'globalactionid', 'globalactionpermission'],
  profile2field: ['profileid', 'fieldid', 'visible'],
  def_org_field: ['fieldid', 'visible'],
  users: ['id', 'user_name', 'first_name', 'last_name', 'is_admin', 'status', 'deleted'],
  groups: ['groupid', 'groupname'],
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
  role: ['roleid', 'parentrole'],
  users2group: ['groupid', 'userid'],
  group2role: ['groupid', 'roleid'],
  group2rs: ['groupid', 'roleandsubid'],
  linkedlist: ['module', 'picksrc', 'pickdest', 'picksrc_id', 'pickdest_ids'],
};

/** Tables the CRM names without its prefix. */
const unprefixedTables: readonly Fingerprinted[] = [
  { table: 'sdk_language', columns: ['module', 'language', 'label', 'trans_label'] },
  {
    table: 'tbl_s_conditionals',
    columns: ['ruleid', 'fieldid', 'active', 'read_perm', 'write_perm', 'mandatory', 'role_grp_check'],
  },
  {
    table: 'tbl_s_conditionals_rules',
    columns: ['ruleid', 'chk_fieldname', 'chk_criteria_id', 'chk_field_value'],
  },
];

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
  return [...fixed, ...unprefixedTables, ...lists].filter(({ table }) => !isMissing(table));
}

/** What a fingerprint is made of: rows, and the columns of tables whether they are there or not. */
export interface FingerprintSource {
  readonly rows: readonly Fingerprinted[];
  readonly schema: readonly string[];
}

/** A short text that changes with any of the tables' rows and columns; two statements. */
export async function readFingerprint(knex: Knex, { rows: tables, schema }: FingerprintSource): Promise<string> {
  const parts = tables.map((table) => rowsPart(knex, table));
  const rows: { t: string; n: number; s: string | null }[] = await knex.unionAll(parts);
  const hash = createHash('sha256').update(await readSchemaSum(knex, schema));
  for (const row of rows) hash.update(`${row.t}:${row.n}:${row.s ?? ''}\n`);
  return hash.digest('hex').slice(0, 32);
}

function rowsPart(knex: Knex, { table, columns }: Fingerprinted): Knex.QueryBuilder {
  const mysql = isMysql(knex);
  const values = columns.map((column) => knex.raw("coalesce(??, '~')", [column]));
  const places = values.map(() => '?').join(mysql ? ', ' : " || '|' || ");
  // SQLite has no checksum of its own; its metadata is small, so the rows themselves come back and are hashed here.
  const sum = mysql
    ? knex.raw(`cast(coalesce(sum(crc32(concat_ws('|', ${places}))), 0) as char) as s`, values)
    : knex.raw(`group_concat(${places}, ';') as s`, values);
  return knex(table).select(knex.raw('? as t', [table]), knex.raw('count(*) as n'), sum);
}

/** A column the CRM drops or a table it makes changes no row of its metadata at first. */
async function readSchemaSum(knex: Knex, tables: readonly string[]): Promise<string> {
  if (!isMysql(knex)) {
    const made: { sql: string | null }[] = await knex('sqlite_master').where('type', 'table').select('sql');
    return made.map((row) => row.sql ?? '').join('\n');
  }
  const row: { s: string } | undefined = await knex('information_schema.columns')
    .whereRaw('table_schema = database()')
    .whereIn('table_name', [...tables])
    .first(
      knex.raw(
        "concat(count(*), ':', coalesce(sum(crc32(concat_ws('|', table_name, column_name, column_type))), 0)) as s",
      ),
    );
  return row?.s ?? '';
}
