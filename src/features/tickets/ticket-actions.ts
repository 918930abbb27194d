import type { Knex } from 'knex';
import { authorOf, contactView } from '../../access/contact-view.js';
import { isOpen, TICKET_MODULE, type TicketRules, TicketStatus } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { ConflictError, InvalidInputError, NotAllowedError } from '../../core/errors.js';
import type { ChangeReservation } from '../../host/host-adapter.js';
import { parseField } from '../../host/metadata/parse-field.js';
import type { UploadedFile } from '../../web/form.js';
import type { RecordService } from '../records/record-service.js';
import { type Submission, submissionFingerprint, submitOnce } from '../submission.js';
import { commentFieldOf, type TicketFacts, ticketFacts } from './ticket-facts.js';
import type { TicketDeps } from './ticket-service.js';

/** A ticket that may be deleted has only one's own comments, and nobody writes as many. */
const EVERY_COMMENT = { limit: 1000, skip: 0 };

interface ActionDeps extends TicketDeps {
  readonly records: RecordService;
  readonly rules: TicketRules;
}

/** A stored ticket's steps: comment, attach, resolve, reopen, delete; each once per submission key. */
export class TicketActions {
  readonly #deps: ActionDeps;

  constructor(deps: ActionDeps) {
    this.#deps = deps;
  }

