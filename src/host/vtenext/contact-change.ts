import type { Knex } from 'knex';
import { HostUnavailableError, NotFoundError } from '../../core/errors.js';
import type { FieldSchema, ModuleSchema } from '../metadata/types.js';
import { addressUitypes, writeAddressBook } from './address-book.js';
import type { ColumnValues } from './empty-value.js';
import { touchEntity } from './entity-rows.js';
import type { HostContext } from './host-context.js';
import {
  changedFields,
  type LockedRecord,
  lockEntity,
  lockedValue,
  newColumns,
  type RecordChange,
  timeOfChange,
  writeTraces,
} from './record-change.js';

/** The module of contacts. */
export const contactModule = 'Contacts';
/** The field whose address is also the name a contact signs in with. */
export const emailField = 'email';
/** Characters the CRM keeps of an address as user name; it cuts what is longer. */
const USER_NAME_LENGTH = 50;

/** Where a contact's own values stand. The table of the portal's tick and support dates is none of them: no change reaches it. */
const WRITABLE_TABLES = ['contactdetails', 'contactaddress', 'contactsubdetails', 'contactscf'];
/** Company and number stand in the same tables and are never a contact's own to change. */
const FIXED_FIELDS: ReadonlySet<string> = new Set(['account_id', 'contact_no']);

/** An address as the CRM's user name of a contact. */
export function userNameOf(address: string): string {
  return [...address].slice(0, USER_NAME_LENGTH).join('');
}

/** The schema of contacts; HostUnavailableError if the CRM has switched the module off. */
export function contactSchema({ metadata }: HostContext): ModuleSchema {
  const module = metadata.current.module(contactModule);
  if (!module) throw new HostUnavailableError();
  return module;
}

/** Locks a live contact until the transaction ends; NotFoundError if there is none. */
export async function lockContact(
  context: HostContext,
  trx: Knex.Transaction,
  contactId: number,
): Promise<LockedRecord> {
  const module = contactSchema(context);
  const entity = await lockEntity(context, trx, contactModule, contactId);
  const base = `${module.baseTable}.${module.idColumn}`;
  const query = trx(module.baseTable).where(base, contactId);
  for (const { table, idColumn } of extraTables(context, module)) query.leftJoin(table, `${table}.${idColumn}`, base);
  const columns = ownFields(context, module).map((field) => `${field.table}.${field.column}`);
  const row: ColumnValues | undefined = await query.select(columns).first();
  if (!row) throw new NotFoundError();
  return { id: contactId, ownerId: entity.ownerId, modifiedAt: entity.modifiedAt, row };
}

/**
 * Saves a locked contact as the CRM does, but only the columns that change: modified by and time, owner's notice, display name, change
 * log, the composer's addresses, and with the e-mail the name to sign in with. Returns the changed fields' names.
 */
export async function changeContact(
  context: HostContext,
  trx: Knex.Transaction,
  contact: LockedRecord,
  change: RecordChange,
): Promise<readonly string[]> {
  const module = contactSchema(context);
  const changed = changedFields(module, contact, change);
  await touchEntity(context, trx, contact, timeOfChange(context, contact, change));
  const base = { table: module.baseTable, idColumn: module.idColumn };
  for (const { table, idColumn } of [base, ...extraTables(context, module)]) {
    const columns = newColumns(changed, table, change.values);
    if (Object.keys(columns).length === 0) continue;
    const found = await trx(table).where(idColumn, contact.id).update(columns);
    // An imported contact may lack a row that the CRM itself always makes.
    if (found === 0) await trx(table).insert({ ...columns, [idColumn]: contact.id });
  }
  await writeTraces(context, trx, module, contact, changed, change);
  const record = { id: contact.id, module: contactModule };
  await writeAddressBook(context, trx, record, addressesAfter(context, contact, change));
  if (changed.some((field) => field.name === emailField)) await renameUser(context, trx, contact.id, change);
  return changed.map((field) => field.name);
}

async function renameUser(
  { models: { PortalInfo } }: HostContext,
  trx: Knex.Transaction,
  contactId: number,
  change: RecordChange,
): Promise<void> {
  const email = change.values[emailField] ?? '';
  await PortalInfo.query(trx)
    .where(PortalInfo.columnOf('id'), contactId)
    .patch({ userName: userNameOf(email), isActive: email === '' ? 0 : 1 });
}

/** Every address of a locked contact, as it will be. */
export function addressesAfter(
  context: HostContext,
  contact: LockedRecord,
  { values }: Pick<RecordChange, 'values'>,
): readonly string[] {
  const fields = ownFields(context, contactSchema(context)).filter((field) => addressUitypes.has(field.uitype));
  return fields.map((field) => values[field.name] ?? lockedValue(contact, field) ?? '').filter((text) => text !== '');
}

function extraTables({ prefix }: HostContext, module: ModuleSchema): ModuleSchema['extraTables'] {
  const known = new Map(module.extraTables.map((extra) => [extra.table, extra]));
  const custom = `${prefix}contactscf`;
  if (!known.has(custom)) known.set(custom, { table: custom, idColumn: module.idColumn });
  return [...known.values()].filter(({ table }) => isWritable(prefix, table));
}

function ownFields({ prefix }: HostContext, module: ModuleSchema): readonly FieldSchema[] {
  return [...module.fields.values()].filter(
    (field) => isWritable(prefix, field.table) && !FIXED_FIELDS.has(field.name),
  );
}

function isWritable(prefix: string, table: string): boolean {
  return WRITABLE_TABLES.some((name) => table === prefix + name);
}
