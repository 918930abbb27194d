import type { Knex } from 'knex';
import type { RelationWay } from '../metadata/types.js';
import type { RecordSource } from './record-source.js';

/** Narrows a query over a module's records to those related to a record; rows of relations that lead nowhere find nothing. */
export function joinRelated(source: RecordSource, ways: readonly RelationWay[], recordId: number): void {
  const { knex, query } = source;
  if (ways.length === 0) {
    query.whereRaw('1 = 0');
    return;
  }
  const ids = knex.union(ways.map((way) => idsBy(knex, way, recordId)));
  query.join(ids.as('r'), 'r.id', 'e.crmid');
}

/** Whether each of these sets of ways leads anywhere from a record: most of a page's lists are empty, and need no query of their own. */
export async function readHasRelations(
  knex: Knex,
  recordId: number,
  lists: readonly (readonly RelationWay[])[],
): Promise<readonly boolean[]> {
  if (lists.length === 0) return [];
  const columns = lists.map((ways, index) => {
    const found = ways.map((way) => knex.raw('exists ?', [idsBy(knex, way, recordId)]));
    return knex.raw(`(${found.map(() => '?').join(' or ') || '1 = 0'}) as ??`, [...found, `l${index}`]);
  });
  const [row]: Readonly<Record<string, number | boolean>>[] = await knex.select(columns);
  return lists.map((_, index) => Boolean(row?.[`l${index}`]));
}

function idsBy(knex: Knex, way: RelationWay, recordId: number): Knex.QueryBuilder {
  const ids = knex({ t: way.table })
    .where(`t.${way.own}`, way.isText ? String(recordId) : recordId)
    .select({ id: `t.${way.related}` });
  return way.only ? ids.where(`t.${way.only.column}`, way.only.value) : ids;
}
