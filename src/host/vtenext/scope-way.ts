import type { Knex } from 'knex';
import type { RelationKind } from '../contract/traces.js';

/** Joins a query with customers by the column that holds a contact or company; `isText`: in a varchar. */
export type JoinCustomers = (query: Knex.QueryBuilder, column: string, isText: boolean) => Knex.QueryBuilder;

/** One way by which records belong to customers: the lists are narrowed by it, and an explanation names it. */
export interface ScopeWay {
  readonly kind: RelationKind;
  /** The record's own column that names the customer. */
  readonly column?: string;
  /** Columns of the rows, with their alias: the record's id, the customer's, and that of a record in between. */
  readonly id: string;
  readonly holder: string;
  readonly through?: string;
  /** Reaches the contact whatever the scope, if the holder is of the contact's company. */
  readonly isShared?: boolean;
  /** The rows with both, without columns; `join` stands where the database should start from. */
  rows(join: JoinCustomers): Knex.QueryBuilder;
}
