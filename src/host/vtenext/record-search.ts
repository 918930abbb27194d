import { parseId } from '../../core/text.js';
import type { HostRecord, HostReference, ListResult, SearchQuery } from '../host-adapter.js';
import { kindOfField } from '../metadata/field-kinds.js';
import type { FieldSchema } from '../metadata/types.js';
import type { RecordSource } from './record-source.js';
import type { RecordRow } from './record-values.js';
import { likeFolded } from './sql-fold.js';

/** Orders hits: the record with this number, titles that start with the text, titles that contain it, then the rest; newest among equals. */
export function applyRank(source: RecordSource, query: SearchQuery): void {
  const { needle, numberField, titleFields } = query;
  const like = (field: FieldSchema, place: 'whole' | 'start' | 'anywhere') =>
    likeFolded(source.knex, source.columnOf(field), needle, place);
  const steps = [
    ...(numberField ? [{ rank: 0, is: like(numberField, 'whole') }] : []),
    ...titleFields.map((field) => ({ rank: 1, is: like(field, 'start') })),
    ...titleFields.map((field) => ({ rank: 2, is: like(field, 'anywhere') })),
  ];
  if (steps.length > 0) {
    const cases = steps.map(({ rank }) => `when ? then ${rank}`).join(' ');
    const conditions = steps.map(({ is }) => is);
    source.query.orderByRaw(`case ${cases} else 3 end`, conditions);
  }
  source.query.orderBy('e.crmid', 'desc');
}

/** Reads names of references and owners with the rows themselves: a search must not ask once more for each module. */
export function selectNames(source: RecordSource, fields: readonly FieldSchema[]): void {
  fields.forEach((field, index) => {
    const { search } = kindOfField(field);
    if (search === 'owner') source.query.select({ [`n${index}`]: source.ownerName(field) });
    if (search !== 'reference') return;
    source.query.select({ [`n${index}`]: source.referenceName(field), [`m${index}`]: source.referenceModule(field) });
  });
}

/** The names that `selectNames` asked for, by id. */
export function readNames(
  rows: readonly RecordRow[],
  records: readonly HostRecord[],
  fields: readonly FieldSchema[],
): Pick<ListResult, 'references' | 'owners'> {
  const references = new Map<number, HostReference>();
  const owners = new Map<number, string>();
  rows.forEach((row, at) => {
    fields.forEach((field, index) => {
      const id = parseId((records[at]?.values[field.name] ?? '').trim());
      const name = String(row[`n${index}`] ?? '').trim();
      if (id === undefined) return;
      const module = row[`m${index}`];
      // Records written past the CRM may have no cached name.
      if (typeof module === 'string') references.set(id, { id, module, name: name || `#${id}` });
      else if (name !== '') owners.set(id, name);
    });
  });
  return { references, owners };
}
