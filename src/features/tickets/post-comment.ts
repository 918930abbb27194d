import type { Knex } from 'knex';
import { contactView } from '../../access/contact-view.js';
import { isOpen, TICKET_MODULE, type TicketRules } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import type { ChangeReservation } from '../../host/host-adapter.js';
import { type Submission, submitOnce } from '../submission.js';
import type { TicketFacts } from './ticket-facts.js';
import type { TicketDeps } from './ticket-service.js';

type PostDeps = Pick<TicketDeps, 'host' | 'hooks' | 'notices' | 'staff' | 'submissions'> & {
  readonly rules: TicketRules;
};

/** A comment that may be written, by whom and where. */
export interface PostedComment {
  readonly viewer: Viewer;
  readonly ticketId: number;
  readonly ticket: TicketFacts;
  /** What everybody reads. */
  readonly text: string;
  readonly submission: Submission;
}

/** Writes the CRM's rows; `from` asks again, under the ticket's lock: somebody may be closing it this very moment. */
export type WriteComment = (
  trx: Knex.Transaction,
  reservation: ChangeReservation,
  text: string,
  from: (status: string) => boolean,
) => Promise<void>;

/** Passes a comment through extensions, writes it with its mails, and tells of it; returns its path. */
export async function postComment(deps: PostDeps, comment: PostedComment, write: WriteComment): Promise<string> {
  const { host, hooks, rules, notices, staff, submissions } = deps;
  const { viewer, ticketId, ticket, submission } = comment;
  const contact = contactView(viewer.contact);
  let commentId: number | undefined;
  const location = await submitOnce(submissions, submission, async (record) => {
    const draft = await hooks.applyFilters('comment.beforeCreate', { ticketId, text: comment.text }, { contact });
    const recipients = await notices.recipients({ ticketId, parentId: ticket.parentId }, viewer.contact.id);
    const reservation = await host.tickets.reserveChange(ticketId, { withComment: true });
    const path = `/${TICKET_MODULE}/${ticketId}#c${reservation.commentId}`;
    await host.transaction(async (trx) => {
      await write(trx, reservation, draft.text, (status) => rules.mayComment(viewer, { ...ticket, status }));
      const { number, title } = ticket;
      const data = { ticketId, number, title, author: viewer.name, text: draft.text };
      const id = reservation.commentId ?? 0;
      for (const recipient of recipients) await notices.add(trx, 'colleague-commented', id, recipient, data);
      const news = { source: id, ticket: { ticketId, number, title }, viewer, text: draft.text };
      await staff.add(trx, { ...news, kind: 'staff-comment' });
      await record(trx, path);
    });
    commentId = reservation.commentId;
    return path;
  });
  if (commentId !== undefined) {
    notices.wake();
    await hooks.runActions('comment.created', { ticketId, commentId, contact });
    if (!isOpen(ticket.status)) await hooks.runActions('ticket.reopened', { ticketId, contact });
  }
  return location;
}
