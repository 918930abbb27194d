import type { WallClock } from '../../../core/clock.js';
import { formatDateTime, isoDateTime } from '../../../core/date-text.js';
import type { Translate } from '../../../core/i18n.js';
import type { EmptyView, PaginationView } from '../../../core/record-view-types.js';
import type { OptionView } from '../../../core/view-types.js';
import type { AuditLine } from '../../../store/audit-store.js';
import { presentPages } from '../../records/pagination.js';
import { type AuditQuery, auditSearch } from './audit-query.js';

/** One entry in words. */
export interface AuditLineView {
  readonly time: string;
  readonly iso: string;
  readonly action: string;
  readonly who: string;
  readonly whoKind: string;
  readonly what: string;
  readonly href?: string;
  readonly network: string;
  readonly details: readonly string[];
}

/** `pages/admin/audit`. */
export interface AuditPageView {
  readonly action: string;
  readonly query: AuditQuery;
  readonly actions: readonly OptionView[];
  readonly actors: readonly OptionView[];
  readonly lines: readonly AuditLineView[];
  readonly summary: string;
  /** Stands in place of the table when nothing is found. */
  readonly empty: Omit<EmptyView, 'text'>;
  readonly pages: PaginationView;
  readonly exportHref: string;
  readonly clearHref?: string;
}

interface AuditDraft {
  readonly query: AuditQuery;
  readonly lines: readonly AuditLine[];
  readonly total: number;
  /** The actions that occur. */
  readonly actions: readonly string[];
}

interface AuditContext {
  readonly t: Translate;
  /** Whether there are words for a key. */
  readonly has: (key: string) => boolean;
  readonly wallClock: Pick<WallClock, 'format'>;
  readonly path: (path: string) => string;
}

export const AUDIT_PAGE_SIZE = 50;
const LONGEST_DETAIL = 300;
const MOST_COUNTED = 10_000;

/** The record of changes as its page shows it. */
export function presentAudit({ query, lines, total, actions }: AuditDraft, context: AuditContext): AuditPageView {
  const { t, path } = context;
  const here = path('/admin/audit');
  const first = (query.page - 1) * AUDIT_PAGE_SIZE + 1;
  const count = total > MOST_COUNTED ? t('admin-audit:more', { count: MOST_COUNTED }) : String(total);
  const last = first + lines.length - 1;
  const isNarrowed = auditSearch(query, 1) !== '';
  return {
    action: here,
    query,
    actions: [
      { value: '', text: t('admin-audit:anyAction'), isSelected: query.action === '' },
      ...actions.map((value) => ({ value, text: actionText(value, context), isSelected: value === query.action })),
    ],
    actors: ['', 'admin', 'customer', 'system'].map((value) => ({
      value,
      text: t(`admin-audit:actors.${value || 'any'}`),
      isSelected: value === query.who,
    })),
    lines: lines.map((line) => presentLine(line, context)),
    summary: t('admin-audit:summary', { first, last, count }),
    empty: {
      icon: 'history',
      title: t('admin-audit:none'),
      actions: isNarrowed ? [{ href: here, text: t('records:list.clear') }] : [],
    },
    pages: presentPages(query.page, AUDIT_PAGE_SIZE, total, (page) => here + auditSearch(query, page)),
    exportHref: path(`/admin/audit.csv${auditSearch(query, 1)}`),
    ...(isNarrowed ? { clearHref: here } : {}),
  };
}

/** One entry in words. */
export function presentLine(line: AuditLine, context: AuditContext): AuditLineView {
  const { t, wallClock, path } = context;
  const stored = wallClock.format(line.at);
  const record = line.module && line.recordId !== undefined ? `${line.module} ${line.recordId}` : '';
  return {
    time: formatDateTime(stored),
    iso: isoDateTime(stored),
    action: actionText(line.action, context),
    who: line.actor.name || t('admin-audit:unknown'),
    whoKind: t(`admin-audit:actors.${line.actor.kind}`),
    what: [line.subject, record].filter(Boolean).join(' · '),
    ...(line.contactId !== undefined ? { href: path(`/admin/contacts/${line.contactId}`) } : {}),
    network: line.network,
    details: Object.entries(line.details ?? {}).map(([name, value]) => `${name}: ${detailText(value)}`),
  };
}

/** An extension's own action has no words of ours. */
function actionText(action: string, { t, has }: AuditContext): string {
  const key = `admin-audit:actions.${action}`;
  return has(key) ? t(key) : action;
}

function detailText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > LONGEST_DETAIL ? `${text.slice(0, LONGEST_DETAIL)}…` : text;
}
