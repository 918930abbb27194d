import type { Knex } from 'knex';
import { TIME_FIELDS } from '../metadata/field-kinds/date-kinds.js';
import { kindOfField } from '../metadata/field-kinds.js';
import type { FieldSchema, PicklistValue } from '../metadata/types.js';
import type { RecordSource } from './record-source.js';
import { foldExpression } from './sql-fold.js';

/** How a list is ordered. */
export interface RecordSort {
  readonly field: FieldSchema;
  readonly isDescending: boolean;
}

/** Orders a query as people expect it; newest first without a sort. The id decides between equals, so that pages never overlap. */
export function applySort(
  source: RecordSource,
  sort: RecordSort | undefined,
  picklist: (field: FieldSchema) => readonly PicklistValue[],
): void {
  const direction = sort?.isDescending === false ? 'asc' : 'desc';
  for (const expression of sort ? sortExpressions(source, sort.field, picklist(sort.field)) : []) {
    source.query.orderByRaw(`? ${direction}`, [expression]);
  }
  source.query.orderBy('e.crmid', direction);
}

function sortExpressions(
  source: RecordSource,
  field: FieldSchema,
  values: readonly PicklistValue[],
): readonly Knex.Raw[] {
  const { knex } = source;
  const kind = kindOfField(field);
  if (kind.search === 'reference') return [foldExpression(knex, source.referenceName(field))];
  if (kind.search === 'owner') return [foldExpression(knex, source.ownerName(field))];
  const column = source.columnOf(field);
  if (values.length > 0) return [placeInList(knex, column, values), foldExpression(knex, column)];
  // TT2 comes before TT10: equal prefixes, so the shorter number is the smaller one.
  if (field.kind === 'recordNumber') return [knex.raw('length(??)', [column]), foldExpression(knex, column)];
  if (kind.isNumeric || field.scale !== undefined) return [knex.raw('(?? + 0)', [column])];
  if (kind.search === 'date') {
    const time = source.module.fields.get(TIME_FIELDS[field.name] ?? '');
    return [column, ...(time ? [source.columnOf(time)] : [])].map((part) => knex.raw('??', [part]));
  }
  return [foldExpression(knex, column)];
}

/** A value's place in its list; values no longer in it come last, none at all comes first. */
function placeInList(knex: Knex, column: string, values: readonly PicklistValue[]): Knex.Raw {
  const cases = values.map((_, index) => `when ? then ${index + 1}`).join(' ');
  const bindings = values.map((entry) => entry.value);
  return knex.raw(`case coalesce(??, '') when '' then 0 ${cases} else ${values.length + 1} end`, [column, ...bindings]);
}
