import type { Translate, Translator } from '../../../core/i18n.js';
import type { MessageView } from '../../../core/view-types.js';
import { describeFailure } from '../../../mail/failure-cause.js';
import { type MailEvent, readHistory } from '../../../store/mail-history.js';
import { type MailRow, type MailState, mailStates } from '../../../store/models/mail-row.js';
import type { OutboxCounts, OutboxFilter } from '../../../store/outbox-view.js';
import { presentPages } from '../../records/pagination.js';
import { kindName } from './kind-name.js';
import type { OutboxPage, ServerState, ShownMail } from './outbox-service.js';
import type { MailStateView, OutboxMailView, OutboxPageView, OutboxRowView } from './outbox-views.js';
import { durationWords, type MomentContext, momentWords, untilWords, wholeMoment } from './time-words.js';

/** What the outbox's pages are put into words with. */
export interface OutboxContext extends MomentContext {
  readonly t: Translate;
  readonly translator: Translator;
  readonly path: (path: string) => string;
}

/** Mails of a page. */
export const OUTBOX_PAGE_SIZE = 50;

const looks: Readonly<Record<MailState, Omit<MailStateView, 'text'>>> = {
  waiting: { style: 's-wait', icon: 'hourglass' },
  held: { style: 's-wait', icon: 'clock' },
  failed: { style: 's-bad', icon: 'circle-x' },
  sent: { style: 's-ok', icon: 'circle-check' },
  digested: { style: 's-ok', icon: 'circle-check' },
  cancelled: { style: 's-closed', icon: 'ban' },
};

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
      { href: path('/admin/mails/texts'), text: t('admin-mails:texts.title') },
      { href: path('/admin/mails/sender'), text: t('admin-mails:sender.title') },
      { href: path('/admin/mails/test'), text: t('admin-mails:test.title') },
    ],
    tabs: TABS.filter((state) => isTabShown(state, found.counts)).map((state) => ({
      href: path(addressOf({ ...filter, state })),
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
      clearHref: path(addressOf({ state: filter.state })),
    },
    rows: found.rows.map((row) => presentRow(row, subjectOf(row), context)),
    ...(found.rows.length === 0 ? { empty: presentEmpty(isActive || filter.state !== undefined, context) } : {}),
    summary: t('admin-mails:summary', {
      from: number.format(found.rows.length === 0 ? 0 : first),
      to: number.format(first + found.rows.length - 1),
      total: number.format(found.total),
    }),
    pages: presentPages(page, OUTBOX_PAGE_SIZE, found.total, (target) => path(addressOf(filter, target))),
  };
}

/** One mail, with what happened to it. */
export function presentOutboxMail({ row, subject, content }: ShownMail, context: OutboxContext): OutboxMailView {
  const { t, path } = context;
  const address = `/admin/mails/${row.id}`;
  const mayRetry = !isOver(row.state);
  const to = row.toName ? `${row.toName} <${row.toAddress}>` : row.toAddress;
  return {
    back: { href: path('/admin/mails'), text: t('admin-mails:back') },
    title: subject === row.kind ? kindName(row.kind, context) : subject,
    language: row.language,
    state: presentState(row.state, t),
    facts: [
      { label: t('admin-mails:columns.to'), text: to },
      { label: t('admin-mails:columns.kind'), text: kindName(row.kind, context) },
      { label: t('admin-mails:columns.language'), text: row.language.toUpperCase() },
      { label: t('admin-mails:columns.attempts'), text: attemptsOf(row, context) },
      { label: t('admin-mails:columns.time'), text: wholeMoment(Number(row.createdAt), context) },
    ],
    ...(content ? { text: content.text, htmlHref: path(`${address}/html`) } : { noText: t('admin-mails:mail.noText') }),
    history: historyOf(row).map((event) => presentEvent(event, context)),
    ...(mayRetry ? { retry: path(`${address}/retry`) } : {}),
    ...(['waiting', 'failed', 'held'].includes(row.state) ? { cancel: path(`${address}/cancel`) } : {}),
  };
}

function isTabShown(state: MailState | undefined, counts: OutboxCounts): boolean {
  return state === undefined || !RARE_TABS.includes(state) || counts[state] > 0;
}

/** It reached its recipient, alone or in a summary. */
function isOver(state: MailState): boolean {
  return state === 'sent' || state === 'digested';
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

/** Why a mail did not go out, in words, and what the server said where that tells more. */
export function failureWords(reason: string, t: Translate): string {
  const { cause, detail } = describeFailure(reason);
  return [t(`admin-mails:causes.${cause}`), detail].filter(Boolean).join(' · ');
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
    state: presentState(row.state, t),
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

function presentState(state: MailState, t: Translate): MailStateView {
  return { text: t(`admin-mails:states.${state}`), ...looks[state] };
}

function attemptsOf(row: MailRow, { t, now, language }: OutboxContext): string {
  const parts = [String(row.attempts)];
  if (row.lastError) parts.push(t(`admin-mails:causes.${describeFailure(row.lastError).cause}`));
  if (row.gateReason) parts.push(t(`admin-mails:gate.${row.gateReason}`));
  const wait = Number(row.nextAttemptAt) - now;
  if (row.state === 'waiting' && wait > 0) parts.push(t('admin-mails:row.retryIn', { in: untilWords(wait, language) }));
  return parts.join(' · ');
}

/** The oldest first; mails written before their history was kept have what their row says. */
function historyOf(row: MailRow): readonly MailEvent[] {
  const events = readHistory(row.history);
  if (events.length === 0 && row.state === 'sent' && row.sentAt !== null)
    return [{ at: Number(row.sentAt), what: 'sent' }];
  // Thousands go into one summary at once: it is told from the row, not written into each one's history.
  return row.state === 'digested' ? [...events, { at: Number(row.sentAt), what: 'digested' }] : events;
}

function presentEvent(event: MailEvent, context: OutboxContext): OutboxMailView['history'][number] {
  const { t } = context;
  const times = event.times === undefined ? '' : ` (${t('admin-mails:mail.times', { count: event.times })})`;
  const who = event.by === undefined ? '' : ` · ${event.by}`;
  return {
    text: `${t(`admin-mails:events.${event.what}`)}${times}${who}`,
    ...(event.reason ? { detail: reasonWords(event, t) } : {}),
    time: momentWords(event.at, context),
    iso: new Date(event.at).toISOString(),
  };
}

/** What the gate decided has words of its own; all else was said by a server. */
function reasonWords({ what, reason = '' }: MailEvent, t: Translate): string {
  return what === 'held' || what === 'dropped' ? t(`admin-mails:gate.${reason}`) : failureWords(reason, t);
}

function presentEmpty(isNarrowed: boolean, { t, path }: OutboxContext) {
  const actions = isNarrowed ? [{ href: path('/admin/mails'), text: t('admin-mails:empty.all') }] : [];
  const key = isNarrowed ? 'narrowed' : 'none';
  return { icon: 'inbox', title: t(`admin-mails:empty.${key}`), text: t(`admin-mails:empty.${key}Text`), actions };
}

function addressOf({ state, kind, text }: OutboxFilter, page = 1): string {
  const query = new URLSearchParams();
  if (state !== undefined) query.set('state', state);
  if (kind !== undefined) query.set('kind', kind);
  if (text !== undefined) query.set('q', text);
  if (page > 1) query.set('page', String(page));
  const words = query.toString();
  return `/admin/mails${words ? `?${words}` : ''}`;
}
