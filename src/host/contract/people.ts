import type { HostContact } from './contacts.js';

/** A table of the portal's that gives contacts to something of the portal's, such as a profile. */
export interface AssignmentTable {
  readonly table: string;
  readonly contact: string;
  readonly owner: string;
}

/** Contacts with portal access an administrator looks for. */
export interface PeopleQuery {
  /** Every word stands in a name, the address or the company; empty: everybody. */
  readonly text: string;
  /** Only contacts assigned to `owner`; with `orNone` also those assigned to nobody. */
  readonly assigned?: { readonly by: AssignmentTable; readonly owner: string; readonly orNone: boolean };
  readonly limit: number;
  readonly skip: number;
}

/** One page of people. */
export interface PeoplePage {
  readonly items: readonly HostContact[];
  readonly total: number;
}

/** People as an administrator looks for them. */
export interface PeopleRepository {
  /** Live contacts with portal access, whatever their dates, by name. Two statements. */
  contacts(query: PeopleQuery): Promise<PeoplePage>;
}
