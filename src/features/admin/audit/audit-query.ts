import type { WallClock } from '../../../core/clock.js';
import { readTypedDate } from '../../../core/date-text.js';
import { MalformedRequestError } from '../../../core/errors.js';
import { parseId } from '../../../core/text.js';
import type { AuditActor, AuditFilter } from '../../../store/audit-store.js';

/** What the record of changes is asked for, as it was typed. */
export interface AuditQuery {
  readonly q: string;
  readonly action: string;
  readonly who: string;
  readonly contact: string;
  readonly from: string;
  readonly to: string;
  readonly page: number;
}

export const AUDIT_NAMES = ['q', 'action', 'who', 'contact', 'from', 'to', 'page'] as const;

const ACTORS: readonly AuditActor['kind'][] = ['admin', 'customer', 'system'];
const DAY_MS = 86_400_000;

/** Reads the query of the page; MalformedRequestError for a page that is none. */
export function readAuditQuery(query: ReadonlyMap<string, string>): AuditQuery {
  const text = (name: string): string => (query.get(name) ?? '').trim().slice(0, 200);
  const page = parseId(text('page') || '1');
  if (page === undefined || page > 10_000) throw new MalformedRequestError();
  return {
    q: text('q'),
    action: text('action'),
    who: text('who'),
    contact: text('contact'),
    from: text('from'),
    to: text('to'),
    page,
  };
}

/** The entries a query means; days are the CRM's, both included. What is no day or id filters nothing. */
export function auditFilter(query: AuditQuery, wallClock: Pick<WallClock, 'parse'>): AuditFilter {
  const startOf = (text: string): number | undefined => {
    const day = readTypedDate(text);
    return day === undefined ? undefined : wallClock.parse(day);
  };
  const lastDay = startOf(query.to);
  return {
    text: query.q || undefined,
    action: /^[\w.-]+$/.test(query.action) ? query.action : undefined,
    actorKind: ACTORS.find((kind) => kind === query.who),
    contactId: parseId(query.contact),
    from: startOf(query.from),
    to: lastDay === undefined ? undefined : lastDay + DAY_MS,
  };
}

/** The query as an address has it, without what is empty. */
export function auditSearch(query: AuditQuery, page: number): string {
  const { page: _, ...texts } = query;
  const kept = Object.entries(texts).filter(([, text]) => text !== '');
  const search = new URLSearchParams(page > 1 ? [...kept, ['page', String(page)]] : kept).toString();
  return search === '' ? '' : `?${search}`;
}
