import type { Knex } from 'knex';
import { accessWindow } from '../../access/access-window.js';
import { TICKET_MODULE, type TicketRules, TicketStatus } from '../../access/ticket-states.js';
import type { Viewer } from '../../access/types.js';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import type { IntentOf, MailData, MailIntent, Outbox } from '../../mail/outbox.js';
import type { LoginStore } from '../../store/login-store.js';
import { ticketShares } from '../../store/participant-store.js';
import { contactLanguages } from '../contact-language.js';
import type { TicketReaders } from './ticket-readers.js';

/** Mails about a ticket. */
export type TicketMailKind =
  | 'ticket-created'
  | 'comment-added'
  | 'colleague-commented'
  | 'status-changed'
  | 'solution-added'
  | 'ticket-resolved'
  | 'ticket-reopened'
  | 'participant-added';

/** More participants than a ticket may have. */
const ALL_PARTICIPANTS = 100;

/** A contact a ticket's mail goes to, with the language they read. */
export interface TicketRecipient {
  readonly contact: HostContact;
  readonly viewer: Viewer;
  readonly language: string;
}

/** What a ticket's mails say of it. */
export interface NoticedTicket {
  readonly ticketId: number;
  readonly number: string;
  readonly title: string;
  /** The contact or company it belongs to. */
  readonly parentId: number | undefined;
}

interface TicketNoticeDeps {
  readonly host: HostAdapter;
  readonly outbox: Outbox;
  readonly logins: LoginStore;
  readonly readers: TicketReaders;
  readonly rules: Pick<TicketRules, 'mayRate'>;
}

/** Puts the mails of ticket events into the outbox, in the event's own transaction. */
export class TicketNotices {
  readonly #deps: TicketNoticeDeps;

  constructor(deps: TicketNoticeDeps) {
    this.#deps = deps;
  }

  /** Who is mailed about a ticket of this parent: the contact, unless they opted out; never a company's address. */
  async recipient(parentId: number | undefined): Promise<TicketRecipient | undefined> {
    const contact = parentId === undefined ? undefined : await this.#deps.host.contacts.byId(parentId);
    return contact && (await this.#recipientsOf([contact]))[0];
  }

  /** Who is mailed about what happens on a ticket: its contact and its participants, each once, without `authorId`, whose doing it is. */
  async recipients(
    ticket: { readonly ticketId: number; readonly parentId: number | undefined },
    authorId?: number,
  ): Promise<readonly TicketRecipient[]> {
    const { ticketId, parentId } = ticket;
    const { readers } = this.#deps;
    if (parentId === undefined) return [];
    const owner = await this.#deps.host.contacts.byId(parentId);
    // Nobody else sees the ticket of a deleted contact any more.
    if (owner?.isDeleted) return [];
    // Without a contact the parent is the company itself, which has no address of its own here.
    const accountId = owner ? owner.accountId : parentId;
    const participants = accountId === undefined ? [] : await this.#participants(ticketId, accountId);
    const first = owner ? [owner] : await this.#commenters(ticketId, parentId);
    const contacts = new Map([...first, ...participants].map((contact) => [contact.id, contact]));
    if (authorId !== undefined) contacts.delete(authorId);
    const found = await this.#recipientsOf([...contacts.values()]);
    const guests = new Set(participants.map(({ id }) => id));
    // A company's ticket is seen by its participants, and by who sees the company's.
    return owner ? found : found.filter(({ viewer }) => guests.has(viewer.contact.id) || readers.seesCompanys(viewer));
  }

  /** Writes one mail; `source` is what makes it unique (the ticket's or the comment's id). */
  async add<K extends TicketMailKind>(
    trx: Knex.Transaction,
    kind: K,
    source: number | string,
    recipient: TicketRecipient,
    data: MailData[K],
  ): Promise<void> {
    const { contact, language } = recipient;
    const intent: IntentOf<K> = {
      kind,
      key: `${kind}:${source}:${contact.id}`,
      contactId: contact.id,
      ticketId: data.ticketId,
      to: { address: contact.email, name: `${contact.firstName} ${contact.lastName}`.trim() },
      language,
      data,
    };
    await this.#deps.outbox.add(trx, intent as MailIntent);
  }

  /** What a ticket's closing says to a recipient; `solution` as it is stored. */
  closing(ticket: NoticedTicket, solution: string, { viewer }: TicketRecipient): MailData['ticket-resolved'] {
    const { readers, rules } = this.#deps;
    const { ticketId, number, title, parentId } = ticket;
    const text = readers.shows(viewer, 'solution') ? solution : '';
    return { ticketId, number, title, text, mayRate: rules.mayRate(viewer, { status: TicketStatus.closed, parentId }) };
  }

  /** A status as a recipient reads it; empty where their profile hides it. */
  statusText(status: string, { viewer, language }: Pick<TicketRecipient, 'viewer' | 'language'>): string {
    const metadata = this.#deps.host.metadata.current;
    const field = metadata.module(TICKET_MODULE)?.fields.get('ticketstatus');
    if (!field || status === '' || !this.#deps.readers.shows(viewer, field.name)) return '';
    return metadata.labels.value(field, status, language);
  }

  /** Contacts of the company who commented on its ticket. */
  async #commenters(ticketId: number, accountId: number): Promise<readonly HostContact[]> {
    const { changes, contacts } = this.#deps.host;
    const ids = (await changes.commenters([ticketId])).map(({ contactId }) => contactId);
    const found = ids.length === 0 ? [] : await contacts.byIds(ids);
    return found.filter((contact) => contact.accountId === accountId);
  }

  async #recipientsOf(contacts: readonly HostContact[]): Promise<readonly TicketRecipient[]> {
    const { host, logins, readers } = this.#deps;
    const viewers = await Promise.all(contacts.map((contact) => readers.read(contact)));
    const found = viewers.flatMap((viewer) => viewer ?? []);
    const languageOf = await contactLanguages(
      logins,
      host,
      found.map(({ contact }) => contact.id),
    );
    return found.map((viewer) => ({ contact: viewer.contact, viewer, language: languageOf(viewer.contact.id) }));
  }

  /** Those who see the ticket today: a colleague whose access is over must not go on reading it by mail. */
  async #participants(ticketId: number, accountId: number): Promise<readonly HostContact[]> {
    const { host } = this.#deps;
    const found = await host.contacts.colleagues({
      accountId,
      recordId: ticketId,
      shares: ticketShares,
      onlyShared: true,
      limit: ALL_PARTICIPANTS,
    });
    const today = host.wallClock.today();
    return found.map(({ contact }) => contact).filter((contact) => accessWindow(contact, today, 0) === 'open');
  }

  /** Wakes the sender; call it after the commit. */
  wake(): void {
    this.#deps.outbox.wake();
  }
}
