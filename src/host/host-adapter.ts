import type { Knex } from 'knex';
import type { WallClock } from '../core/clock.js';
import type { ChangeRepository } from './contract/changes.js';
import type { ContactAccessRepository } from './contract/contact-access.js';
import type { ContactLists } from './contract/contact-lists.js';
import type { ContactRepository } from './contract/contacts.js';
import type { DocumentRepository } from './contract/documents.js';
import type { FaqRepository } from './contract/faq.js';
import type { InventoryRepository } from './contract/inventory.js';
import type { MailTemplateRepository } from './contract/mail-templates.js';
import type { PeopleRepository } from './contract/people.js';
import type { QuoteRepository } from './contract/quotes.js';
import type { RecordRepository } from './contract/records.js';
import type { TicketRepository } from './contract/tickets.js';
import type { RecordTraces } from './contract/traces.js';
import type { MetadataChanges } from './metadata/refine-metadata.js';
import type { Metadata } from './metadata/types.js';

export type * from './contract/changes.js';
export type * from './contract/contact-access.js';
export type * from './contract/contact-lists.js';
export type * from './contract/contacts.js';
export type * from './contract/documents.js';
export type * from './contract/faq.js';
export type * from './contract/inventory.js';
export type * from './contract/mail-templates.js';
export type * from './contract/people.js';
export type * from './contract/quotes.js';
export type * from './contract/records.js';
export type * from './contract/tickets.js';
export type * from './contract/traces.js';

/** A CRM as the portal knows it. Everything above speaks to a CRM only through this. */
export interface HostAdapter {
  readonly id: 'vtenext' | 'demo';
  /** Prefix of the host's tables, e.g. `vte_`. */
  readonly tablePrefix: string;
  /** The CRM's database; the portal's own tables live in it too. */
  readonly knex: Knex;
  readonly wallClock: WallClock;
  readonly metadata: RefinableMetadata;
  readonly contacts: ContactRepository;
  readonly contactAccess: ContactAccessRepository;
  readonly contactLists: ContactLists;
  readonly people: PeopleRepository;
  readonly records: RecordRepository;
  readonly traces: RecordTraces;
  readonly tickets: TicketRepository;
  readonly changes: ChangeRepository;
  readonly documents: DocumentRepository;
  readonly faq: FaqRepository;
  readonly inventory: InventoryRepository;
  readonly quotes: QuoteRepository;
  readonly users: UserRepository;
  readonly mailTemplates: MailTemplateRepository;
  /**
   * Runs work in one transaction. A deadlock or lock wait repeats it, at most 3 times; a connection lost after COMMIT was sent is
   * never repeated. Ids and numbers are reserved before, outside of it. Throws HostUnavailableError when the database is away.
   */
  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Answers or throws within `timeoutMs`. */
  ping(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

/** The metadata cache; `current` never blocks a request. */
export interface MetadataSource {
  readonly current: Metadata;
  /** Reads again if the fingerprint changed, and says so; it costs two statements unless another process told it (`told`). */
  refresh(told?: string): Promise<boolean>;
}

/** A cache over which extensions may lay labels and kinds of their own. */
export interface RefinableMetadata extends MetadataSource {
  /** From now on until it is called again. */
  refineBy(changes: MetadataChanges): void;
}

/** CRM users and groups. */
export interface UserRepository {
  /** Names by id, of users and groups. One statement. */
  names(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** Who owns a record: its assignee, or the members of an assigned group, as far as they still work here; `trx` also sees a record not committed yet. One statement. */
  ownersOf(recordId: number, trx?: Knex.Transaction): Promise<readonly StaffMember[]>;
  /** An administrator of the CRM by id, as long as they are one and work here. One statement. */
  administrator(id: number): Promise<StaffMember | undefined>;
  /** All who administer the CRM and work here, by id. One statement. */
  administrators(): Promise<readonly StaffMember[]>;
  /** The administrator who signs in to the CRM with these; undefined for anybody else, whatever of it is wrong. Case counts. */
  verifyAdministrator(userName: string, password: string): Promise<StaffMember | undefined>;
}

/** An active member of the staff. */
export interface StaffMember {
  readonly id: number;
  readonly userName: string;
  readonly name: string;
  /** As it stands in the CRM; may be empty. */
  readonly email: string;
  /** Two-letter code of the language chosen in the CRM; undefined: none. */
  readonly language: string | undefined;
  /** Chose to be notified by mail instead of the CRM's bell. */
  readonly wantsMail: boolean;
}
