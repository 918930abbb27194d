import type { FieldSchema } from '../../host/metadata/types.js';
import { isListPart } from '../records/list-narrow.js';
import { panelFieldsOf } from '../records/list-panels.js';
import { PAGE_SIZES } from '../records/list-request.js';

const LONGEST_VALUE = 200;

/**
 * What of a list's query is worth keeping: order, size, whose, search and filters, of the fields that may be searched today; the page is not.
 * A column may have gone since a filter was kept: the rest of it still works.
 */
export function keptQuery(query: string, seekable: readonly FieldSchema[]): string {
  const names = new Set(seekable.map((field) => field.name));
  const kept = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(query)) {
    if (value === '' || value.length > LONGEST_VALUE || value.includes('\0') || kept.has(name)) continue;
    if (isKept(name, value, names) || isKeptNarrow(name, value, seekable)) kept.set(name, value);
  }
  return kept.toString();
}

/** Whether a query narrows a list, not only orders it. */
export function isNarrowing(query: string): boolean {
  return [...new URLSearchParams(query).keys()].some(
    (name) => ['q', 'show', 'when'].includes(name) || /^(?:f|in)\./.test(name),
  );
}

/** A value or a part in time; the record of `related` may go, so it is not kept. */
function isKeptNarrow(name: string, value: string, seekable: readonly FieldSchema[]): boolean {
  const { groups = [], period } = panelFieldsOf(seekable[0]?.module ?? '');
  if (name === 'when') return period !== undefined && isListPart(value);
  return name.startsWith('in.') && groups.includes(name.slice('in.'.length));
}

function isKept(name: string, value: string, fields: ReadonlySet<string>): boolean {
  if (name === 'q') return true;
  if (name === 'show') return value === 'mine';
  if (name === 'size') return PAGE_SIZES.some((size) => String(size) === value);
  if (name === 'sort') return fields.has(value.replace(/^-/, ''));
  return name.startsWith('f.') && fields.has(name.slice('f.'.length));
}
