import type { TicketStatusChange } from '../host-adapter.js';
import type { HostContext } from './host-context.js';
import { loggedField } from './logged-field.js';
import { openStatus, statusField } from './ticket-rows.js';

/** More of a ticket's life than this nobody reads; entries with texts beyond all measure are passed over. */
const MOST_ENTRIES = 200;
const LONGEST_ENTRY = 256 * 1024;

interface HistoryRow {
  readonly id: number | null;
  readonly status: string | null;
  readonly createdAt: string;
  readonly authorModule: string | null;
  readonly authorId: number | null;
  readonly authorName: string | null;
  readonly changedAt: string | null;
  readonly description: string | null;
}

/**
 * A ticket's states from its creation on, oldest first, as the change log tells them; a present status the log knows nothing of (the
 * mail scanner writes none) comes last, without time and author. One statement.
 */
export async function readStatusChanges(
  { knex, models }: HostContext,
  ticketId: number,
): Promise<readonly TicketStatusChange[]> {
  const { Ticket, CrmEntity, ChangeLogEntry } = models;
  const rows: HistoryRow[] = await knex(Ticket.tableName)
    .join(CrmEntity.tableName, CrmEntity.columnOf('id'), Ticket.columnOf('id'))
    .leftJoin(ChangeLogEntry.tableName, (on) => {
      on.on(ChangeLogEntry.columnOf('recordId'), Ticket.columnOf('id'));
      on.onVal(ChangeLogEntry.columnOf('isHidden'), 0);
      on.on(knex.raw('length(??) <= ?', [ChangeLogEntry.columnOf('description'), LONGEST_ENTRY]));
      on.on((kinds) => {
        for (const text of [CREATION, `%"${statusField}"%`])
          kinds.orOnVal(ChangeLogEntry.columnOf('description'), 'like', text);
      });
    })
    .where(Ticket.columnOf('id'), ticketId)
    .orderBy(ChangeLogEntry.columnOf('id'), 'desc')
    .limit(MOST_ENTRIES)
    .select(Ticket.select('status'))
    .select(CrmEntity.select('createdAt'))
    .select(ChangeLogEntry.select('id', 'authorModule', 'authorId', 'authorName', 'changedAt', 'description'));
  const [newest] = rows;
  if (!newest) return [];
  return historyOf(rows.toReversed(), newest.status ?? '', newest.createdAt);
}

function historyOf(rows: readonly HistoryRow[], status: string, createdAt: string): readonly TicketStatusChange[] {
  const changes = rows.flatMap((row) => {
    const change = loggedField(row.description, statusField);
    return change && change.before !== change.after ? [{ row, ...change }] : [];
  });
  const created = rows.find((row) => row.description?.startsWith('["ChangeLogCreation"'));
  // What customers make starts as open; nobody knows how else a ticket without a history began.
  const start = created?.authorModule === 'Contacts' ? openStatus : status;
  const known = [
    entry(created, changes[0]?.before ?? start, created?.changedAt ?? createdAt),
    ...changes.map(({ row, after }) => entry(row, after, row.changedAt ?? '')),
  ];
  return known.at(-1)?.status === status ? known : [...known, entry(undefined, status, '')];
}

function entry(row: HistoryRow | undefined, status: string, at: string): TicketStatusChange {
  const isContact = row?.authorModule === 'Contacts';
  return {
    id: row?.id ?? 0,
    status,
    at,
    author: row && (isContact ? 'contact' : 'user'),
    authorName: row?.authorName ?? '',
    authorContactId: isContact && row.authorId ? row.authorId : undefined,
  };
}

const CREATION = '["ChangeLogCreation"%';
