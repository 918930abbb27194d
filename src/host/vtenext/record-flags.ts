import type { Knex } from 'knex';
import type { RecordFlagKind } from '../contract/traces.js';

/** What must be true of a module's record itself, whoever's it is. */
export interface RecordFlag {
  readonly kind: RecordFlagKind;
  /** Of the base table. */
  readonly column: string;
  /** Narrows a query over the base table with this alias. */
  narrow(query: Knex.QueryBuilder, alias: string): void;
}

/** A module without one shows every record that belongs to the customer. */
export const RECORD_FLAGS: Readonly<Record<string, RecordFlag>> = {
  Faq: { kind: 'published', column: 'status', narrow: (query, alias) => query.where(`${alias}.status`, 'Published') },
  Documents: {
    kind: 'inPortal',
    column: 'active_portal',
    narrow: (query, alias) => query.where(`${alias}.active_portal`, 1),
  },
  // What the staff marks as private says «busy» even to colleagues.
  Calendar: {
    kind: 'notPrivate',
    column: 'visibility',
    narrow: (query, alias) => query.whereNot(`${alias}.visibility`, 'Private'),
  },
};
