import { authorOf, contactView } from '../../access/contact-view.js';
import type { Permissions } from '../../access/permissions.js';
import { ticketOwnerId } from '../../access/profile-staff.js';
import { TICKET_MODULE, TicketStatus } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { InvalidInputError, NotAllowedError } from '../../core/errors.js';
import type { HookBus } from '../../hooks/hook-bus.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { StoredValue } from '../../host/metadata/field-kind.js';
import type { TicketTitle } from '../../mail/mail-data.js';
import type { MailData } from '../../mail/outbox.js';
import type { SubmissionStore } from '../../store/submission-store.js';
import type { AcceptedForm } from '../records/record-companion.js';
import { saveRecord, withoutNull } from '../records/save-record.js';
import { submitOnce } from '../submission.js';
import type { StaffNotices } from './staff-notices.js';
import type { TicketFiles } from './ticket-files.js';
import type { TicketNotices, TicketRecipient } from './ticket-notices.js';

export interface TicketDeps {
  readonly host: HostAdapter;
  readonly permissions: Permissions;
  readonly hooks: HookBus;
  readonly submissions: SubmissionStore;
  readonly notices: TicketNotices;
  readonly staff: StaffNotices;
  readonly files: TicketFiles;
}

/** Opens tickets and changes their fields, for customers. */
export class TicketService {
  readonly #deps: TicketDeps;

  constructor(deps: TicketDeps) {
    this.#deps = deps;
  }

  /** Opens a ticket with its files and mails the contact; returns its path. */
  async create(viewer: Viewer, form: AcceptedForm): Promise<string> {
    const { host, permissions, hooks, submissions, notices, staff, files } = this.#deps;
    if (!permissions.can(viewer, TICKET_MODULE, 'create')) throw new NotAllowedError();
    if (form.files.length > 0 && !permissions.can(viewer, TICKET_MODULE, 'attach')) throw new NotAllowedError();
    const submission = { contactId: viewer.contact.id, key: form.key, fingerprint: form.fingerprint };
    let opened: { ticketId: number; number: string } | undefined;
    const location = await submitOnce(submissions, submission, async (record) => {
      const values = await this.#draft(viewer, form);
      const faults = await files.faults(viewer, form.files, undefined);
      if (faults.length > 0) throw new InvalidInputError(faults);
      const recipient = await notices.recipient(viewer.contact.id);
      const { result, stored } = await files.store(viewer, form.files, async (insertFiles) => {
        const ticket = await host.tickets.reserve(ticketOwnerId(host.metadata.current, viewer.profile));
        const path = `/${TICKET_MODULE}/${ticket.ticketId}`;
        await host.transaction(async (trx) => {
          await host.tickets.create(trx, ticket, values, authorOf(viewer));
          await insertFiles(trx, ticket.ticketId);
          const title = { ticketId: ticket.ticketId, number: ticket.ticketNumber, title: values.ticket_title ?? '' };
          if (recipient) await this.#mailCreated(trx, title, values, recipient);
          const text = values.description ?? '';
          await staff.add(trx, { kind: 'staff-ticket', source: title.ticketId, ticket: title, viewer, text });
          await record(trx, path);
        });
        opened = { ticketId: ticket.ticketId, number: ticket.ticketNumber };
        return { path, ticketId: ticket.ticketId };
      });
      await files.announce(viewer, result.ticketId, stored);
      return result.path;
    });
    if (opened) {
      notices.wake();
      await hooks.runActions('ticket.created', { ...opened, contact: contactView(viewer.contact) });
    }
    return location;
  }

  /** Changes a ticket's writable fields; ConflictError when somebody else was faster. */
  async update(viewer: Viewer, ticketId: number, form: AcceptedForm, expectedModified: string): Promise<string> {
    const { host } = this.#deps;
    return saveRecord(this.#deps, viewer, {
      module: TICKET_MODULE,
      id: ticketId,
      form,
      path: `/${TICKET_MODULE}/${ticketId}`,
      reserve: () => host.tickets.reserveChange(ticketId, { withComment: false }),
      write: (trx, reservation, values) =>
        host.tickets.update(trx, reservation, ticketId, values, authorOf(viewer), expectedModified),
    });
  }

  /** The values to be written: what the form accepted, passed through extensions, then what only the server sets. */
  async #draft(viewer: Viewer, form: AcceptedForm): Promise<Record<string, StoredValue>> {
    const draft = await this.#deps.hooks.applyFilters(
      'ticket.beforeCreate',
      { module: TICKET_MODULE, values: withoutNull(form.values) },
      { contact: contactView(viewer.contact) },
    );
    return {
      ...form.values,
      ...draft.values,
      ticketstatus: draft.values.ticketstatus || TicketStatus.open,
      parent_id: String(viewer.contact.id),
    };
  }

  async #mailCreated(
    trx: Parameters<TicketNotices['add']>[0],
    ticket: TicketTitle,
    values: Readonly<Record<string, StoredValue>>,
    recipient: TicketRecipient,
  ): Promise<void> {
    const data: MailData['ticket-created'] = {
      ...ticket,
      status: this.#valueText('ticketstatus', values, recipient.language),
      priority: this.#valueText('ticketpriorities', values, recipient.language),
      description: values.description ?? '',
    };
    await this.#deps.notices.add(trx, 'ticket-created', ticket.ticketId, recipient, data);
  }

  #valueText(name: string, values: Readonly<Record<string, StoredValue>>, language: string): string {
    const metadata = this.#deps.host.metadata.current;
    const field = metadata.module(TICKET_MODULE)?.fields.get(name);
    const value = values[name];
    return field && value ? metadata.labels.value(field, value, language) : '';
  }
}
