import type { Knex } from 'knex';
import type { FieldSchema, Metadata, ModuleSchema } from '../../host/metadata/types.js';
import { ticketShares } from '../../store/participant-store.js';

/** A record as the search for leaks knows it: read without any of the portal's rules. */
export interface LeakRecord {
  readonly id: number;
  readonly module: ModuleSchema;
  readonly isDeleted: boolean;
  /** Raw values of text fields by field name; comments of a ticket under `comments`. */
  readonly texts: ReadonlyMap<string, string>;
  /** Ids that its reference fields hold, by field name. */
  readonly references: ReadonlyMap<string, number>;
}

/** Everything the search for leaks compares pages with. */
export interface LeakData {
  /** Contacts that the CRM lets into a portal; whether their time has come or gone is the portal's to say. */
  readonly customers: readonly number[];
  readonly records: ReadonlyMap<number, LeakRecord>;
  /** Ids of records related by the CRM's relation tables, in both directions. */
  readonly links: ReadonlyMap<number, ReadonlySet<number>>;
  /** What the staff says among themselves. */
  readonly internal: readonly string[];
  /** Contacts who take part in a ticket, by its id. */
  readonly participants: ReadonlyMap<number, ReadonlySet<number>>;
}

/** The newest records of a module are enough: old ones go the same ways. */
const RECORDS_A_MODULE = 2000;

const TEXT_KINDS: ReadonlySet<string> = new Set([
  'text',
  'textarea',
  'richText',
  'recordNumber',
  'email',
  'phone',
  'url',
]);

const RELATIONS: readonly (readonly [table: string, one: string, other: string])[] = [
  ['crmentityrel', 'crmid', 'relcrmid'],
  ['seproductsrel', 'crmid', 'productid'],
  ['senotesrel', 'crmid', 'notesid'],
  ['cntactivityrel', 'contactid', 'activityid'],
  ['seactivityrel', 'crmid', 'activityid'],
  ['invitees_con', 'inviteeid', 'activityid'],
  ['inventoryproductrel', 'id', 'productid'],
];

/** Reads the texts and relations of every module the CRM has, deleted records too. */
export async function readLeakData(knex: Knex, prefix: string, metadata: Metadata): Promise<LeakData> {
  const records = new Map<number, LeakRecord>();
  for (const module of metadata.modules())
    for (const record of await readModule(knex, prefix, module)) records.set(record.id, record);
  const comments: { id: number; text: string | null }[] = await knex(`${prefix}ticketcomments`)
    .select({ id: 'ticketid', text: 'comments' })
    .orderBy('commentid');
  for (const { id, text } of comments) {
    const record = records.get(id);
    if (record && text) records.set(id, { ...record, texts: new Map([...record.texts, [`comments ${text}`, text]]) });
  }
  return {
    customers: await knex(`${prefix}customerdetails`).where('portal', '1').orderBy('customerid').pluck('customerid'),
    records,
    links: await readLinks(knex, prefix),
    internal: await readInternal(knex, prefix),
    participants: await readParticipants(knex),
  };
}

async function readModule(knex: Knex, prefix: string, module: ModuleSchema): Promise<LeakRecord[]> {
  const tables = new Map(module.extraTables.map(({ table }, index) => [table, `x${index}`]));
  const aliasOf = (table: string): string | undefined => (table === module.baseTable ? 'b' : tables.get(table));
  const fields = [...module.fields.values()].filter((field) => isTelling(field) && aliasOf(field.table) !== undefined);
  const query = knex({ b: module.baseTable }).join({ e: `${prefix}crmentity` }, 'e.crmid', `b.${module.idColumn}`);
  for (const { table, idColumn } of module.extraTables)
    query.leftJoin({ [tables.get(table) ?? table]: table }, `${tables.get(table)}.${idColumn}`, 'e.crmid');
  const columns = Object.fromEntries(
    fields.map((field, index) => [`f${index}`, `${aliasOf(field.table)}.${field.column}`]),
  );
  const rows: Record<string, unknown>[] = await query
    .where('e.setype', module.name)
    .select({ id: 'e.crmid', deleted: 'e.deleted', ...columns })
    .orderBy('e.crmid', 'desc')
    .limit(RECORDS_A_MODULE);
  return rows.map((row) => readRow(row, module, fields));
}

function isTelling(field: FieldSchema): boolean {
  return (
    TEXT_KINDS.has(field.kind) || field.kind === 'reference' || field.name === 'faqstatus' || field.kind === 'secret'
  );
}

function readRow(row: Record<string, unknown>, module: ModuleSchema, fields: readonly FieldSchema[]): LeakRecord {
  const texts = new Map<string, string>();
  const references = new Map<string, number>();
  for (const [index, field] of fields.entries()) {
    const value = row[`f${index}`];
    if (value === null || value === undefined || value === '') continue;
    if (field.kind !== 'reference') texts.set(field.name, String(value));
    else if (Number(value) > 0) references.set(field.name, Number(value));
  }
  return { id: Number(row.id), module, isDeleted: Number(row.deleted) !== 0, texts, references };
}

async function readLinks(knex: Knex, prefix: string): Promise<ReadonlyMap<number, ReadonlySet<number>>> {
  const links = new Map<number, Set<number>>();
  const add = (from: number, to: number): void => {
    links.set(from, (links.get(from) ?? new Set<number>()).add(to));
  };
  for (const [table, one, other] of RELATIONS) {
    if (!(await knex.schema.hasTable(prefix + table))) continue;
    const rows: { one: number; other: number }[] = await knex(prefix + table).select({ one, other });
    for (const row of rows) {
      add(Number(row.one), Number(row.other));
      add(Number(row.other), Number(row.one));
    }
  }
  return links;
}

async function readInternal(knex: Knex, prefix: string): Promise<readonly string[]> {
  if (!(await knex.schema.hasTable(`${prefix}modcomments`))) return [];
  const texts: (string | null)[] = await knex(`${prefix}modcomments`).pluck('commentcontent');
  return texts.filter((text) => text !== null);
}

async function readParticipants(knex: Knex): Promise<ReadonlyMap<number, ReadonlySet<number>>> {
  const { table, recordColumn, contactColumn } = ticketShares;
  const rows: { ticket: number; contact: number }[] = await knex(table).select({
    ticket: recordColumn,
    contact: contactColumn,
  });
  const participants = new Map<number, Set<number>>();
  for (const { ticket, contact } of rows)
    participants.set(ticket, (participants.get(ticket) ?? new Set<number>()).add(contact));
  return participants;
}
