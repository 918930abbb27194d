import type { Knex } from 'knex';
import { accessWindow } from '../../access/access-window.js';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import { mayMail } from '../../mail/may-mail.js';
import type { IntentOf, MailData, MailIntent, Outbox } from '../../mail/outbox.js';
import type { LoginStore } from '../../store/login-store.js';
import { ticketShares } from '../../store/participant-store.js';
import { contactLanguages } from '../contact-language.js';

type TicketKind = 'ticket-created' | 'comment-added' | 'ticket-resolved' | 'participant-added';

/** More participants than a ticket may have. */
const ALL_PARTICIPANTS = 100;

/** A contact a ticket's mail goes to, with the language they read. */
export interface TicketRecipient {
  readonly contact: HostContact;
  readonly language: string;
}

/** Puts the mails of ticket events into the outbox, in the event's own transaction. */
export class TicketNotices {
  readonly #host: HostAdapter;
  readonly #outbox: Outbox;
  readonly #logins: LoginStore;

  constructor(deps: { host: HostAdapter; outbox: Outbox; logins: LoginStore }) {
    this.#host = deps.host;
    this.#outbox = deps.outbox;
    this.#logins = deps.logins;
  }

  /** Who is mailed about a ticket of this parent: the contact, unless they opted out; never a company's address. */
  async recipient(parentId: number | undefined): Promise<TicketRecipient | undefined> {
    const contact = parentId === undefined ? undefined : await this.#host.contacts.byId(parentId);
    return contact && (await this.#recipientsOf([contact]))[0];
  }

  /** Who is mailed about what happens on a ticket: its contact and its participants, each once, without `authorId`, whose doing it is. */
  async recipients(
    ticket: { readonly ticketId: number; readonly parentId: number | undefined },
    authorId?: number,
  ): Promise<readonly TicketRecipient[]> {
    const { ticketId, parentId } = ticket;
    if (parentId === undefined) return [];
    const owner = await this.#host.contacts.byId(parentId);
    // Nobody else sees the ticket of a deleted contact any more.
    if (owner?.isDeleted) return [];
    // Without a contact the parent is the company itself, which has no address of its own here.
    const accountId = owner ? owner.accountId : parentId;
    const participants = accountId === undefined ? [] : await this.#participants(ticketId, accountId);
    const contacts = [...(owner ? [owner] : []), ...participants.filter(({ id }) => id !== parentId)];
    return this.#recipientsOf(contacts.filter(({ id }) => id !== authorId));
  }

  /** Writes one mail; `source` is what makes it unique (the ticket's or the comment's id). */
  async add<K extends TicketKind>(
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
    await this.#outbox.add(trx, intent as MailIntent);
  }

  async #recipientsOf(contacts: readonly HostContact[]): Promise<readonly TicketRecipient[]> {
    const readers = contacts.filter((contact) => mayMail(contact));
    const languageOf = await contactLanguages(
      this.#logins,
      this.#host,
      readers.map(({ id }) => id),
    );
    return readers.map((contact) => ({ contact, language: languageOf(contact.id) }));
  }

  /** Those who see the ticket today: a colleague whose access is over must not go on reading it by mail. */
  async #participants(ticketId: number, accountId: number): Promise<readonly HostContact[]> {
    const found = await this.#host.contacts.colleagues({
      accountId,
      recordId: ticketId,
      shares: ticketShares,
      onlyShared: true,
      limit: ALL_PARTICIPANTS,
    });
    const today = this.#host.wallClock.today();
    return found.map(({ contact }) => contact).filter((contact) => accessWindow(contact, today, 0) === 'open');
  }

  /** Wakes the sender; call it after the commit. */
  wake(): void {
    this.#outbox.wake();
  }
}
