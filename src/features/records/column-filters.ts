import { foldText } from '../../core/text.js';
import type { ColumnFilter } from '../../host/host-adapter.js';
import { kindOfField } from '../../host/metadata/field-kinds.js';
import type { FieldSchema, Metadata } from '../../host/metadata/types.js';

/**
 * One column's search. Stored picklist values match by their translation: searching «Aperto» finds `Open`, and with a whole value nothing
 * else, so that one chosen from a list is what the list then holds.
 */
export function columnFilter(field: FieldSchema, needle: string, metadata: Metadata, language: string): ColumnFilter {
  const folded = foldText(needle);
  const filter = containing(field, needle, metadata, language);
  const whole = filter.values.filter((value) => foldText(metadata.labels.value(field, value, language)) === folded);
  return whole.length > 0 ? { ...filter, values: whole } : filter;
}

/** The search over all columns that can be searched; empty for an empty text. */
export function columnFilters(
  columns: readonly FieldSchema[],
  needle: string,
  metadata: Metadata,
  language: string,
): readonly ColumnFilter[] {
  if (needle === '') return [];
  return columns
    .filter((column) => kindOfField(column).search !== 'none')
    .map((column) => containing(column, needle, metadata, language));
}

function containing(field: FieldSchema, needle: string, metadata: Metadata, language: string): ColumnFilter {
  const folded = foldText(needle);
  const values = metadata
    .picklist(field)
    .filter((entry) => foldText(metadata.labels.value(field, entry.value, language)).includes(folded))
    .map((entry) => entry.value);
  return { field, contains: needle, values };
}
