import type { Knex } from 'knex';
import { accessWindow } from '../../access/access-window.js';
import { isCompanyTicket, TICKET_MODULE, type TicketRules } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { InvalidInputError, NotAllowedError } from '../../core/errors.js';
import { parseId } from '../../core/text.js';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import type { AuditStore } from '../../store/audit-store.js';
import { type ParticipantStore, ticketShares } from '../../store/participant-store.js';
import type { SubmissionStore } from '../../store/submission-store.js';
import { customerEntry } from '../customer-entry.js';
import type { RecordService } from '../records/record-service.js';
import { submissionFingerprint, submitOnce } from '../submission.js';
import { type TicketFacts, ticketFacts } from './ticket-facts.js';
import type { TicketNotices } from './ticket-notices.js';

/** Each of them is mailed with every comment. */
const MOST_PARTICIPANTS = 20;
/** A choice of more colleagues than that helps nobody; participants always are among them. */
const MOST_COLLEAGUES = 300;

/** Who follows a ticket, and which colleagues could be added; `mayShare` false: the viewer only looks. */
export interface TicketParticipants {
  readonly people: readonly HostContact[];
  readonly others: readonly HostContact[];
  readonly mayShare: boolean;
}

interface ParticipantDeps {
  readonly host: HostAdapter;
  readonly records: RecordService;
  readonly rules: TicketRules;
  readonly participants: ParticipantStore;
  readonly submissions: SubmissionStore;
  readonly notices: TicketNotices;
  readonly audit: Pick<AuditStore, 'record'>;
}

/** Colleagues added to a ticket: they see this one, whatever their scope, and are mailed what happens (DECISIONS 4). */
export class ParticipantService {
  readonly #deps: ParticipantDeps;

  constructor(deps: ParticipantDeps) {
    this.#deps = deps;
  }

