import type { Knex } from 'knex';

export interface TabRow {
  readonly tabid: number;
  readonly name: string;
  readonly tablabel: string;
}

export interface PanelRow {
  readonly panelid: number;
  readonly tabid: number;
  readonly panellabel: string | null;
}

export interface BlockRow {
  readonly blockid: number;
  readonly tabid: number;
  readonly panelid: number | null;
  readonly blocklabel: string | null;
  readonly create_view: number;
  readonly edit_view: number;
  readonly detail_view: number;
}

export interface FieldRow {
  readonly tabid: number;
  readonly fieldid: number;
  readonly columnname: string;
  readonly tablename: string;
  readonly generatedtype: number;
  readonly uitype: number;
  readonly fieldname: string;
  readonly fieldlabel: string;
  readonly readonly: number;
  readonly sequence: number | null;
  readonly block: number | null;
  readonly displaytype: number | null;
  readonly typeofdata: string | null;
  readonly helpinfo: string | null;
}

export interface EntityNameRow {
  readonly tabid: number;
  readonly tablename: string;
  readonly fieldname: string;
  readonly entityidfield: string;
}

/** The CRM's own rows that describe its modules; active ones only, in its order. */
export interface MetadataRows {
  readonly tabs: readonly TabRow[];
  readonly panels: readonly PanelRow[];
  readonly blocks: readonly BlockRow[];
  readonly fields: readonly FieldRow[];
  readonly entityNames: readonly EntityNameRow[];
  readonly references: readonly { readonly fieldid: number; readonly relmodule: string }[];
}

/** Modules that are not records of their own for customers: mails, staff's talks and processes, which have no `crmentity` row or are internal. */
const INTERNAL_MODULES = ['Emails', 'Messages', 'Processes', 'ModComments', 'Events', 'Users'];

/** The CRM keeps tasks and events in one table, and tells only of events that they may last a whole day. */
const BORROWED_FIELD = { module: 'Calendar', from: 'Events', name: 'is_all_day_event' };

/** Reads the rows that describe modules, one statement a table. */
export async function readMetadataRows(knex: Knex, prefix: string): Promise<MetadataRows> {
  const tabs: TabRow[] = await knex(`${prefix}tab`)
    .select('tabid', 'name', 'tablabel')
    .where({ presence: 0, isentitytype: 1 })
    .whereNotIn('name', INTERNAL_MODULES)
    .orderBy(['tabsequence', 'tabid']);
  const tabIds = tabs.map((tab) => tab.tabid);
  const rowsOf = (table: string): Knex.QueryBuilder => knex(`${prefix}${table}`).whereIn('tabid', tabIds);
  return {
    tabs,
    panels: await rowsOf('panels').where('visible', 0).orderBy(['sequence', 'panelid']),
    blocks: await rowsOf('blocks').where('visible', 0).orderBy(['sequence', 'blockid']),
    fields: [...(await activeFields(rowsOf('field'))), ...(await borrowedFields(knex, prefix, tabs))],
    entityNames: await rowsOf('entityname'),
    references: await knex(`${prefix}fieldmodulerel`).select('fieldid', 'relmodule').orderBy(['fieldid', 'sequence']),
  };
}

async function activeFields(query: Knex.QueryBuilder): Promise<readonly FieldRow[]> {
  return query.whereIn('presence', [0, 2]).orderBy(['sequence', 'fieldid']);
}

/** A field that is read beside others and shown nowhere: it stands in no block of its new module. */
async function borrowedFields(knex: Knex, prefix: string, tabs: readonly TabRow[]): Promise<readonly FieldRow[]> {
  const { module, from, name } = BORROWED_FIELD;
  const borrower = tabs.find((tab) => tab.name === module);
  if (!borrower) return [];
  const lender = knex(`${prefix}tab`).where('name', from).select('tabid');
  const rows = await activeFields(knex(`${prefix}field`).whereIn('tabid', lender).where('fieldname', name));
  return rows.map((row) => ({ ...row, tabid: borrower.tabid, block: null }));
}
