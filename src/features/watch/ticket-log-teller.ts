import { TICKET_MODULE, type TicketRules, TicketStatus } from '../../access/ticket-states.js';
import type { FoundEntry, FoundTicket, HostAdapter, LoggedValues } from '../../host/host-adapter.js';
import type { MailIntent } from '../../mail/outbox.js';
import type { Audience, Reader } from './audience.js';
import { mailTo } from './changes.js';
import { entryOf, spanAround } from './one-save.js';
import { plainText } from './plain-text.js';
import { STATUS_FIELD, titleOf, wordOf } from './ticket-words.js';

const SOLUTION_FIELD = 'solution';

interface TicketLogDeps {
  readonly host: HostAdapter;
  readonly rules: Pick<TicketRules, 'mayRate'>;
}

/** What an agent's save made of a ticket. */
interface TicketChange {
  readonly ticket: FoundTicket;
  readonly status: LoggedValues | undefined;
  readonly hasSolution: boolean;
  /** What makes it unique: the ticket and the log's entry, as the portal's own changes have it. */
  readonly source: string;
}

/** Mails about the status and the solution agents gave to tickets: one a save, and none of a status that comes with a comment's mail. */
export async function tellTicketLog(
  { host, rules }: TicketLogDeps,
  entries: readonly FoundEntry[],
  audience: Audience,
): Promise<readonly MailIntent[]> {
  const changes = await readChanges(host, entries);
  const readers = await audience.ofTickets([...new Set(changes.map(({ ticket }) => ticket))]);
  const mails: (MailIntent | undefined)[] = [];
  for (const change of changes)
    for (const reader of readers.get(change.ticket.id) ?? [])
      mails.push(await tellOne({ host, rules, audience }, change, reader));
  return mails.filter((mail) => mail !== undefined);
}

async function readChanges(host: HostAdapter, entries: readonly FoundEntry[]): Promise<readonly TicketChange[]> {
  const told = entries.filter(
    ({ module, changes }) => module === TICKET_MODULE && (changes.has(STATUS_FIELD) || changes.has(SOLUTION_FIELD)),
  );
  if (told.length === 0) return [];
  const ids = [...new Set(told.map(({ recordId }) => recordId))];
  const tickets = new Map((await host.changes.tickets(ids)).map((ticket) => [ticket.id, ticket]));
  const withComment = await toldByComments(host, told);
  return told.flatMap((entry) => {
    const ticket = tickets.get(entry.recordId);
    const status = withComment.has(entry.id) ? undefined : realChange(entry.changes.get(STATUS_FIELD));
    const hasSolution = realChange(entry.changes.get(SOLUTION_FIELD)) !== undefined;
    if (!ticket || !(status || hasSolution)) return [];
    return [{ ticket, status, hasSolution, source: `${ticket.id}.${entry.id}` }];
  });
}

/** Ids of the entries whose status a comment's mail tells. */
async function toldByComments(host: HostAdapter, entries: readonly FoundEntry[]): Promise<ReadonlySet<number>> {
  const { changes, wallClock } = host;
  const span = spanAround(
    entries.map(({ at }) => at),
    wallClock,
  );
  if (!span) return new Set();
  const ids = [...new Set(entries.map(({ recordId }) => recordId))];
  const comments = await changes.staffComments(ids, span);
  const all = comments.length === 0 ? [] : await changes.entriesAbout(ids, span);
  return new Set(comments.flatMap((comment) => entryOf(comment, all, wallClock)?.id ?? []));
}

/** Something that became something else, and not nothing. */
function realChange(values: LoggedValues | undefined): LoggedValues | undefined {
  return values && values.after.trim() !== '' && values.after !== values.before ? values : undefined;
}

async function tellOne(
  { host, rules, audience }: TicketLogDeps & { readonly audience: Audience },
  change: TicketChange,
  reader: Reader,
): Promise<MailIntent | undefined> {
  const { ticket, source, hasSolution } = change;
  const title = titleOf(ticket);
  const status = audience.showsField(reader, STATUS_FIELD) ? change.status : undefined;
  const solution =
    hasSolution || change.status?.after === TicketStatus.closed ? await solutionFor(audience, reader, ticket) : '';
  if (change.status?.after === TicketStatus.closed) {
    const closed = { status: TicketStatus.closed, parentId: ticket.parentId };
    const data = { ...title, text: solution, mayRate: rules.mayRate(reader.viewer, closed) };
    return mailTo(reader, 'ticket-resolved', source, data, ticket.id);
  }
  const words = (key: 'before' | 'after'): string =>
    status ? wordOf(host, STATUS_FIELD, status[key], reader.language) : '';
  const states = status ? { status: words('after'), previousStatus: words('before') } : undefined;
  if (hasSolution && solution !== '')
    return mailTo(reader, 'solution-added', source, { ...title, text: solution, ...states }, ticket.id);
  if (!states) return undefined;
  if (status?.before === TicketStatus.closed)
    return mailTo(reader, 'ticket-reopened', source, { ...title, author: '' }, ticket.id);
  return mailTo(reader, 'status-changed', source, { ...title, ...states }, ticket.id);
}

/** As the reader's page shows it; empty: it does not. */
async function solutionFor(audience: Audience, reader: Reader, ticket: FoundTicket): Promise<string> {
  const shown = await audience.shown(reader, TICKET_MODULE, ticket.id);
  const isShown = shown?.fields.some(({ name }) => name === SOLUTION_FIELD);
  return isShown ? plainText(shown?.record.values[SOLUTION_FIELD]) : '';
}
