import type { Knex } from 'knex';
import { ConflictError, NotFoundError } from '../../core/errors.js';
import type { Author, StaffAuthor } from '../host-adapter.js';
import type { StoredValue } from '../metadata/field-kind.js';
import type { FieldSchema, ModuleSchema } from '../metadata/types.js';
import { isLogged, type LoggedChange, loggedType, writeChangeLog } from './change-log.js';
import { writeDisplayName } from './display-name.js';
import { type ColumnValue, type ColumnValues, emptyValue, isEmpty, savedFields } from './empty-value.js';
import type { HostContext } from './host-context.js';
import { referenceNames } from './reference-names.js';

/** A record's row under lock, as it stands before the change. */
export interface LockedRecord {
  readonly id: number;
  readonly ownerId: number;
  readonly modifiedAt: string;
  /** By column, of the record's own tables. */
  readonly row: Readonly<Record<string, ColumnValue>>;
}

/** How a record is changed. */
export interface RecordChange {
  readonly changeLogId: number;
  readonly author: Author | StaffAuthor;
  /** By field name, as stored. */
  readonly values: Readonly<Record<string, StoredValue>>;
  readonly expectedModified?: string;
}

/** Locks a live record of a module until the transaction ends; NotFoundError if there is none. */
export async function lockEntity(
  { models: { CrmEntity } }: HostContext,
  trx: Knex.Transaction,
  module: string,
  id: number,
): Promise<Pick<LockedRecord, 'ownerId' | 'modifiedAt'>> {
  const entity = await CrmEntity.query(trx)
    .where(CrmEntity.columnOf('id'), id)
    .where(CrmEntity.columnOf('module'), module)
    .where(CrmEntity.columnOf('isDeleted'), 0)
    .select(CrmEntity.columnOf('ownerId'), CrmEntity.columnOf('modifiedAt'))
    .forUpdate()
    .first();
  if (!entity) throw new NotFoundError();
  return entity;
}

/** A value under lock as the field kinds know it. */
export function lockedValue(record: LockedRecord, field: FieldSchema): StoredValue {
  const value = record.row[field.column];
  return value === null || value === undefined ? null : String(value);
}

/** The fields a change really changes; throws ConflictError when the row moved since the editor saw it. */
export function changedFields(
  module: ModuleSchema,
  record: LockedRecord,
  { values, expectedModified }: RecordChange,
): readonly FieldSchema[] {
  if (expectedModified !== undefined && expectedModified !== record.modifiedAt)
    throw new ConflictError('recordChanged');
  return [...module.fields.values()].filter((field) => {
    const value = values[field.name];
    return value !== undefined && field.column in record.row && !isSame(field, lockedValue(record, field), value);
  });
}

/**
 * The time of the change. Times have whole seconds, so an edit within the same second as the one before would leave no trace for
 * the next editor to notice: it counts as a second later.
 */
export function timeOfChange({ wallClock }: HostContext, record: LockedRecord, change: RecordChange): string {
  const now = wallClock.now();
  if (change.expectedModified === undefined || now > record.modifiedAt) return now;
  const last = wallClock.parse(record.modifiedAt);
  return last === undefined ? now : wallClock.format(last + 1000);
}

/** The new columns of one of the record's tables. */
export function newColumns(
  changed: readonly FieldSchema[],
  table: string,
  values: RecordChange['values'],
): ColumnValues {
  const own = changed.filter((field) => field.table === table);
  return Object.fromEntries(
    own.map((field) => {
      const value = values[field.name];
      return [field.column, isEmpty(value) ? emptyValue(field) : value];
    }),
  );
}

/** A save of the CRM rewrites every column of a table, and what was NULL becomes the field's empty value. */
export function missingValues(module: ModuleSchema, table: string, record: LockedRecord): ColumnValues {
  const missing = savedFields(module, table).filter((field) => (record.row[field.column] ?? null) === null);
  const filled = missing.map((field) => [field.column, emptyValue(field)] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== null));
}

/** Writes what every save leaves behind: the display name, and one entry of the change log if something it keeps has changed. */
export async function writeTraces(
  context: HostContext,
  trx: Knex.Transaction,
  module: ModuleSchema,
  record: LockedRecord,
  changed: readonly FieldSchema[],
  change: RecordChange,
): Promise<void> {
  await writeDisplayName(context, trx, record.id, module.name, nameAfter(module, record, change.values));
  const logged = await loggedChanges(context, trx, changed.filter(isLogged), record, change.values);
  if (logged.length > 0) await writeChangeLog(context, trx, change.changeLogId, record.id, change.author, logged);
}

function isSame(field: FieldSchema, before: StoredValue, after: StoredValue): boolean {
  const empty = emptyValue(field);
  const [left, right] = [before, after].map((value) => String((isEmpty(value) ? empty : value) ?? ''));
  return left === right || (empty === 0 && Number(left) === Number(right));
}

function nameAfter(module: ModuleSchema, record: LockedRecord, values: RecordChange['values']): string {
  const parts = module.entityFields.map((name) => {
    const field = module.fields.get(name);
    return values[name] ?? (field ? lockedValue(record, field) : null) ?? '';
  });
  return parts.join(' ').trim();
}

async function loggedChanges(
  context: HostContext,
  trx: Knex.Transaction,
  fields: readonly FieldSchema[],
  record: LockedRecord,
  values: RecordChange['values'],
): Promise<readonly LoggedChange[]> {
  const references = fields.filter((field) => field.kind === 'reference');
  const ids = references.flatMap((field) => [lockedValue(record, field), values[field.name] ?? null]);
  const names = await referenceNames(context, trx, ids);
  return fields.map((field) => {
    const [before, after] = [lockedValue(record, field), values[field.name] ?? ''];
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
