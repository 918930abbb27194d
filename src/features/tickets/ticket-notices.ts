import type { Knex } from 'knex';
import type { HostAdapter, HostContact } from '../../host/host-adapter.js';
import { mayMail } from '../../mail/may-mail.js';
import type { IntentOf, MailData, MailIntent, Outbox } from '../../mail/outbox.js';
import type { LoginStore } from '../../store/login-store.js';
import { contactLanguage } from '../contact-language.js';

type TicketKind = 'ticket-created' | 'comment-added' | 'ticket-resolved';

/** The one contact a ticket's mails go to, with the language they read; undefined: nobody is to be mailed. */
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
    if (!contact || !mayMail(contact)) return undefined;
    return { contact, language: await contactLanguage(this.#logins, this.#host, contact.id) };
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

  /** Wakes the sender; call it after the commit. */
  wake(): void {
    this.#outbox.wake();
  }
}
