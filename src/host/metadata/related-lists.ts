import type { Knex } from 'knex';
import type { TableFacts } from './column-facts.js';
import { RELATION_TABLES, type RelationTable, relationTables } from './relation-tables.js';
import type { FieldSchema, ModuleSchema, RelatedListSchema, RelationWay } from './types.js';

interface RelatedListRow {
  readonly relation_id: number;
  readonly tabid: number | null;
  readonly related_tabid: number | null;
  readonly name: string | null;
  readonly label: string | null;
}

/** What the lists are made of. */
export interface RelatedListFacts {
  readonly prefix: string;
  readonly tables: TableFacts;
  readonly rows: readonly RelatedListRow[];
}

/** Tables the lists are read from and found in; a CRM may lack any of them. */
export function relatedListTables(prefix: string): readonly string[] {
  return ['relatedlists', ...RELATION_TABLES].map((table) => prefix + table);
}

/** The related lists the CRM shows, in its order; none where it has no such table. */
export async function readRelatedLists(
  knex: Knex,
  prefix: string,
  tables: TableFacts,
): Promise<readonly RelatedListRow[]> {
  if (!tables.has(`${prefix}relatedlists`)) return [];
  return knex(`${prefix}relatedlists`)
    .select('relation_id', 'tabid', 'related_tabid', 'name', 'label')
    .where('presence', 0)
    .orderBy(['sequence', 'relation_id']);
}

/** Gives modules their related lists; those of unknown modules, and those nothing in the database stands for, are left out. */
export function withRelatedLists(
  modules: ReadonlyMap<string, ModuleSchema>,
  facts: RelatedListFacts,
): ReadonlyMap<string, ModuleSchema> {
  const byTab = new Map([...modules.values()].map((module) => [module.tabId, module]));
  const listsOf = (module: ModuleSchema): readonly RelatedListSchema[] =>
    facts.rows
      .filter((row) => row.tabid === module.tabId)
      .flatMap((row) => {
        const related = byTab.get(row.related_tabid ?? 0);
        return related ? buildList(row, module, related, facts) : [];
      });
  return new Map([...modules].map(([name, module]) => [name, { ...module, relatedLists: listsOf(module) }]));
}

function buildList(
  row: RelatedListRow,
  own: ModuleSchema,
  related: ModuleSchema,
  { prefix, tables }: RelatedListFacts,
): RelatedListSchema[] {
  const isThere = ({ table, own: from, related: to }: RelationTable): boolean =>
    tables.get(prefix + table)?.has(from) === true && tables.get(prefix + table)?.has(to) === true;
  const byTable = relationTables(own.name, related.name, row.name ?? '')
    .filter(isThere)
    .map((way): RelationWay => ({ ...way, table: prefix + way.table, isText: false }));
  const ways = [...fieldWays(own, related), ...byTable];
  return ways.length === 0 ? [] : [{ id: row.relation_id, module: related.name, label: row.label ?? '', ways }];
}

/** One to many: reference fields of the related module that may point to this one. */
function fieldWays(own: ModuleSchema, related: ModuleSchema): readonly RelationWay[] {
  return [...related.fields.values()].flatMap((field) => {
    if (field.kind !== 'reference' || !field.references.includes(own.name)) return [];
    const idColumn = idColumnOf(field, related);
    if (idColumn === undefined) return [];
    const isText = field.scale === undefined;
    return [{ table: field.table, own: field.column, related: idColumn, isText, field: field.name }];
  });
}

function idColumnOf(field: FieldSchema, module: ModuleSchema): string | undefined {
  if (field.table === module.baseTable) return module.idColumn;
  return module.extraTables.find((extra) => extra.table === field.table)?.idColumn;
}
