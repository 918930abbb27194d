import type { Knex } from 'knex';
import { firstAstralCharacter } from '../../core/text.js';
import type { CountQuery, ExactValue, Period } from '../host-adapter.js';
import type { FieldSchema, PicklistValue } from '../metadata/types.js';
import { filterCondition } from './record-filter.js';
import type { RecordSource } from './record-source.js';
import { joinRelated } from './related-source.js';

/** Narrows a query over a module's records to what a list asks for. */
export function narrowSource(
  source: RecordSource,
  query: CountQuery,
  picklist: (field: FieldSchema) => readonly PicklistValue[],
): void {
  for (const filter of query.filters) source.query.whereRaw('?', [filterCondition(source, filter, picklist)]);
  for (const exact of query.exact ?? []) applyExact(source, exact);
  if (query.relatedTo) joinRelated(source, query.relatedTo.ways, query.relatedTo.recordId);
  if (query.period) applyPeriod(source, query.period);
  if (query.anyOf.length === 0) return;
  const conditions = query.anyOf.map((filter) => filterCondition(source, filter, picklist));
  source.query.whereRaw(`(${conditions.map(() => '?').join(' or ')})`, conditions);
}

/** The CRM's columns cannot hold such a character, and the server refuses to compare them with one. */
function applyExact(source: RecordSource, { field, value }: ExactValue): void {
  if (firstAstralCharacter(value) === undefined) source.query.where(source.columnOf(field), value);
  else source.query.whereRaw('1 = 0');
}

/** A record without an end, or with the CRM's zero date for one, is over with the day it starts. */
function applyPeriod(source: RecordSource, { start, end, from, before }: Period): void {
  const { knex } = source;
  const first = source.columnOf(start);
  const last: Knex.Raw = end
    ? knex.raw("case when ?? > '1000-01-01' then ?? else ?? end", [source.columnOf(end), source.columnOf(end), first])
    : knex.raw('??', [first]);
  if (from !== undefined) source.query.whereRaw('? >= ?', [last, from]);
  // A record whose dates say nothing is kept with what is over, so that it is somewhere.
  if (before !== undefined) source.query.whereRaw('(? < ? or ? is null)', [last, before, last]);
}
