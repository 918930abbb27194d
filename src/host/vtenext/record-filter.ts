import type { Knex } from 'knex';
import { isMysql } from '../database-facts.js';
import type { ColumnFilter } from '../host-adapter.js';
import { splitTyped } from '../metadata/field-kinds/number-text.js';
import { kindOfField } from '../metadata/field-kinds.js';
import type { FieldSchema, PicklistValue } from '../metadata/types.js';
import type { RecordSource } from './record-source.js';
import { escapeLike, likeContains } from './sql-fold.js';

/** The condition of one column's search; a field that cannot be searched matches nothing. */
export function filterCondition(
  source: RecordSource,
  filter: ColumnFilter,
  picklist: (field: FieldSchema) => readonly PicklistValue[],
): Knex.Raw {
  const { field, contains } = filter;
  const { knex } = source;
  const kind = kindOfField(field);
  switch (kind.search) {
    case 'text':
      if (kind.isNumeric) return numberContains(knex, source.columnOf(field), field, contains);
      return likeContains(knex, source.columnOf(field), contains);
    case 'date':
      return dateContains(knex, source.columnOf(field), contains);
    case 'reference':
      return likeContains(knex, source.referenceName(field), contains);
    case 'owner':
      return likeContains(knex, source.ownerName(field), contains);
    case 'values':
      return valueMatches(source, filter, picklist(field));
    case 'none':
      return knex.raw('1 = 0');
  }
}

/** Values whose translation matches; of values that are in no list any more, people see the stored text, so that is searched. */
function valueMatches(source: RecordSource, filter: ColumnFilter, known: readonly PicklistValue[]): Knex.Raw {
  const { field, values, contains } = filter;
  const { knex } = source;
  const column = source.columnOf(field);
  if (field.kind === 'multiPicklist') {
    const each = values.map((value) => knex.raw("?? like ? escape '|'", [column, `%${escapeLike(value)}%`]));
    return each.length === 0 ? knex.raw('1 = 0') : knex.raw(`(${each.map(() => '?').join(' or ')})`, each);
  }
  const parts = values.length === 0 ? [] : [knex.raw(`?? in (${places(values)})`, [column, ...values])];
  if (field.kind === 'picklist' && known.length > 0) {
    const stored = known.map((entry) => entry.value);
    parts.push(
      knex.raw(`(?? not in (${places(stored)}) and ?)`, [column, ...stored, likeContains(knex, column, contains)]),
    );
  }
  return parts.length === 0 ? knex.raw('1 = 0') : knex.raw(`(${parts.map(() => '?').join(' or ')})`, parts);
}

function places(values: readonly string[]): string {
  return values.map(() => '?').join(', ');
}

/** A date or moment, searched as it is shown: `12-07-2026 14:52:28`. Zero dates are shown as nothing and never match. */
function dateContains(knex: Knex, column: string, contains: string): Knex.Raw {
  const text = knex.raw(isMysql(knex) ? 'cast(?? as char)' : '??', [column]);
  const part = (start: number, length: number): string => `substr(?, ${start}, ${length})`;
  const shown = isMysql(knex)
    ? `concat(${part(9, 2)}, '-', ${part(6, 2)}, '-', ${part(1, 4)}, ${part(11, 9)})`
    : `(${part(9, 2)} || '-' || ${part(6, 2)} || '-' || ${part(1, 4)} || ${part(11, 9)})`;
  const needle = `%${escapeLike(contains.trim().replace(/[/.]/g, '-'))}%`;
  return knex.raw(`(${shown} like ? escape '|' and ? not like '0000%')`, [text, text, text, text, needle, text]);
}

/** A number, typed with point or comma, within the digits as they are stored and shown. */
function numberContains(knex: Knex, column: string, field: FieldSchema, contains: string): Knex.Raw {
  const typed = contains.trim().replace(/[\s%€]/g, '');
  if (typed === '') return knex.raw('1 = 0');
  const decimals = field.scale ?? 0;
  // «1.200» with at most two decimals can only mean thousands, whichever sign groups them.
  const isGrouped = decimals < 3 && /^[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(typed);
  const parts = /[.,].*[.,]/.test(typed) ? splitTyped(typed, 'it', 2) : undefined;
  const whole = isGrouped ? typed.replace(/[.,]/g, '') : typed.replace(',', '.');
  const plain = parts ? `${parts.whole}${parts.fraction ? `.${parts.fraction}` : ''}` : whole;
  const isReal = !isMysql(knex) && decimals > 0;
  const text = isReal ? knex.raw(`printf('%.${decimals}f', ??)`, [column]) : knex.raw('cast(?? as char)', [column]);
  return knex.raw("? like ? escape '|'", [text, `%${escapeLike(plain)}%`]);
}
