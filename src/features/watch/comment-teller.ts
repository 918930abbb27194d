import type { FoundComment, FoundEntry, FoundTicket, HostAdapter } from '../../host/host-adapter.js';
import type { MailIntent } from '../../mail/outbox.js';
import type { Reader } from './audience.js';
import { type ChangeBatch, type ChangeTeller, type Findings, mailTo } from './changes.js';
import { entryOf, spanAround } from './one-save.js';
import { plainLine, plainText } from './plain-text.js';
import { STATUS_FIELD, titleOf, wordOf } from './ticket-words.js';

interface CommentDeps {
  readonly host: HostAdapter;
  /** Whether the portal, and not the CRM, mails what agents do to tickets. */
  readonly mailsAgents: () => boolean;
}

/** A comment whose ticket is there, with the status its save set. */
interface ToldComment {
  readonly comment: FoundComment;
  readonly ticket: FoundTicket;
  /** As stored; empty: none. */
  readonly status: string;
}

/** Tells of agents' comments, and of those customers send by mail to the CRM; what the portal wrote itself has the same keys. */
export function createCommentTeller({ host, mailsAgents }: CommentDeps): ChangeTeller {
  return {
    source: 'comments',
    async tell({ ids, audience }: ChangeBatch): Promise<Findings> {
      const found = await host.changes.comments(ids);
      const unfinished = found.filter(({ text }) => text === undefined).map(({ id }) => id);
      const wanted = found.filter((comment) => comment.authorType === 'customer' || mailsAgents());
      const told = await withTickets(
        host,
        wanted.filter(({ text }) => text !== undefined),
      );
      const readers = await audience.ofTickets([...new Set(told.map(({ ticket }) => ticket))]);
      const mails = told.flatMap((one) => {
        const { comment, ticket } = one;
        const all = readers.get(ticket.id) ?? [];
        if (comment.authorType === 'customer')
          return all
            .filter(({ viewer }) => viewer.contact.id !== comment.authorId)
            .map((reader) => colleagueMail(one, reader));
        return all.map((reader) => agentMail(host, one, reader, audience.showsField(reader, STATUS_FIELD)));
      });
      return { mails, unfinished };
    },
  };
}

async function withTickets(host: HostAdapter, comments: readonly FoundComment[]): Promise<readonly ToldComment[]> {
  if (comments.length === 0) return [];
  const ids = [...new Set(comments.map(({ ticketId }) => ticketId))];
  const tickets = new Map((await host.changes.tickets(ids)).map((ticket) => [ticket.id, ticket]));
  const entries = await entriesBeside(host, comments);
  return comments.flatMap((comment) => {
    const ticket = tickets.get(comment.ticketId);
    const entry = entryOf(comment, entries, host.wallClock);
    return ticket ? [{ comment, ticket, status: entry?.changes.get(STATUS_FIELD)?.after ?? '' }] : [];
  });
}

/** The log's entries that may belong to the saves of these comments. */
async function entriesBeside(host: HostAdapter, comments: readonly FoundComment[]): Promise<readonly FoundEntry[]> {
  const agents = comments.filter(({ authorType }) => authorType === 'user');
  const span = spanAround(
    agents.map(({ createdAt }) => createdAt),
    host.wallClock,
  );
  if (!span) return [];
  return host.changes.entriesAbout([...new Set(agents.map(({ ticketId }) => ticketId))], span);
}

function agentMail(
  host: HostAdapter,
  { comment, ticket, status }: ToldComment,
  reader: Reader,
  showsStatus: boolean,
): MailIntent {
  const data = {
    ...titleOf(ticket),
    author: plainLine(comment.authorName),
    text: plainText(comment.text),
    ...(status === '' || !showsStatus ? {} : { status: wordOf(host, STATUS_FIELD, status, reader.language) }),
  };
  return mailTo(reader, 'comment-added', comment.id, data, ticket.id);
}

function colleagueMail({ comment, ticket }: ToldComment, reader: Reader): MailIntent {
  const data = { ...titleOf(ticket), author: plainLine(comment.authorName), text: plainText(comment.text) };
  return mailTo(reader, 'colleague-commented', comment.id, data, ticket.id);
}
