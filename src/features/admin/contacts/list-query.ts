import { MalformedRequestError } from '../../../core/errors.js';
import { parseId } from '../../../core/text.js';
import type { AccessPage, AccessState } from '../../../host/host-adapter.js';

/** Every state in the order of the tabs: what needs somebody first. */
export const STATES = [
  'mailFailed',
  'undated',
  'expiring',
  'grace',
  'expired',
  'invited',
  'opened',
  'idle',
  'active',
  'notBegun',
  'off',
  'noEmail',
] as const satisfies readonly AccessState[];

/** The address of the list, read. */
export interface ContactsQuery extends AccessPage {
  readonly text: string;
  readonly state: AccessState | undefined;
}

export const CONTACT_NAMES = ['q', 'state', 'page', 'sort'] as const;

const SORTS = ['name', 'company', 'end', 'signIn'] as const;
const PAGE_SIZE = 50;
const LAST_PAGE = 100_000;
const LONGEST_TEXT = 200;

/** Reads the list's query; MalformedRequestError for a page, state or order that is none. */
export function readContactsQuery(query: ReadonlyMap<string, string>): ContactsQuery {
  const page = parseId(query.get('page') || '1');
  const order = query.get('sort') || 'name';
  const sort = SORTS.find((name) => name === order.replace(/^-/, ''));
  const state = query.get('state') || undefined;
  const known = STATES.find((name) => name === state);
  if (page === undefined || page > LAST_PAGE || !sort || (state !== undefined && !known))
    throw new MalformedRequestError();
  const text = (query.get('q') ?? '').trim().slice(0, LONGEST_TEXT);
  return { text, state: known, page, size: PAGE_SIZE, sort, isDescending: order.startsWith('-') };
}

/** The query of the list with some parts changed; parts at their default are left out. */
export function contactsQuery(query: ContactsQuery, changes: Partial<ContactsQuery> = {}): string {
  const next = { ...query, ...changes };
  const params = new URLSearchParams();
  if (next.text !== '') params.set('q', next.text);
  if (next.state !== undefined) params.set('state', next.state);
  const order = `${next.isDescending ? '-' : ''}${next.sort}`;
  if (order !== 'name') params.set('sort', order);
  if (next.page > 1) params.set('page', String(next.page));
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
