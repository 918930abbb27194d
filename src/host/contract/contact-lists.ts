import type { Knex } from 'knex';
import type { HostContact } from './contacts.js';

/** Contacts whose access ends in a span of days. */
export interface EndingQuery {
  /** `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
  /** Only contacts whose access has begun by this day. */
  readonly today: string;
  /** Only contacts with a higher id: the last one of the page before. */
  readonly afterId: number;
  readonly limit: number;
}

/** What became of a contact: `deletedAt` is the CRM's wall clock; undefined: the contact lives. */
export interface ContactFate {
  readonly deletedAt: string | undefined;
}

/** Contacts looked for by something else than who signs in. */
export interface ContactLists {
  /** Live contacts with portal access whose last day is in the span, by id. One statement. */
  ending(query: EndingQuery): Promise<readonly HostContact[]>;
  /** The live contacts of a live company, with access or without, by name. One statement. */
  ofCompany(accountId: number, limit: number): Promise<readonly HostContact[]>;
  /** A query of the live contacts with portal access, whatever their dates: `id`. Part of another statement. */
  withPortal(): Knex.QueryBuilder;
  /** The highest id of any record the CRM has. One statement. */
  highestRecordId(): Promise<number>;
  /** What became of each of these contacts; one that is not in the map is not in the CRM any more. One statement. */
  fates(contactIds: readonly number[]): Promise<ReadonlyMap<number, ContactFate>>;
}
