import { HostUnavailableError } from '../../core/errors.js';
import type { Metadata, ModuleSchema } from '../metadata/types.js';
import { type ColumnValue, type ColumnValues, newRow } from './empty-value.js';

/** Module, field and status names of the CRM that the portal itself has to know. */
export const ticketModule = 'HelpDesk';
export const statusField = 'ticketstatus';
export const openStatus = 'Open';
export const answeredStatus = 'Answered by customer';

/** Marks of the service level a new ticket starts with: the time of creation, and no end. */
const startMarks = ['start_sla', 'time_refresh', 'time_change_status'];
const noTime = '0000-00-00 00:00:00';

/** The schema of tickets; HostUnavailableError if the CRM has switched the module off. */
export function ticketSchema(metadata: Metadata): ModuleSchema {
  const module = metadata.module(ticketModule);
  if (!module) throw new HostUnavailableError();
  return module;
}

/** The tables of a module's own columns, each with the column of the record's id; entity and comment tables left out. */
export function ownTables(module: ModuleSchema, customTable: string): readonly { table: string; idColumn: string }[] {
  const custom = module.extraTables.find(({ table }) => table === customTable);
  return [
    { table: module.baseTable, idColumn: module.idColumn },
    custom ?? { table: customTable, idColumn: module.idColumn },
  ];
}

/** The columns of a new ticket in one of its tables, as the CRM's own save leaves them. `now` is the wall clock. */
export function newTicketRow(
  module: ModuleSchema,
  table: string,
  values: Readonly<Record<string, ColumnValue | undefined>>,
  now: string,
): ColumnValues {
  const marks = Object.fromEntries(startMarks.map((name) => [name, now]));
  const row = newRow(module, table, { end_sla: noTime, mailscanner_action: 0, ...marks, ...values });
  // The old portal never sends a severity, and this is what the CRM then stores.
  const severity = module.fields.get('ticketseverities');
  if (severity?.table === table && values[severity.name] === undefined) row[severity.column] = null;
  return row;
}
