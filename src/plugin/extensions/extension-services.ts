import type { Knex } from 'knex';
import type { ContactView, RecordView } from '../../hooks/hook-map.js';
import type { StaffMember } from '../../host/host-adapter.js';
import type { Form } from '../../web/form.js';

/** A live ticket, whoever may see it. */
export interface ExtensionTicket {
  readonly id: number;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  /** Undefined: it belongs to a company, or to nobody. */
  readonly contactId: number | undefined;
}

/** One page of a module's records. */
export interface ExtensionRecords {
  readonly records: readonly RecordView[];
  /** Exact up to 10 000. */
  readonly total: number;
}

/** Who gets a mail: a contact, who may have opted out, or an address such as that of the staff. */
export type ExtensionRecipient =
  | { readonly contactId: number }
  | { readonly address: string; readonly name: string; readonly language: string };

/** A mail of the extension's own that somebody shall get. */
export interface ExtensionMailIntent {
  /** The name it was registered by. */
  readonly mail: string;
  /** What it is about, such as a ticket's id; a second mail of this kind, source and recipient is the same one. */
  readonly source: string | number;
  readonly to: ExtensionRecipient;
  readonly data: object;
  readonly ticketId?: number;
}

/** What the portal does for extensions. Contacts are named by their id; one without access today reads and writes nothing. */
export interface ExtensionServices {
  readonly contacts: {
    /** Undefined: no such contact, or no access to the portal today. */
    find(contactId: number): Promise<ContactView | undefined>;
  };
  readonly tickets: {
    find(ticketId: number): Promise<ExtensionTicket | undefined>;
    /** As the contact, as the portal does it; `key` makes the same comment again the same. Throws what the portal would answer. */
    comment(contactId: number, ticketId: number, text: string, key: string): Promise<void>;
    /** The users of the CRM it is assigned to. */
    owners(ticketId: number): Promise<readonly StaffMember[]>;
  };
  readonly records: {
    /** What the contact may see; NotFoundError for a module they have not. */
    list(contactId: number, module: string, options?: { page?: number; search?: string }): Promise<ExtensionRecords>;
    /** Undefined: not there, or not for this contact. */
    show(contactId: number, module: string, id: number): Promise<RecordView | undefined>;
  };
  readonly mail: {
    /** Writes it to the outbox, in the transaction of the change it tells of where there is one; it goes out after the commit. */
    send(intent: ExtensionMailIntent, trx?: Knex.Transaction): Promise<void>;
  };
  /** Rows of an own table, named without its prefix. */
  table(name: string, trx?: Knex.Transaction): Knex.QueryBuilder;
  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** A fresh one-time key for a form, to be sent as `_key`. */
  newKey(): string;
  /**
   * Does what a form asks for once per key: the same form again leads to the same path; with other texts in `fields` it is a ConflictError.
   * `work` runs in one transaction, which may be repeated, and returns the path below the mount.
   */
  once(
    contactId: number,
    form: Form,
    fields: readonly string[],
    work: (trx: Knex.Transaction) => Promise<string>,
  ): Promise<string>;
  /** The CRM's wall clock, `YYYY-MM-DD HH:MM:SS`. */
  now(): string;
  readonly host: { readonly id: string; readonly zone: string };
}
