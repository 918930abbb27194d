import type { Knex } from 'knex';
import { NotFoundError } from '../../core/errors.js';
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
import { ownTables, statusField, ticketModule, ticketSchema } from './ticket-rows.js';

/** Locks a live ticket until the transaction ends; NotFoundError if there is none. */
export async function lockTicket(context: HostContext, trx: Knex.Transaction, ticketId: number): Promise<LockedRecord> {
  const { models, prefix, metadata } = context;
  const { Ticket } = models;
  const entity = await lockEntity(context, trx, ticketModule, ticketId);
  const [base, custom] = ownTables(ticketSchema(metadata.current), `${prefix}ticketcf`);
  const row: ColumnValues | undefined =
    base &&
    custom &&
    (await trx(Ticket.tableName)
      .leftJoin(custom.table, `${custom.table}.${custom.idColumn}`, Ticket.columnOf('id'))
      .where(Ticket.columnOf('id'), ticketId)
      .first());
  if (!row) throw new NotFoundError();
  return { id: ticketId, ownerId: entity.ownerId, modifiedAt: entity.modifiedAt, row };
}

/**
 * Saves a locked ticket as the CRM does: changed columns, text columns that are NULL set to '', modified by and time, owner's
 * notice, display name, and one entry of the change log if something it keeps has changed. Returns the changed fields' names.
 */
export async function changeTicket(
  context: HostContext,
  trx: Knex.Transaction,
  ticket: LockedRecord,
  change: RecordChange,
): Promise<readonly string[]> {
  const module = ticketSchema(context.metadata.current);
  const changed = changedFields(module, ticket, change);
  await touchEntity(context, trx, ticket, timeOfChange(context, ticket, change));
  for (const { table, idColumn } of ownTables(module, `${context.prefix}ticketcf`)) {
    const columns = { ...missingValues(module, table, ticket), ...newColumns(changed, table, change.values) };
    if (Object.keys(columns).length > 0) await trx(table).where(idColumn, ticket.id).update(columns);
  }
  await writeTraces(context, trx, module, ticket, changed, change);
  return changed.map((field) => field.name);
}

/** A locked ticket's status; undefined where the CRM has no status field. */
export function statusOf({ metadata }: HostContext, ticket: LockedRecord): string | undefined {
  const field = ticketSchema(metadata.current).fields.get(statusField);
  return field && (lockedValue(ticket, field) ?? '');
}
