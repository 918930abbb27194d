import type { Knex } from 'knex';
import type { FoundEntry } from '../host-adapter.js';
import type { HostContext } from './host-context.js';
import { loggedFields, loggedRelation } from './logged-field.js';

/** Entries with texts beyond all measure are told without them. */
const LONGEST_ENTRY = 256 * 1024;

interface EntryRow {
  readonly id: number;
  readonly recordId: number;
  readonly module: string;
  readonly authorModule: string | null;
  readonly userId: number | null;
  readonly changedAt: string | null;
  readonly description: string | null;
}

/** Entries of the change log about live records, oldest first: changes and new relations, not creations. One statement. */
export async function readFoundEntries(
  { knex, models }: HostContext,
  narrow: (rows: Knex.QueryBuilder) => Knex.QueryBuilder,
): Promise<readonly FoundEntry[]> {
  const { ChangeLogEntry, CrmEntity } = models;
  const description = ChangeLogEntry.columnOf('description');
  const rows: EntryRow[] = await narrow(knex(ChangeLogEntry.tableName))
    .join(CrmEntity.tableName, CrmEntity.columnOf('id'), ChangeLogEntry.columnOf('recordId'))
    .where(CrmEntity.columnOf('isDeleted'), 0)
    // Old rows have NULL there.
    .where((shown) => {
      shown.where(ChangeLogEntry.columnOf('isHidden'), 0).orWhereNull(ChangeLogEntry.columnOf('isHidden'));
    })
    .where(knex.raw('length(??) <= ?', [description, LONGEST_ENTRY]))
    .whereNot(description, 'like', '["ChangeLogCreation"%')
    .orderBy(ChangeLogEntry.columnOf('id'))
    .select(ChangeLogEntry.select('id', 'recordId', 'authorModule', 'userId', 'changedAt', 'description'))
    .select(CrmEntity.select('module'));
  return rows.map((row) => ({
    id: row.id,
    recordId: row.recordId,
    module: row.module,
    author: row.authorModule === 'Contacts' ? 'contact' : 'user',
    userId: row.userId ?? 0,
    at: row.changedAt ?? '',
    changes: loggedFields(row.description),
    related: loggedRelation(row.description),
  }));
}
