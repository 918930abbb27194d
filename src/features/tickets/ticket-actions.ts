import type { Knex } from 'knex';
import { authorOf, contactView } from '../../access/contact-view.js';
import { isOpen, isOwnTicket, TICKET_MODULE, type TicketRules, TicketStatus } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { ConflictError, InvalidInputError, NotAllowedError } from '../../core/errors.js';
import type { ChangeReservation } from '../../host/host-adapter.js';
import type { AuditStore } from '../../store/audit-store.js';
import type { UploadedFile } from '../../web/form.js';
import { customerEntry } from '../customer-entry.js';
import type { RecordService } from '../records/record-service.js';
import { type Submission, submissionFingerprint, submitOnce } from '../submission.js';
import { checkComment } from './comment-check.js';
import { postComment } from './post-comment.js';
import { type TicketFacts, ticketFacts } from './ticket-facts.js';
import type { TicketDeps } from './ticket-service.js';

/** A ticket that may be deleted has only one's own comments, and nobody writes as many. */
const EVERY_COMMENT = { limit: 1000, skip: 0 };

interface ActionDeps extends TicketDeps {
  readonly audit: Pick<AuditStore, 'record'>;
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
    const { host, rules } = this.#deps;
    const ticket = await this.#ticket(viewer, ticketId);
    if (!rules.mayComment(viewer, ticket)) throw new NotAllowedError('mayNotComment');
    checkComment(text, host.metadata.current);
    const submission = this.#submission(viewer, key, 'comment', ticketId, text);
    return postComment(
      this.#deps,
      { viewer, ticketId, ticket, text, submission },
      async (trx, reservation, said, from) => {
        const isDone = await host.tickets.addComment(trx, reservation, ticketId, said, authorOf(viewer), from);
        if (!isDone) throw new NotAllowedError('mayNotComment');
      },
    );
  }

  /** «Ok, risolto»: closes the ticket and mails its contact and participants; ConflictError when it is closed already. */
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
      // The ticket's own contact gets the summary also of what they did themselves.
      const author = isOwnTicket(viewer, ticket) ? undefined : viewer.contact.id;
      const recipients = await notices.recipients({ ticketId, parentId: ticket.parentId }, author);
      const noticed = { ticketId, number: ticket.number, title: ticket.title, parentId: ticket.parentId };
      const reservation = await host.tickets.reserveChange(ticketId, { withComment: false });
      await host.transaction(async (trx) => {
        await this.#close(trx, reservation, ticketId, viewer);
        // The change's own id: a ticket that is reopened and closed again is mailed again.
        const source = `${ticketId}.${reservation.changeLogId}`;
        for (const recipient of recipients)
          await notices.add(
            trx,
            'ticket-resolved',
            source,
            recipient,
            notices.closing(noticed, ticket.solution, recipient),
          );
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
    const { host, rules, audit } = this.#deps;
    const submission = this.#submission(viewer, key, 'delete', ticketId);
    const path = `/${TICKET_MODULE}`;
    return submitOnce(this.#deps.submissions, submission, async (record) => {
      const ticket = await this.#ticket(viewer, ticketId);
      const { items: comments } = await host.tickets.comments(ticketId, EVERY_COMMENT);
      if (!rules.mayDelete(viewer, ticket, comments)) throw new NotAllowedError('mayNotDelete');
      const reservation = await host.tickets.reserveChange(ticketId, { withComment: false });
      await host.transaction(async (trx) => {
        // Asked again under the ticket's lock: every answer, the staff's and a colleague's, gives it another status.
        const isDone = await host.tickets.moveToBin(trx, ticketId, authorOf(viewer), reservation, (status) =>
          rules.mayDelete(viewer, { ...ticket, status }, comments),
        );
        if (!isDone) throw new NotAllowedError('mayNotDelete');
        const subject = ticket.number;
        const entry = { action: 'ticket.deleted', module: TICKET_MODULE, recordId: ticketId, subject } as const;
        await audit.record(customerEntry(viewer, entry), trx);
        await record(trx, path);
      });
      return path;
    });
  }

  /** Throws what the step itself would throw, before its confirmation is asked for. */
  async demandMay(viewer: Viewer, ticketId: number, step: 'resolve' | 'reopen' | 'delete'): Promise<void> {
    const { host, rules } = this.#deps;
    const ticket = await this.#ticket(viewer, ticketId);
    const comments = step === 'delete' ? (await host.tickets.comments(ticketId, EVERY_COMMENT)).items : [];
    const { code } = rules.judge(step, viewer, ticket, comments);
    if (code === 'allowed') return;
    if (code === 'closed') throw new ConflictError('ticketAlreadyClosed');
    if (code === 'notClosed') throw new ConflictError('ticketNotClosed');
    throw new NotAllowedError(step === 'delete' ? 'mayNotDelete' : undefined);
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

  #submission(viewer: Viewer, key: string, ...parts: readonly unknown[]): Submission {
    return { contactId: viewer.contact.id, key, fingerprint: submissionFingerprint(...parts) };
  }
}
