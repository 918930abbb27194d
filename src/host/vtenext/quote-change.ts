import type { Knex } from 'knex';
import { HostUnavailableError, NotFoundError } from '../../core/errors.js';
import type { FieldSchema, ModuleSchema } from '../metadata/types.js';
import type { ColumnValues } from './empty-value.js';
import { touchEntity } from './entity-rows.js';
import type { HostContext } from './host-context.js';
import {
  changedFields,
  type LockedRecord,
  lockEntity,
  lockedValue,
  missingValues,
  newColumns,
  type RecordChange,
  timeOfChange,
  writeTraces,
} from './record-change.js';

const quoteModule = 'Quotes';

/** References the CRM leaves NULL in a quote, where every other empty one becomes 0. */
const NULL_FIELDS = ['potential_id', 'contact_id'];
/** Where a quote's values stand beside its base table. */
const MORE_TABLES = ['quotesbillads', 'quotesshipads', 'quotescf'];

/** The schema of quotes; HostUnavailableError if the CRM has switched the module off. */
export function quoteSchema({ metadata }: HostContext): ModuleSchema {
  const module = metadata.current.module(quoteModule);
  if (!module) throw new HostUnavailableError();
  return module;
}

/** Locks a live quote until the transaction ends; NotFoundError if there is none. */
export async function lockQuote(context: HostContext, trx: Knex.Transaction, quoteId: number): Promise<LockedRecord> {
  const entity = await lockEntity(context, trx, quoteModule, quoteId);
  // The row itself too: the CRM saves without asking for the entity's lock.
  const row = await readRow(rowQuery(context, trx, quoteId).forUpdate());
  return { id: quoteId, ownerId: entity.ownerId, modifiedAt: entity.modifiedAt, row };
}

/**
 * Saves a locked quote as the CRM does: changed columns, columns that are NULL set to their empty value, modified by and time, owner's
 * notice, display name, and one entry of the change log with everything that reads differently afterwards. Lines stay as they are.
 */
export async function changeQuote(
  context: HostContext,
  trx: Knex.Transaction,
  quote: LockedRecord,
  change: RecordChange,
): Promise<void> {
  const module = quoteSchema(context);
  const fields = ownFields(context);
  const changed = changedFields(module, quote, change);
  await touchEntity(context, trx, quote, timeOfChange(context, quote, change));
  for (const { table, idColumn } of ownTables(context)) {
    const columns = { ...filledValues(module, table, quote), ...newColumns(changed, table, change.values) };
    if (Object.keys(columns).length > 0) await trx(table).where(idColumn, quote.id).update(columns);
  }
  const after = { ...quote, row: await readRow(rowQuery(context, trx, quote.id)) };
  const different = fields.filter((field) => lockedValue(quote, field) !== lockedValue(after, field));
  const values = Object.fromEntries(fields.map((field) => [field.name, lockedValue(after, field)]));
  await writeTraces(context, trx, module, quote, different, { ...change, values });
}

function filledValues(module: ModuleSchema, table: string, quote: LockedRecord): ColumnValues {
  const kept = new Set(NULL_FIELDS.map((name) => module.fields.get(name)?.column));
  return Object.fromEntries(
    Object.entries(missingValues(module, table, quote)).filter(([column]) => !kept.has(column)),
  );
}

async function readRow(query: Knex.QueryBuilder): Promise<LockedRecord['row']> {
  const row: LockedRecord['row'] | undefined = await query;
  if (!row) throw new NotFoundError();
  return row;
}

function rowQuery(context: HostContext, trx: Knex.Transaction, quoteId: number): Knex.QueryBuilder {
  const [base, ...others] = ownTables(context);
  const id = `${base.table}.${base.idColumn}`;
  const query = trx(base.table).where(id, quoteId);
  for (const { table, idColumn } of others) query.leftJoin(table, `${table}.${idColumn}`, id);
  return query.select(ownFields(context).map((field) => `${field.table}.${field.column}`)).first();
}

type Table = ModuleSchema['extraTables'][number];

/** The base table first; the others only where the CRM keeps fields in them. */
function ownTables(context: HostContext): readonly [Table, ...Table[]] {
  const { baseTable: table, idColumn, extraTables } = quoteSchema(context);
  const writable = new Set(MORE_TABLES.map((name) => context.prefix + name));
  return [{ table, idColumn }, ...extraTables.filter((extra) => writable.has(extra.table))];
}

function ownFields(context: HostContext): readonly FieldSchema[] {
  const tables = new Set(ownTables(context).map(({ table }) => table));
  return [...quoteSchema(context).fields.values()].filter((field) => tables.has(field.table));
}
