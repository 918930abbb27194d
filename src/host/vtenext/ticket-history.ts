import type { StatusChange } from '../host-adapter.js';
import type { HostContext } from './host-context.js';
import { statusField } from './ticket-rows.js';

interface HistoryRow {
  readonly status: string | null;
  readonly createdAt: string;
  readonly authorModule: string | null;
  readonly authorId: number | null;
  readonly authorName: string | null;
  readonly userName: string | null;
  readonly changedAt: string | null;
  readonly description: string | null;
}

/** A ticket's states from its creation on, oldest first, as the change log tells them. One statement. */
export async function readStatusChanges(
  { knex, models }: HostContext,
  ticketId: number,
): Promise<readonly StatusChange[]> {
  const { Ticket, CrmEntity, ChangeLogEntry } = models;
  const rows: HistoryRow[] = await knex(Ticket.tableName)
    .join(CrmEntity.tableName, CrmEntity.columnOf('id'), Ticket.columnOf('id'))
    .leftJoin(ChangeLogEntry.tableName, (on) => {
      on.on(ChangeLogEntry.columnOf('recordId'), Ticket.columnOf('id'));
      on.onVal(ChangeLogEntry.columnOf('isHidden'), 0);
    })
    .where(Ticket.columnOf('id'), ticketId)
    .orderBy(ChangeLogEntry.columnOf('id'))
    .select(Ticket.select('status'))
    .select(CrmEntity.select('createdAt'))
    .select(ChangeLogEntry.select('authorModule', 'authorId', 'authorName', 'userName', 'changedAt', 'description'));
  const [first] = rows;
  if (!first) return [];
  const changes = rows.flatMap((row) => {
    const change = changeOfStatus(row.description);
    return change ? [{ row, ...change }] : [];
  });
  const created = rows.find((row) => row.description?.startsWith('["ChangeLogCreation"'));
  return [
    entry(created, changes[0]?.before ?? first.status ?? '', created?.changedAt ?? first.createdAt),
    ...changes.map(({ row, after }) => entry(row, after, row.changedAt ?? '')),
  ];
}

function entry(row: HistoryRow | undefined, status: string, at: string): StatusChange {
  const isContact = row?.authorModule === 'Contacts';
  return {
    status,
    at,
    authorName: row?.authorName || row?.userName || '',
    authorContactId: isContact && row.authorId ? row.authorId : undefined,
  };
}

/** Old and new status of one log entry; undefined if it tells of something else, or is no JSON. */
function changeOfStatus(description: string | null): { readonly before: string; readonly after: string } | undefined {
  for (const change of parseList(description)) {
    if (!Array.isArray(change) || change[3] !== statusField) continue;
    const [, before, after] = change as readonly unknown[];
    return { before: textOf(before), after: textOf(after) };
  }
  return undefined;
}

function parseList(text: string | null): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text ?? '');
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
