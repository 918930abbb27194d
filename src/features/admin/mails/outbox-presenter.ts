import type { MessageView } from '../../../core/view-types.js';
import { type MailRow, type MailState, mailStates } from '../../../store/models/mail-row.js';
import type { OutboxCounts, OutboxFilter } from '../../../store/outbox-view.js';
import { presentPages } from '../../records/pagination.js';
import { ADDRESSES_PATH } from './address-presenter.js';
import { kindName } from './kind-name.js';
import { attemptsOf, isOver, presentState } from './mail-presenter.js';
import type { OutboxContext } from './mails-context.js';
import type { OutboxPage, ServerState } from './outbox-service.js';
import type { OutboxPageView, OutboxRowView } from './outbox-views.js';
import { durationWords, momentWords } from './time-words.js';

/** Mails of a page. */
export const OUTBOX_PAGE_SIZE = 50;

/** The tabs, in their order. */
const TABS: readonly (MailState | undefined)[] = [undefined, ...mailStates];
/** Shown only where there is something in them. */
const RARE_TABS: readonly (MailState | undefined)[] = ['held', 'digested', 'cancelled'];

/** The outbox's list; `subjectOf` puts a row's subject into words. */
export function presentOutbox(
  found: OutboxPage,
  filter: OutboxFilter,
  page: number,
  subjectOf: (row: MailRow) => string,
  context: OutboxContext,
): OutboxPageView {
  const { t, path, language } = context;
  const number = new Intl.NumberFormat(language);
  const isActive = filter.kind !== undefined || filter.text !== undefined;
  const all = Object.values(found.counts).reduce((sum, count) => sum + count, 0);
  const first = (page - 1) * OUTBOX_PAGE_SIZE + 1;
  const { failed } = found.counts;
  return {
    ...(found.server.state === 'works' ? {} : { notice: presentServer(found.server, context) }),
    ...(failed > 0
      ? { retryAll: { action: path('/admin/mails/retry'), text: t('admin-mails:retryAll', { count: failed }) } }
      : {}),
    links: [
      {
        href: path(ADDRESSES_PATH),
        text: t('admin-mails:addresses.title'),
        ...(found.stopped > 0 ? { count: number.format(found.stopped) } : {}),
      },
      { href: path('/admin/mails/texts'), text: t('admin-mails:texts.title') },
      { href: path('/admin/mails/sender'), text: t('admin-mails:sender.title') },
      { href: path('/admin/mails/test'), text: t('admin-mails:test.title') },
    ],
    tabs: TABS.filter((state) => isTabShown(state, found.counts)).map((state) => ({
      href: path(outboxPath({ ...filter, state })),
      text: t(`admin-mails:tabs.${state ?? 'all'}`),
      count: number.format(state === undefined ? all : found.counts[state]),
      isCurrent: filter.state === state,
    })),
    filter: {
      action: path('/admin/mails'),
      state: filter.state ?? '',
      q: filter.text ?? '',
      kinds: [
        { value: '', text: t('admin-mails:filter.anyKind'), isSelected: filter.kind === undefined },
        ...found.kinds.map((kind) => ({
          value: kind,
          text: kindName(kind, context),
          isSelected: kind === filter.kind,
        })),
      ],
      isActive,
      clearHref: path(outboxPath({ state: filter.state })),
    },
    rows: found.rows.map((row) => presentRow(row, subjectOf(row), context)),
    ...(found.rows.length === 0 ? { empty: presentEmpty(isActive || filter.state !== undefined, context) } : {}),
    summary: t('admin-mails:summary', {
      from: number.format(found.rows.length === 0 ? 0 : first),
      to: number.format(first + found.rows.length - 1),
      total: number.format(found.total),
    }),
    pages: presentPages(page, OUTBOX_PAGE_SIZE, found.total, (target) => path(outboxPath(filter, target))),
  };
}

function isTabShown(state: MailState | undefined, counts: OutboxCounts): boolean {
  return state === undefined || !RARE_TABS.includes(state) || counts[state] > 0;
}

/** The red or yellow message about the mail server. */
function presentServer(server: Exclude<ServerState, { state: 'works' }>, context: OutboxContext): MessageView {
  const { t, path, now, language } = context;
  if (server.state === 'notConfigured') return { kind: 'warn', text: t('admin-mails:server.notConfigured') };
  const since = durationWords(now - server.since, language);
  const text = `${t(`admin-mails:server.${serverWords(server.cause)}`, { since })} ${sentence(server.detail)} ${t('admin-mails:server.waits')}`;
  return {
    kind: 'bad',
    text,
    link: { href: path('/admin/mails/test'), text: t('admin-mails:server.check') },
  };
}

function serverWords(cause: string): string {
  return ['access', 'unknownHost', 'refused', 'silent', 'certificate'].includes(cause) ? cause : 'other';
}

function sentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

function presentRow(row: MailRow, subject: string, context: OutboxContext): OutboxRowView {
  const { t, path, language } = context;
  const at = Number(row.sentAt ?? row.createdAt);
  const name = kindName(row.kind, context);
  return {
    href: path(`/admin/mails/${row.id}`),
    subject: subject === row.kind ? name : subject,
    ...(row.language === language ? {} : { language: row.language }),
    kind: name,
    to: row.toAddress,
    state: presentState(row, t),
    attempts: attemptsOf(row, context),
    time: momentWords(at, context),
    iso: new Date(at).toISOString(),
    ...(isOver(row.state)
      ? {}
      : {
          retry: {
            action: path(`/admin/mails/${row.id}/retry`),
            label: t('admin-mails:retryThis', { to: row.toAddress }),
          },
        }),
  };
}

function presentEmpty(isNarrowed: boolean, { t, path }: OutboxContext) {
  const actions = isNarrowed ? [{ href: path('/admin/mails'), text: t('admin-mails:empty.all') }] : [];
  const key = isNarrowed ? 'narrowed' : 'none';
  return { icon: 'inbox', title: t(`admin-mails:empty.${key}`), text: t(`admin-mails:empty.${key}Text`), actions };
}

/** The path of a page of those mails. */
export function outboxPath({ state, kind, text }: OutboxFilter, page = 1): string {
  const query = new URLSearchParams();
  if (state !== undefined) query.set('state', state);
  if (kind !== undefined) query.set('kind', kind);
  if (text !== undefined) query.set('q', text);
  if (page > 1) query.set('page', String(page));
  const words = query.toString();
  return `/admin/mails${words ? `?${words}` : ''}`;
}
