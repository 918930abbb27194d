import { MalformedRequestError } from '../../core/errors.js';
import type { FieldSchema } from '../../host/metadata/types.js';
import { type ListNarrow, narrowPairs, readNarrow } from './list-narrow.js';

/** The page sizes a list offers. */
export const PAGE_SIZES = [10, 20, 50, 100] as const;

const LONGEST_NEEDLE = 200;
const LAST_PAGE = 100_000;

/** A list's address, read and judged: `page` from 1, `filters` by field name. */
export interface ListRequest {
  readonly page: number;
  readonly size: number;
  readonly sort: { readonly field: string; readonly isDescending: boolean } | undefined;
  readonly search: string;
  readonly filters: ReadonlyMap<string, string>;
  /** Only what is the contact's own, whatever the scope (`show=mine`). */
  readonly isOwnOnly: boolean;
  /** A value, a time or a record it is narrowed to. */
  readonly narrow: ListNarrow;
}

/** What the profile says where the address is silent. */
export interface ListDefaults {
  readonly size: number;
  readonly sort: string | undefined;
}

/** Reads a list's query; anything malformed, or a field that is none of those `seekable`, throws MalformedRequestError. */
export function readListRequest(
  query: ReadonlyMap<string, string>,
  seekable: readonly FieldSchema[],
  defaults: ListDefaults,
): ListRequest {
  const names = new Set(seekable.map((column) => column.name));
  return {
    page: readPageNumber(query.get('page')),
    size: readNumber(query.get('size'), defaults.size, (size) => PAGE_SIZES.some((known) => known === size)),
    sort: readSort(query.get('sort'), names) ?? readDefaultSort(defaults.sort, names),
    search: readNeedle(query.get('q')),
    filters: readFilters(query, names),
    isOwnOnly: readShow(query.get('show')),
    narrow: readNarrow(query),
  };
}

/** The query of a list's address with some of its parts changed; parts at their default are left out. */
export function listQuery(request: ListRequest, defaults: ListDefaults, changes: Partial<ListRequest> = {}): string {
  const next = { ...request, ...changes };
  const query = new URLSearchParams();
  const sort = next.sort ? `${next.sort.isDescending ? '-' : ''}${next.sort.field}` : undefined;
  if (next.page > 1) query.set('page', String(next.page));
  if (next.size !== defaults.size) query.set('size', String(next.size));
  if (sort !== undefined && sort !== defaults.sort) query.set('sort', sort);
  if (next.isOwnOnly) query.set('show', 'mine');
  if (next.search) query.set('q', next.search);
  for (const [field, needle] of next.filters) query.set(`f.${field}`, needle);
  for (const [name, value] of narrowPairs(next.narrow)) query.set(name, value);
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** A page's number from the address, from 1; MalformedRequestError for anything else. */
export function readPageNumber(text: string | undefined): number {
  return readNumber(text, 1, (page) => page >= 1 && page <= LAST_PAGE);
}

/** The number of a list's last page; 1 for an empty list. */
export function lastPageOf(request: ListRequest, total: number): number {
  return Math.max(1, Math.ceil(total / request.size));
}

function readNumber(text: string | undefined, fallback: number, isAllowed: (value: number) => boolean): number {
  if (text === undefined || text === '') return fallback;
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!isAllowed(value)) throw new MalformedRequestError();
  return value;
}

function readSort(text: string | undefined, names: ReadonlySet<string>): ListRequest['sort'] {
  if (text === undefined || text === '') return undefined;
  const isDescending = text.startsWith('-');
  const field = isDescending ? text.slice(1) : text;
  if (!names.has(field)) throw new MalformedRequestError();
  return { field, isDescending };
}

/** A profile's own default may name a field that is gone; then the list keeps the CRM's order. */
function readDefaultSort(text: string | undefined, names: ReadonlySet<string>): ListRequest['sort'] {
  if (text === undefined || !names.has(text.replace(/^-/, ''))) return undefined;
  return readSort(text, names);
}

function readFilters(query: ReadonlyMap<string, string>, names: ReadonlySet<string>): ReadonlyMap<string, string> {
  const filters = new Map<string, string>();
  for (const [name, text] of query) {
    if (!name.startsWith('f.')) continue;
    const field = name.slice(2);
    if (!names.has(field)) throw new MalformedRequestError();
    const needle = readNeedle(text);
    if (needle) filters.set(field, needle);
  }
  return filters;
}

function readShow(text: string | undefined): boolean {
  if (text !== undefined && !['', 'mine', 'all'].includes(text)) throw new MalformedRequestError();
  return text === 'mine';
}

/** A text to look for, trimmed; MalformedRequestError for one that is too long. */
export function readNeedle(text: string | undefined): string {
  const needle = (text ?? '').trim();
  if (needle.length > LONGEST_NEEDLE) throw new MalformedRequestError();
  return needle;
}