  /** Adds a comment; on a closed ticket that is a reopen. Returns the path of the comment. */
  async comment(viewer: Viewer, ticketId: number, text: string, key: string): Promise<string> {
    const { host, hooks, rules, notices } = this.#deps;
    const ticket = await this.#ticket(viewer, ticketId);
    if (!rules.mayComment(viewer, ticket)) throw new NotAllowedError('mayNotComment');
    this.#checkComment(text);
    let commentId: number | undefined;
    const submission = this.#submission(viewer, key, 'comment', ticketId, text);
    const location = await submitOnce(this.#deps.submissions, submission, async (record) => {
      const draft = await hooks.applyFilters(
        'comment.beforeCreate',
        { ticketId, text },
        { contact: contactView(viewer.contact) },
      );
      const recipient = ticket.parentId === viewer.contact.id ? undefined : await notices.recipient(ticket.parentId);
      const reservation = await host.tickets.reserveChange(ticketId, { withComment: true });
      const path = `/${TICKET_MODULE}/${ticketId}#c${reservation.commentId}`;
      await host.transaction(async (trx) => {
        // Asked again under the ticket's lock: somebody may be closing it this very moment.
        const from = (status: string): boolean => rules.mayComment(viewer, { ...ticket, status });
        const isDone = await host.tickets.addComment(trx, reservation, ticketId, draft.text, authorOf(viewer), from);
        if (!isDone) throw new NotAllowedError('mayNotComment');
        if (recipient && reservation.commentId !== undefined) {
          const data = { ...ticketTitle(ticketId, ticket), author: viewer.name, text: draft.text };
          await notices.add(trx, 'comment-added', reservation.commentId, recipient, data);
        }
        await record(trx, path);
      });
      commentId = reservation.commentId;
      return path;
    });
    if (commentId !== undefined) {
      notices.wake();
      const contact = contactView(viewer.contact);
      await hooks.runActions('comment.created', { ticketId, commentId, contact });
      if (!isOpen(ticket.status)) await hooks.runActions('ticket.reopened', { ticketId, contact });
    }
    return location;
  }

  /** «Ok, risolto»: closes the ticket and mails its contact; ConflictError when it is closed already. */
  async resolve(viewer: Viewer, ticketId: number, key: string): Promise<string> {
    const { host, hooks, rules, notices } = this.#deps;
    const ticket = await this.#ticket(viewer, ticketId);
    const submission = this.#submission(viewer, key, 'resolve', ticketId);
    const path = `/${TICKET_MODULE}/${ticketId}`;
    let isDone = false;
    const location = await submitOnce(this.#deps.submissions, submission, async (record) => {
      if (!isOpen(ticket.status)) throw new ConflictError('ticketAlreadyClosed');
      if (!rules.mayResolve(viewer, ticket)) throw new NotAllowedError();
      await hooks.applyFilters('ticket.beforeResolve', { ticketId }, { contact: contactView(viewer.contact) });
      const recipient = await notices.recipient(ticket.parentId);
      const reservation = await host.tickets.reserveChange(ticketId, { withComment: false });
      await host.transaction(async (trx) => {
        await this.#close(trx, reservation, ticketId, viewer);
        // The change's own id: a ticket that is reopened and closed again is mailed again.
        const source = `${ticketId}.${reservation.changeLogId}`;
        if (recipient) await notices.add(trx, 'ticket-resolved', source, recipient, ticketTitle(ticketId, ticket));
        await record(trx, path);
      });
      isDone = true;
      return path;
    });
    if (isDone) {
      notices.wake();
      await hooks.runActions('ticket.resolved', { ticketId, contact: contactView(viewer.contact) });
    }
    return location;
  }

  /** Reopens a closed ticket with a comment that says why. */
  async reopen(viewer: Viewer, ticketId: number, text: string, key: string): Promise<string> {
    const ticket = await this.#ticket(viewer, ticketId);
    const submitted = await this.#deps.submissions.find(viewer.contact.id, key);
    if (!submitted && isOpen(ticket.status)) throw new ConflictError('ticketNotClosed');
    if (!submitted && !this.#deps.rules.mayReopen(viewer, ticket)) throw new NotAllowedError();
    return this.comment(viewer, ticketId, text, key);
  }

  /** Moves one's own untouched ticket to the CRM's bin; returns the list's path. */
  async remove(viewer: Viewer, ticketId: number, key: string): Promise<string> {
    const { host, rules } = this.#deps;
    const submission = this.#submission(viewer, key, 'delete', ticketId);
    const path = `/${TICKET_MODULE}`;
    return submitOnce(this.#deps.submissions, submission, async (record) => {
      const ticket = await this.#ticket(viewer, ticketId);
      const { items: comments } = await host.tickets.comments(ticketId, EVERY_COMMENT);
      if (!rules.mayDelete(viewer, ticket, comments)) throw new NotAllowedError('mayNotDelete');
      const reservation = await host.tickets.reserveChange(ticketId, { withComment: false });
      await host.transaction(async (trx) => {
        await host.tickets.moveToBin(trx, ticketId, authorOf(viewer), reservation);
        await record(trx, path);
      });
      return path;
    });
  }

  /** Attaches the good ones of several files; what was refused comes back as faults. */
  async attach(viewer: Viewer, ticketId: number, files: readonly UploadedFile[], key: string): Promise<string> {
    const { host, rules } = this.#deps;
    const ticket = await this.#ticket(viewer, ticketId);
    if (!rules.mayAttach(viewer, ticket)) throw new NotAllowedError('mayNotAttach');
    if (files.length === 0) throw new InvalidInputError([{ field: 'files', code: 'files:noneChosen' }]);
    const faults = await this.#deps.files.faults(viewer, files, ticketId);
    if (faults.length > 0) throw new InvalidInputError(faults);
    const names = files.map((file) => [file.name, file.digest]);
    const submission = this.#submission(viewer, key, 'attach', ticketId, names);
    const path = `/${TICKET_MODULE}/${ticketId}`;
    return submitOnce(this.#deps.submissions, submission, async (record) => {
      const { stored } = await this.#deps.files.store(viewer, files, (insertFiles) =>
        host.transaction(async (trx) => {
          await insertFiles(trx, ticketId);
          await record(trx, path);
        }),
      );
      await this.#deps.files.announce(viewer, ticketId, stored);
      return path;
    });
  }

  async #close(trx: Knex.Transaction, reservation: ChangeReservation, ticketId: number, viewer: Viewer): Promise<void> {
    const { tickets } = this.#deps.host;
    const isClosed = await tickets.setStatus(trx, reservation, ticketId, isOpen, TicketStatus.closed, authorOf(viewer));
    if (!isClosed) throw new ConflictError('ticketAlreadyClosed');
  }

  async #ticket(viewer: Viewer, ticketId: number): Promise<TicketFacts> {
    return ticketFacts(await this.#deps.records.show(viewer, TICKET_MODULE, ticketId));
  }

  #checkComment(text: string): void {
    const metadata = this.#deps.host.metadata.current;
    const context = { language: 'en', picklist: [], inputs: {} };
    const result = parseField(commentFieldOf(metadata), text, context, { isMandatory: true });
    if (result.ok) return;
    const values = result.values ? { values: result.values } : {};
    throw new InvalidInputError([{ field: 'comment', code: result.code, ...values }]);
  }

  #submission(viewer: Viewer, key: string, ...parts: readonly unknown[]): Submission {
    return { contactId: viewer.contact.id, key, fingerprint: submissionFingerprint(...parts) };
  }
}

function ticketTitle(ticketId: number, ticket: TicketFacts): { ticketId: number; number: string; title: string } {
  return { ticketId, number: ticket.number, title: ticket.title };
}
