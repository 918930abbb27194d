import type { Knex } from 'knex';
import { ConflictError, NotFoundError } from '../../core/errors.js';
import type { Author } from '../host-adapter.js';
import type { StoredValue } from '../metadata/field-kind.js';
import type { FieldSchema, ModuleSchema } from '../metadata/types.js';
import { isLogged, type LoggedChange, loggedType, writeChangeLog } from './change-log.js';
import { writeDisplayName } from './display-name.js';
import { type ColumnValue, type ColumnValues, emptyValue, isEmpty, savedFields } from './empty-value.js';
import { touchEntity } from './entity-rows.js';
import type { HostContext } from './host-context.js';
import { referenceNames } from './reference-names.js';
import { ownTables, ticketModule, ticketSchema } from './ticket-rows.js';

/** A ticket's row under lock, as it stands before the change. */
export interface LockedTicket {
  readonly id: number;
  readonly ownerId: number;
  readonly modifiedAt: string;
  /** By column, of the ticket's own tables. */
  readonly row: Readonly<Record<string, ColumnValue>>;
}

/** Locks a live ticket until the transaction ends; NotFoundError if there is none. */
export async function lockTicket(context: HostContext, trx: Knex.Transaction, ticketId: number): Promise<LockedTicket> {
  const { models, prefix, metadata } = context;
  const { CrmEntity, Ticket } = models;
  const entity = await CrmEntity.query(trx)
    .where(CrmEntity.columnOf('id'), ticketId)
    .where(CrmEntity.columnOf('module'), ticketModule)
    .where(CrmEntity.columnOf('isDeleted'), 0)
    .select(CrmEntity.columnOf('ownerId'), CrmEntity.columnOf('modifiedAt'))
    .forUpdate()
    .first();
  const [base, custom] = ownTables(ticketSchema(metadata.current), `${prefix}ticketcf`);
  const row: ColumnValues | undefined =
    base &&
    custom &&
    (await trx(Ticket.tableName)
      .leftJoin(custom.table, `${custom.table}.${custom.idColumn}`, Ticket.columnOf('id'))
      .where(Ticket.columnOf('id'), ticketId)
      .first());
  if (!entity || !row) throw new NotFoundError();
  return { id: ticketId, ownerId: entity.ownerId, modifiedAt: entity.modifiedAt, row };
}

/** How a ticket is changed. */
export interface TicketChange {
  readonly changeLogId: number;
  readonly author: Author;
  /** By field name, as stored. */
  readonly values: Readonly<Record<string, StoredValue>>;
  readonly expectedModified?: string;
}

/**
 * Saves a locked ticket as the CRM does: changed columns, text columns that are NULL set to '', modified by and time, owner's
 * notice, display name, and one entry of the change log if something it keeps has changed. Returns the changed fields' names.
 */
export async function changeTicket(
  context: HostContext,
  trx: Knex.Transaction,
  ticket: LockedTicket,
  change: TicketChange,
): Promise<readonly string[]> {
  const module = ticketSchema(context.metadata.current);
  if (change.expectedModified !== undefined && change.expectedModified !== ticket.modifiedAt)
    throw new ConflictError('recordChanged');
  const changed = changedFields(module, ticket, change.values);
  await touchEntity(context, trx, ticket, timeOfChange(context, ticket, change));
  for (const { table, idColumn } of ownTables(module, `${context.prefix}ticketcf`)) {
    const columns = { ...missingValues(module, table, ticket), ...newValues(changed, table, change.values) };
    if (Object.keys(columns).length > 0) await trx(table).where(idColumn, ticket.id).update(columns);
  }
  await writeDisplayName(context, trx, ticket.id, ticketModule, nameAfter(module, ticket, change.values));
  const logged = await loggedChanges(context, trx, changed.filter(isLogged), ticket, change.values);
  if (logged.length > 0) await writeChangeLog(context, trx, change.changeLogId, ticket.id, change.author, logged);
  return changed.map((field) => field.name);
}

/** A value under lock as the field kinds know it. */
export function storedValue(ticket: LockedTicket, field: FieldSchema): StoredValue {
  const value = ticket.row[field.column];
  return value === null || value === undefined ? null : String(value);
}

function changedFields(
  module: ModuleSchema,
  ticket: LockedTicket,
  values: TicketChange['values'],
): readonly FieldSchema[] {
  return [...module.fields.values()].filter((field) => {
    const value = values[field.name];
    return value !== undefined && field.column in ticket.row && !isSame(field, storedValue(ticket, field), value);
  });
}

function isSame(field: FieldSchema, before: StoredValue, after: StoredValue): boolean {
  const empty = emptyValue(field);
  const [left, right] = [before, after].map((value) => String((isEmpty(value) ? empty : value) ?? ''));
  return left === right || (empty === 0 && Number(left) === Number(right));
}

/**
 * The time of the change. Times have whole seconds, so an edit within the same second as the one before would leave no trace for
 * the next editor to notice: it counts as a second later.
 */
function timeOfChange({ wallClock }: HostContext, ticket: LockedTicket, change: TicketChange): string {
  const now = wallClock.now();
  if (change.expectedModified === undefined || now > ticket.modifiedAt) return now;
  const last = wallClock.parse(ticket.modifiedAt);
  return last === undefined ? now : wallClock.format(last + 1000);
}

function newValues(changed: readonly FieldSchema[], table: string, values: TicketChange['values']): ColumnValues {
  const own = changed.filter((field) => field.table === table);
  return Object.fromEntries(
    own.map((field) => {
      const value = values[field.name];
      return [field.column, isEmpty(value) ? emptyValue(field) : value];
    }),
  );
}

/** A save of the CRM rewrites every column, and what was NULL becomes the field's empty value. */
function missingValues(module: ModuleSchema, table: string, ticket: LockedTicket): ColumnValues {
  const missing = savedFields(module, table).filter((field) => (ticket.row[field.column] ?? null) === null);
  const filled = missing.map((field) => [field.column, emptyValue(field)] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== null));
}

function nameAfter(module: ModuleSchema, ticket: LockedTicket, values: TicketChange['values']): string {
  const parts = module.entityFields.map((name) => {
    const field = module.fields.get(name);
    return values[name] ?? (field ? storedValue(ticket, field) : null) ?? '';
  });
  return parts.join(' ').trim();
}

async function loggedChanges(
  context: HostContext,
  trx: Knex.Transaction,
  fields: readonly FieldSchema[],
  ticket: LockedTicket,
  values: TicketChange['values'],
): Promise<readonly LoggedChange[]> {
  const references = fields.filter((field) => field.kind === 'reference');
  const ids = references.flatMap((field) => [storedValue(ticket, field), values[field.name] ?? null]);
  const names = await referenceNames(context, trx, ids);
  return fields.map((field) => {
    const [before, after] = [storedValue(ticket, field), values[field.name] ?? ''];
    const [old, next] = field.kind === 'reference' ? [names.get(before ?? ''), names.get(after)] : [];
    return [
      field.label,
      before,
      after,
      field.name,
      loggedType(field),
      old?.module ?? '',
      old?.name ?? '',
      next?.module ?? '',
      next?.name ?? '',
    ] as const;
  });
}
