import type { Knex } from 'knex';
import type { TableFacts } from './column-facts.js';
import type { FieldSchema, PicklistValue } from './types.js';

/** The values of a list that the CRM allows beside one value of another list of the same module. */
interface LinkedValues {
  readonly source: string;
  readonly value: string;
  readonly allowed: ReadonlySet<string>;
}

/** Links by module and dependent field. */
export type LinkedLists = ReadonlyMap<string, readonly LinkedValues[]>;

interface LinkRow {
  readonly module: string | null;
  readonly picksrc: string | null;
  readonly pickdest: string | null;
  readonly picksrc_id: string | null;
  readonly pickdest_ids: string | null;
}

/** The table of linked lists; the CRM makes it with the first link. */
export function linkedListTable(prefix: string): string {
  return `${prefix}linkedlist`;
}

/** Reads which values of a linked list go with which of another; an unreadable row forbids nothing. */
export async function readLinkedLists(knex: Knex, prefix: string, tables: TableFacts): Promise<LinkedLists> {
  const table = linkedListTable(prefix);
  if (!tables.has(table)) return new Map();
  const rows: LinkRow[] = await knex(table).orderBy('id');
  const lists = new Map<string, LinkedValues[]>();
  for (const row of rows) {
    const allowed = readValues(row.pickdest_ids);
    if (!allowed || !row.picksrc) continue;
    const key = keyOf(row.module ?? '', row.pickdest ?? '');
    const link = { source: row.picksrc, value: row.picksrc_id ?? '', allowed };
    lists.set(key, [...(lists.get(key) ?? []), link]);
  }
  return lists;
}

/** The values of a list that go with the record's other values; a source value without a link allows all. */
export function narrowByLinks(
  values: readonly PicklistValue[],
  field: FieldSchema,
  links: LinkedLists,
  beside: Readonly<Record<string, string | null>>,
): readonly PicklistValue[] {
  const active = (links.get(keyOf(field.module, field.name)) ?? []).filter(
    (link) => (beside[link.source] ?? '') === link.value,
  );
  return active.length === 0 ? values : values.filter(({ value }) => active.every((link) => link.allowed.has(value)));
}

function keyOf(module: string, field: string): string {
  return `${module}.${field}`;
}

/** A JSON list of values, or a map whose values they are. */
function readValues(text: string | null): ReadonlySet<string> | undefined {
  try {
    const read: unknown = JSON.parse(text ?? '');
    return typeof read === 'object' && read !== null ? new Set(Object.values(read).map(String)) : undefined;
  } catch {
    return undefined;
  }
}
