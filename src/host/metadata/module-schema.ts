import type { TableFacts } from './column-facts.js';
import { buildField, type FieldBuildFacts } from './field-schema.js';
import type { BlockRow, FieldRow, MetadataRows, PanelRow, TabRow } from './metadata-rows.js';
import type { BlockSchema, FieldSchema, ModuleSchema } from './types.js';

/** Tables that hold one row a record though their key has another name than the record's; without the prefix. */
const ONE_TO_ONE_KEYS: Readonly<Record<string, string>> = {
  crmentity: 'crmid',
  accountbillads: 'accountaddressid',
  accountshipads: 'accountaddressid',
  contactaddress: 'contactaddressid',
  contactsubdetails: 'contactsubscriptionid',
  customerdetails: 'customerid',
  faqcf: 'faqid',
  invoicebillads: 'invoicebilladdressid',
  invoiceshipads: 'invoiceshipaddressid',
  leadaddress: 'leadaddressid',
  leadsubdetails: 'leadsubscriptionid',
  pobillads: 'pobilladdressid',
  poshipads: 'poshipaddressid',
  quotesbillads: 'quotebilladdressid',
  quotesshipads: 'quoteshipaddressid',
  sobillads: 'sobilladdressid',
  soshipads: 'soshipaddressid',
};

/** What the schemas are made of. */
export interface SchemaFacts extends FieldBuildFacts {
  readonly prefix: string;
  readonly rows: MetadataRows;
}

/** Makes the schema of every module whose tables are there; what is broken in the CRM is left out. */
export function buildModules(facts: SchemaFacts): ReadonlyMap<string, ModuleSchema> {
  const modules = facts.rows.tabs.flatMap((tab) => buildModule(tab, facts) ?? []);
  return new Map(modules.map((module) => [module.name, module]));
}

function buildModule(tab: TabRow, facts: SchemaFacts): ModuleSchema | undefined {
  const entity = facts.rows.entityNames.find((row) => row.tabid === tab.tabid);
  if (!entity || !facts.tables.get(entity.tablename)?.has(entity.entityidfield)) return undefined;
  const base = { table: entity.tablename, idColumn: entity.entityidfield };
  const entityFields = entity.fieldname.split(',').map((name) => name.trim());
  const rows = facts.rows.fields.filter((row) => row.tabid === tab.tabid);
  const keys = oneToOneTables(rows, base, facts);
  const blocks = orderBlocks(tab, facts.rows);
  const fields = rows
    .filter((row) => keys.has(row.tablename))
    .flatMap((row) => buildField(row, tab.name, entityFields.includes(row.fieldname), facts) ?? []);
  const ordered = orderFields(fields, blocks);
  return {
    name: tab.name,
    tabId: tab.tabid,
    label: tab.tablabel,
    baseTable: base.table,
    idColumn: base.idColumn,
    extraTables: [...keys]
      .filter(([table]) => table !== base.table && table !== `${facts.prefix}crmentity`)
      .map(([table, idColumn]) => ({ table, idColumn })),
    entityFields: entityFields.filter((name) => ordered.has(name)),
    numberField: [...ordered.values()].find((field) => field.kind === 'recordNumber')?.name,
    panels: facts.rows.panels.filter((row) => row.tabid === tab.tabid).map(buildPanel),
    blocks: blocks.map(buildBlock),
    fields: ordered,
    relatedLists: [],
  };
}

/** The id column of each table that has exactly one row a record; others (comments, relations) hold no field of the record. */
function oneToOneTables(
  rows: readonly FieldRow[],
  base: { readonly table: string; readonly idColumn: string },
  facts: SchemaFacts,
): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const table of new Set(rows.map((row) => row.tablename))) {
    const key = table === base.table ? base.idColumn : oneToOneKey(table, base.idColumn, facts);
    if (key !== undefined && facts.tables.get(table)?.has(key)) keys.set(table, key);
  }
  return keys;
}

function oneToOneKey(table: string, idColumn: string, facts: SchemaFacts): string | undefined {
  const known = table.startsWith(facts.prefix) ? ONE_TO_ONE_KEYS[table.slice(facts.prefix.length)] : undefined;
  if (known !== undefined) return known;
  const key = keyOf(facts.tables, table);
  return key.length === 1 && key[0] === idColumn ? idColumn : undefined;
}

function keyOf(tables: TableFacts, table: string): readonly string[] {
  return [...(tables.get(table) ?? [])].filter(([, column]) => column.isKey).map(([name]) => name);
}

/** Blocks of one module by panel, then by their own order; rows come ordered already. */
function orderBlocks(tab: TabRow, rows: MetadataRows): readonly BlockRow[] {
  const panels = rows.panels.filter((row) => row.tabid === tab.tabid).map((row) => row.panelid);
  const blocks = rows.blocks.filter((row) => row.tabid === tab.tabid);
  return blocks.toSorted((a, b) => panels.indexOf(a.panelid ?? 0) - panels.indexOf(b.panelid ?? 0));
}

function orderFields(fields: readonly FieldSchema[], blocks: readonly BlockRow[]): ReadonlyMap<string, FieldSchema> {
  const places = new Map(blocks.map((block, index) => [block.blockid, index]));
  const place = (field: FieldSchema): number => places.get(field.blockId) ?? blocks.length;
  const ordered = fields.toSorted((a, b) => place(a) - place(b) || a.sequence - b.sequence || a.id - b.id);
  return new Map(ordered.map((field) => [field.name, field]));
}

function buildPanel(row: PanelRow): ModuleSchema['panels'][number] {
  return { id: row.panelid, label: row.panellabel ?? '' };
}

function buildBlock(row: BlockRow): BlockSchema {
  return {
    id: row.blockid,
    panelId: row.panelid ?? 0,
    label: row.blocklabel ?? '',
    inCreate: row.create_view === 0,
    inEdit: row.edit_view === 0,
    inDetail: row.detail_view === 0,
  };
}
