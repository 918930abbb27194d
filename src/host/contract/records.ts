import type { StoredValue } from '../metadata/field-kind.js';
import type { FieldSchema, ModuleSchema, RelationWay } from '../metadata/types.js';

/** Which rows a query may see; made by `access/visibility.ts` and applied here, in the query. */
export type RowScope =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'customer';
      readonly contactId: number;
      readonly accountId: number | undefined;
      readonly includesCompany: boolean;
      /** Records of the company that are shared with the contact by name, whatever the scope. */
      readonly shared?: SharedRecords;
    };

/** A table outside the CRM whose rows name a record and a contact it is shared with. */
export interface SharedRecords {
  readonly table: string;
  readonly recordColumn: string;
  readonly contactColumn: string;
}

/** One column's condition. `needles` are folded texts that must be contained; `values` are stored values that match too. */
export interface ColumnFilter {
  readonly field: FieldSchema;
  readonly contains: string;
  /** Stored picklist values whose translation matches; used by kinds with `search: 'values'`. */
  readonly values: readonly string[];
}

/** One field's value, exactly as stored. */
export interface ExactValue {
  readonly field: FieldSchema;
  readonly value: string;
}

/** Days a record lasts, compared with the start and, where it has one, the end; `from` and `before` are `YYYY-MM-DD`. */
export interface Period {
  readonly start: FieldSchema;
  readonly end: FieldSchema | undefined;
  /** Not over before this day. */
  readonly from?: string;
  /** Over before this day. */
  readonly before?: string;
}

/** A record whose related ones are wanted, and the ways to them. */
export interface RelatedTo {
  readonly recordId: number;
  readonly ways: readonly RelationWay[];
}

export interface ListQuery {
  readonly module: ModuleSchema;
  readonly scope: RowScope;
  /** Fields whose values come back. */
  readonly fields: readonly FieldSchema[];
  /** All must match. */
  readonly filters: readonly ColumnFilter[];
  /** One of them must match (the search over everything). */
  readonly anyOf: readonly ColumnFilter[];
  readonly sort: { readonly field: FieldSchema; readonly isDescending: boolean } | undefined;
  readonly limit: number;
  readonly offset: number;
  readonly onlyIds?: readonly number[];
  /** All must hold. */
  readonly exact?: readonly ExactValue[];
  readonly relatedTo?: RelatedTo;
  readonly period?: Period;
  /** Characters of a long text that come back; undefined: as many as a cell shows. */
  readonly textLength?: number;
}

/** What a count asks for. */
export type CountQuery = Omit<ListQuery, 'fields' | 'sort' | 'limit' | 'offset'>;

/** How many records have one value; `name` is that of the record a reference points to, undefined for other fields and deleted ones. */
export interface ValueCount {
  readonly value: StoredValue;
  readonly name: string | undefined;
  readonly count: number;
}

/** A text looked for in the fields of one module that a viewer is shown. */
export interface SearchQuery extends Omit<ListQuery, 'filters' | 'sort' | 'offset'> {
  readonly needle: string;
  /** A record with exactly this number comes first. */
  readonly numberField: FieldSchema | undefined;
  /** Then those whose title starts with the text, then those whose title contains it. */
  readonly titleFields: readonly FieldSchema[];
}

/** The records of a module that are related to one record. */
export interface RelatedQuery extends Omit<ListQuery, 'filters' | 'anyOf' | 'offset'> {
  readonly recordId: number;
  readonly ways: readonly RelationWay[];
}

export interface HostRecord {
  readonly id: number;
  readonly module: string;
  readonly ownerId: number;
  /** Values by field name. */
  readonly values: Readonly<Record<string, StoredValue>>;
}

export interface HostReference {
  readonly id: number;
  readonly module: string;
  readonly name: string;
}

export interface ListResult {
  readonly records: readonly HostRecord[];
  /** Exact up to 10 000; 10 001 means more. */
  readonly total: number;
  /** Names of all reference values of the page, deleted ones left out. */
  readonly references: ReadonlyMap<number, HostReference>;
  readonly owners: ReadonlyMap<number, string>;
}

/** Records of one module, looked at through one scope. */
export interface WantedRecords {
  readonly module: ModuleSchema;
  readonly ids: readonly number[];
  readonly scope: RowScope;
}

/** Reads any module's records, driven by its schema. At most 4 statements a list, one a record (3 with very many references). */
export interface RecordRepository {
  list(query: ListQuery): Promise<ListResult>;
  /** Ids of a whole list in its order, at most `limit`; one statement. */
  ids(query: Omit<ListQuery, 'fields' | 'offset'>): Promise<readonly number[]>;
  /** How many records there are of each value of a field, at most `limit` values; one statement. */
  counts(query: CountQuery, field: FieldSchema, limit: number): Promise<readonly ValueCount[]>;
  /** The best hits first, newest among equals; at most two statements. */
  search(query: SearchQuery): Promise<ListResult>;
  /** Whether anything at all is related to a record by each of these sets of ways, deleted and hidden records included; one statement. */
  hasRelations(recordId: number, lists: readonly (readonly RelationWay[])[]): Promise<readonly boolean[]>;
  /** The first related records, with the names of all their references and owners; one statement. */
  related(query: RelatedQuery): Promise<Omit<ListResult, 'total'>>;
  /** Undefined: no such live record in this scope. */
  find(
    module: ModuleSchema,
    id: number,
    scope: RowScope,
    fields: readonly FieldSchema[],
  ): Promise<Omit<ListResult, 'total'> | undefined>;
  /** Which of these records their scopes see, for links; one statement for all modules. */
  visibleIds(wanted: readonly WantedRecords[]): Promise<ReadonlySet<number>>;
  /** Records of a module a form may refer to, by name, at most `limit`; with `onlyIds` none but these. */
  pick(
    module: ModuleSchema,
    scope: RowScope,
    contains: string,
    limit: number,
    onlyIds?: readonly number[],
  ): Promise<readonly HostReference[]>;
}
