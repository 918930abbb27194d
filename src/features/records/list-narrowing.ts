import type { ListQuery } from '../../host/host-adapter.js';
import type { FieldSchema, ModuleSchema } from '../../host/metadata/types.js';
import type { ListPart } from './list-narrow.js';

/** What a link to a record says; empty texts where the CRM has none. */
export interface RecordHead {
  readonly module: ModuleSchema;
  readonly id: number;
  readonly number: string;
  readonly name: string;
}

/** What a list's address narrows it to, judged and translated for the host. */
export type ListConditions = Pick<ListQuery, 'exact' | 'relatedTo' | 'period' | 'textLength'>;

/** What a list may be narrowed by beside its search, and what it is narrowed to. */
export interface ListNarrowing {
  /** Fields whose values stand beside the list. */
  readonly groups: readonly FieldSchema[];
  /** Fields a search looks into, columns or not. */
  readonly searched: readonly FieldSchema[];
  /** Fields that are read with the list, columns or not; the searched ones among them. */
  readonly read: readonly FieldSchema[];
  /** Which part in time is shown; undefined: the module has none. */
  readonly part: ListPart | undefined;
  /** The record whose related ones are shown. */
  readonly parent: RecordHead | undefined;
  readonly conditions: ListConditions;
}