  /** Nobody for a viewer without a company. One statement. */
  async of(viewer: Viewer, ticketId: number, ticket: TicketFacts): Promise<TicketParticipants> {
    const { accountId } = viewer.contact;
    const mayShare = accountId !== undefined && this.#deps.rules.mayShare(viewer, ticket);
    if (accountId === undefined) return { people: [], others: [], mayShare };
    const found = await this.#deps.host.contacts.colleagues({
      accountId,
      recordId: ticketId,
      shares: ticketShares,
      onlyShared: !mayShare,
      limit: MOST_COLLEAGUES,
    });
    return {
      people: found.filter(({ isShared }) => isShared).map(({ contact }) => contact),
      others: found
        .filter(({ contact, isShared }) => !isShared && this.#mayJoin(viewer, ticket, contact))
        .map(({ contact }) => contact),
      mayShare,
    };
  }

  /** Adds a colleague by their id as typed and mails them; adding one twice is adding one. Returns the ticket's path and their name. */
  async add(viewer: Viewer, ticketId: number, chosen: string, key: string): Promise<{ path: string; name: string }> {
    const { host, participants, submissions, notices } = this.#deps;
    const ticket = await this.#ticket(viewer, ticketId);
    if (!this.#deps.rules.mayShare(viewer, ticket)) throw new NotAllowedError('participants:mayNotShare');
    const contact = await this.#colleague(viewer, ticket, chosen);
    const path = `/${TICKET_MODULE}/${ticketId}`;
    const fingerprint = submissionFingerprint('participant', ticketId, contact.id);
    await submitOnce(submissions, { contactId: viewer.contact.id, key, fingerprint }, async (record) => {
      if ((await participants.count(ticketId)) >= MOST_PARTICIPANTS) throw refused('tooMany', MOST_PARTICIPANTS);
      const recipient = contact.id === viewer.contact.id ? undefined : await notices.recipient(contact.id);
      await host.transaction(async (trx) => {
        const row = { ticketId, contactId: contact.id, addedBy: viewer.contact.id };
        const addedAt = await participants.add(trx, row);
        if (addedAt !== undefined) await this.#note(trx, viewer, 'participant.added', ticketId, contact.id);
        if (recipient && addedAt !== undefined) {
          const data = { ticketId, number: ticket.number, title: ticket.title, author: viewer.name };
          // Told once a day at the most, however often they are taken off and added again.
          await notices.add(trx, 'participant-added', `${ticketId}.${host.wallClock.today()}`, recipient, data);
        }
        await record(trx, path);
      });
      return path;
    });
    notices.wake();
    return { path, name: nameOf(contact) };
  }

  /** Takes a colleague off, or the viewer themselves, who may not see the ticket any more then; returns the path to go on at. */
  async remove(
    viewer: Viewer,
    ticketId: number,
    chosen: string,
    key: string,
  ): Promise<{ path: string; isMe: boolean }> {
    const { host, participants, rules, submissions } = this.#deps;
    const contactId = parseId(chosen);
    if (contactId === undefined) throw refused('notColleague');
    const isMe = contactId === viewer.contact.id;
    const path = isMe ? `/${TICKET_MODULE}` : `/${TICKET_MODULE}/${ticketId}`;
    const fingerprint = submissionFingerprint('no participant', ticketId, contactId);
    await submitOnce(submissions, { contactId: viewer.contact.id, key, fingerprint }, async (record) => {
      const ticket = await this.#ticket(viewer, ticketId);
      const mayRemove = isMe ? viewer.mayWrite : rules.mayShare(viewer, ticket);
      if (!mayRemove) throw new NotAllowedError('participants:mayNotShare');
      await host.transaction(async (trx) => {
        await participants.remove(trx, ticketId, contactId);
        await this.#note(trx, viewer, 'participant.removed', ticketId, contactId);
        await record(trx, path);
      });
      return path;
    });
    return { path, isMe };
  }

  async #note(
    trx: Knex.Transaction,
    viewer: Viewer,
    action: 'participant.added' | 'participant.removed',
    ticketId: number,
    participant: number,
  ): Promise<void> {
    const entry = { action, module: TICKET_MODULE, recordId: ticketId, details: { participant } };
    await this.#deps.audit.record(customerEntry(viewer, entry), trx);
  }

  async #ticket(viewer: Viewer, ticketId: number): Promise<TicketFacts> {
    return ticketFacts(await this.#deps.records.show(viewer, TICKET_MODULE, ticketId));
  }

  /** Somebody of another company is refused with the same words as somebody who does not exist. */
  async #colleague(viewer: Viewer, ticket: TicketFacts, chosen: string): Promise<HostContact> {
    if (chosen === '') throw refused('noneChosen');
    const id = parseId(chosen);
    const contact = id === undefined ? undefined : await this.#deps.host.contacts.byId(id);
    if (!contact || !this.#mayJoin(viewer, ticket, contact)) throw refused('notColleague');
    return contact;
  }

  /** Live portal contacts of the same company; not whose ticket it is, nor the viewer, unless it is the company's. */
  #mayJoin(viewer: Viewer, ticket: TicketFacts, contact: HostContact): boolean {
    const { accountId } = viewer.contact;
    if (accountId === undefined || contact.accountId !== accountId || contact.id === ticket.parentId) return false;
    if (contact.id === viewer.contact.id && !isCompanyTicket(viewer, ticket)) return false;
    return accessWindow(contact, this.#deps.host.wallClock.today(), 0) === 'open';
  }
}

/** «Villani Francesco», as the CRM names contacts everywhere on the ticket's page. */
export function nameOf({ firstName, lastName }: HostContact): string {
  return `${lastName} ${firstName}`.trim();
}

function refused(code: string, count?: number): InvalidInputError {
  const values = count === undefined ? {} : { values: { count } };
  return new InvalidInputError([{ field: 'contact', code: `participants:${code}`, ...values }]);
}
