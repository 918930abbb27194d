import type { Knex } from 'knex';
import { TICKET_MODULE } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import { crmRecordAddress } from '../../core/crm-address.js';
import type { HostAdapter } from '../../host/host-adapter.js';
import type { TicketTitle } from '../../mail/mail-data.js';
import type { Outbox } from '../../mail/outbox.js';
import { customerText, staffRecipients } from '../staff-recipients.js';

interface StaffNoticeDeps {
  readonly host: Pick<HostAdapter, 'metadata' | 'users'>;
  readonly outbox: Outbox;
  /** The CRM's own address, without a trailing slash; empty: not known. */
  readonly crmUrl: () => string;
}

/** What a customer did to a ticket; `source`: the new ticket's or comment's id. */
export interface StaffNews {
  readonly kind: 'staff-ticket' | 'staff-comment';
  readonly source: number;
  readonly ticket: TicketTitle;
  readonly viewer: Viewer;
  readonly text: string;
}

/** Tells those a ticket is assigned to what a customer did, as far as they want mails and still work here. */
export class StaffNotices {
  readonly #deps: StaffNoticeDeps;

  constructor(deps: StaffNoticeDeps) {
    this.#deps = deps;
  }

  /** Writes the mails in the change's own transaction, which also sees whom a new ticket is assigned to. */
  async add(trx: Knex.Transaction, { kind, source, ticket, viewer, text }: StaffNews): Promise<void> {
    const { host, outbox, crmUrl } = this.#deps;
    const { ticketId, number, title } = ticket;
    const owners = await host.users.ownersOf(ticketId, trx);
    const crmLink = crmRecordAddress(crmUrl(), TICKET_MODULE, ticketId);
    const data = { ticketId, number, title, customer: customerText(viewer), text, crmLink };
    for (const { key, ...recipient } of staffRecipients(owners, host))
      await outbox.add(trx, { ...recipient, kind, key: `${kind}:${source}:${key}`, ticketId, data });
  }
}
