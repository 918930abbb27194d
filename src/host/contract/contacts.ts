import type { Knex } from 'knex';
import type { StoredValue } from '../metadata/field-kind.js';
import type { SharedRecords } from './records.js';

/** A portal contact with what decides about access, read in one statement. */
export interface HostContact {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** As sign-in knows it (`vte_portalinfo.user_name`, at most 50 characters of the address). */
  readonly userName: string;
  readonly accountId: number | undefined;
  readonly accountName: string;
  readonly isDeleted: boolean;
  /** The tick «Portal User» and the portal row's `isactive`, both. */
  readonly hasPortal: boolean;
  /** `YYYY-MM-DD`, or undefined for NULL and zero dates. */
  readonly supportStart: string | undefined;
  readonly supportEnd: string | undefined;
  readonly optedOutOfMail: boolean;
  /** The CRM's encoded one-time password as it stands; never shown or logged. */
  readonly encodedPassword: string;
}

/** Reserved for one change of a contact's own data. */
export interface ContactReservation {
  readonly changeLogId: number;
}

/** A contact's picture as the CRM keeps it. */
export interface ContactPhoto {
  readonly attachmentId: number;
  readonly name: string;
}

/** A company's portal contact, and whether one record is shared with them. */
export interface Colleague {
  readonly contact: HostContact;
  readonly isShared: boolean;
}

/** Whose colleagues are asked for, and the record they may share. */
export interface ColleagueQuery {
  readonly accountId: number;
  readonly recordId: number;
  readonly shares: SharedRecords;
  /** Only those the record is shared with. */
  readonly onlyShared: boolean;
  readonly limit: number;
}

/** Reads and, where the CRM does, writes contacts. */
export interface ContactRepository {
  byId(contactId: number): Promise<HostContact | undefined>;
  /** Those of them that are there, live or not, in no order. One statement. */
  byIds(contactIds: readonly number[]): Promise<readonly HostContact[]>;
  /** All contacts that could sign in as this: by `user_name` first, and by full e-mail (DECISIONS 13), live or not. */
  candidates(login: string): Promise<readonly HostContact[]>;
  /** Live portal contacts of a live company by their names, those the record is shared with first. One statement. */
  colleagues(query: ColleagueQuery): Promise<readonly Colleague[]>;
  /** Decodes the CRM's reversible one-time password; undefined if it is empty or not decodable. */
  decodePassword(encoded: string): string | undefined;
  /** `login_time = now`, as the CRM's portal does. */
  recordSignIn(contactId: number): Promise<void>;
  recordSignOut(contactId: number): Promise<void>;
  reserveChange(): Promise<ContactReservation>;
  /**
   * Changes columns of a contact's own data as the CRM's save does; company, number, portal access and support dates stay, whatever
   * `values` holds. Returns the fields that really changed; throws ConflictError when the row is newer than `expectedModified`.
   */
  update(
    trx: Knex.Transaction,
    reservation: ContactReservation,
    contactId: number,
    values: Readonly<Record<string, StoredValue>>,
    author: Author,
    expectedModified?: string,
  ): Promise<readonly string[]>;
  /** Sets the address and with it the name to sign in with; false: it is not `from` any more, nothing is written. */
  changeEmail(
    trx: Knex.Transaction,
    reservation: ContactReservation,
    contactId: number,
    change: { readonly from: string; readonly to: string },
    author: Author,
  ): Promise<boolean>;
  /** Whether another live contact signs in with this address already. */
  isLoginTaken(address: string, contactId: number): Promise<boolean>;
  /** The newest picture; undefined: none. */
  photo(contactId: number): Promise<ContactPhoto | undefined>;
}

/** In whose name a customer's write happens: rows bear the portal user, logs and comments the contact. */
export interface Author {
  readonly contactId: number;
  /** «Lastname Firstname», as the CRM names contacts. */
  readonly name: string;
  readonly email: string;
}
