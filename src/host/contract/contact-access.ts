import type { Knex } from 'knex';
import type { ContactReservation, HostContact } from './contacts.js';

/**
 * Where a contact's access stands: `noEmail` cannot be enabled · `off` is not · `undated` has no end date and therefore no access ·
 * `notBegun`, `grace`, `expired` by the dates · `mailFailed` the invitation did not arrive · `expiring` ends soon · `active` has signed in ·
 * `opened` has set a password by the link · `invited` has a link under way · `idle` was enabled and neither invited nor ever seen.
 */
export type AccessState =
  | 'noEmail'
  | 'off'
  | 'undated'
  | 'notBegun'
  | 'grace'
  | 'expired'
  | 'mailFailed'
  | 'expiring'
  | 'active'
  | 'opened'
  | 'invited'
  | 'idle';

/** The days that decide about a state, each `YYYY-MM-DD`. */
export interface AccessDays {
  readonly today: string;
  /** Access that ended before this day has no grace left. */
  readonly graceFrom: string;
  /** Access that ends on or before this day ends soon. */
  readonly expiringTo: string;
}

/** The portal's own tables that know what became of an invitation; columns of each by what they hold. */
export interface AccessTables {
  readonly logins: { readonly table: string; readonly contact: string; readonly passwordChangedAt: string };
  readonly mails: {
    readonly table: string;
    readonly id: string;
    readonly contact: string;
    readonly kind: string;
    readonly state: string;
    /** The kind of an invitation, and the state of one that did not arrive. */
    readonly invitation: string;
    readonly failed: string;
  };
}

/** What the states of a search are told from. */
export interface AccessRules {
  readonly days: AccessDays;
  readonly tables: AccessTables;
}

/** Contacts looked for: every word of the text stands in a name, the address, the company or the number. */
export interface AccessSearch {
  readonly text: string;
  /** Undefined: whatever it is. */
  readonly state?: AccessState | undefined;
}

/** One page of a search; `page` from 1. */
export interface AccessPage {
  readonly page: number;
  readonly size: number;
  readonly sort: 'name' | 'company' | 'end' | 'signIn';
  readonly isDescending: boolean;
}

/** A live contact with what an administrator asks about. */
export interface ContactAccess extends HostContact {
  /** `CON14`; may be empty. */
  readonly number: string;
  /** Wall clock of the last sign-in, to this portal or the old one. */
  readonly signedInAt: string | undefined;
  readonly state: AccessState;
}

/** What an administrator sets; a date undefined: none. */
export interface AccessGrant {
  readonly isEnabled: boolean;
  readonly supportStart: string | undefined;
  readonly supportEnd: string | undefined;
}

/** A CRM user in whose own name something is written. */
export interface StaffAuthor {
  readonly userId: number;
  readonly userName: string;
  /** «Lastname Firstname», as the CRM's log shows users. */
  readonly name: string;
}

/** A table of the portal's with a row for every contact whose access was noticed, and its columns. */
export interface SeenAccess {
  readonly table: string;
  readonly contact: string;
  /** 1: the contact was enabled then. */
  readonly isEnabled: string;
  /** 1: an invitation is still to be written. */
  readonly isDue: string;
}

/** What has changed since a contact was last noticed. */
export interface NewlyEnabledQuery {
  readonly seen: SeenAccess;
  readonly today: string;
  /** Contacts saved in this span (wall clock) may still be in the middle of a save, and are left for the next time. */
  readonly unsettled: { readonly from: string; readonly to: string };
  readonly limit: number;
}

/** Contacts' access as a CRM administrator sees and sets it. */
export interface ContactAccessRepository {
  /** One page of live contacts. One statement. */
  search(search: AccessSearch, page: AccessPage, rules: AccessRules): Promise<readonly ContactAccess[]>;
  /** How many contacts of a search are in each state; states without any are left out. One statement. */
  counts(search: AccessSearch, rules: AccessRules): Promise<ReadonlyMap<AccessState, number>>;
  /** Ids of a search, ascending. */
  ids(search: AccessSearch, rules: AccessRules, limit: number): Promise<readonly number[]>;
  /** Live contacts by id; one that is deleted or no contact is left out. One statement. */
  find(ids: readonly number[], rules: AccessRules): Promise<readonly ContactAccess[]>;
  /** Live contacts by their numbers or addresses, exactly but for case; several may share one. One statement. */
  named(
    names: readonly string[],
  ): Promise<readonly { readonly id: number; readonly number: string; readonly email: string }[]>;
  reserve(): Promise<ContactReservation>;
  /**
   * Sets tick and dates as a save in the CRM does, but never the CRM's readable password, and returns what stood there; nothing is
   * written where nothing changes. NotFoundError without a live contact, InvalidInputError to enable one without an address,
   * ConflictError when tick or dates are not `expected` any more.
   */
  grant(
    trx: Knex.Transaction,
    reservation: ContactReservation,
    contactId: number,
    wanted: AccessGrant,
    author: StaffAuthor,
    expected?: AccessGrant,
  ): Promise<AccessGrant>;
  /** Contacts with access that were not seen enabled, or whose invitation is due and access has begun; those saved first come first. */
  newlyEnabled(query: NewlyEnabledQuery): Promise<readonly number[]>;
  /** Contacts that were seen enabled and are not any more, or deleted. */
  newlyDisabled(seen: SeenAccess, limit: number): Promise<readonly number[]>;
  /** Ids of all enabled live contacts behind one, ascending. */
  enabled(afterId: number, limit: number): Promise<readonly number[]>;
}
