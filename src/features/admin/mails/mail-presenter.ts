import type { Translate } from '../../../core/i18n.js';
import { describeFailure } from '../../../mail/failure-cause.js';
import { oneLine } from '../../../mail/mail-text.js';
import { type MailEvent, readHistory } from '../../../store/mail-history.js';
import type { MailRow, MailState } from '../../../store/models/mail-row.js';
import { ADDRESSES_PATH } from './address-presenter.js';
import { kindName } from './kind-name.js';
import type { OutboxContext } from './mails-context.js';
import type { ShownMail } from './outbox-service.js';
import type { MailStateView, OutboxMailView } from './outbox-views.js';
import { momentWords, untilWords, wholeMoment } from './time-words.js';

const looks: Readonly<Record<MailState, Omit<MailStateView, 'text'>>> = {
  waiting: { style: 's-wait', icon: 'hourglass' },
  held: { style: 's-wait', icon: 'clock' },
  failed: { style: 's-bad', icon: 'circle-x' },
  sent: { style: 's-ok', icon: 'circle-check' },
  digested: { style: 's-ok', icon: 'circle-check' },
  cancelled: { style: 's-closed', icon: 'ban' },
};

/** One mail, with what happened to it. */
export function presentOutboxMail(
  { row, subject, content, isStopped }: ShownMail,
  context: OutboxContext,
): OutboxMailView {
  const { t, path } = context;
  const address = `/admin/mails/${row.id}`;
  const mayRetry = !isOver(row.state);
  const to = row.toName ? `${row.toName} <${row.toAddress}>` : row.toAddress;
  return {
    back: { href: path('/admin/mails'), text: t('admin-mails:back') },
    title: subject === row.kind ? kindName(row.kind, context) : subject,
    language: row.language,
    state: presentState(row, t),
    ...noticeOf(row, isStopped, context),
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

/** Why sending it again does nothing, or that it does something again. */
function noticeOf(row: MailRow, isStopped: boolean, { t, path }: OutboxContext): Pick<OutboxMailView, 'notice'> {
  const values = { address: row.toAddress };
  if (isStopped && !isOver(row.state)) {
    const link = { href: path(ADDRESSES_PATH), text: t('admin-mails:addresses.title') };
    return { notice: { kind: 'warn', text: t('admin-mails:addresses.mailStopped', values), link } };
  }
  if (row.state !== 'cancelled' || row.gateReason !== 'stopped') return {};
  return { notice: { kind: 'info', text: t('admin-mails:addresses.mailUsed', values) } };
}

/** It reached its recipient, alone or in a summary. */
export function isOver(state: MailState): boolean {
  return state === 'sent' || state === 'digested';
}

/** Why a mail did not go out, in words, and what the server said where that tells more. */
export function failureWords(reason: string, t: Translate): string {
  const { cause, detail } = describeFailure(reason);
  return [t(`admin-mails:causes.${cause}`), detail].filter(Boolean).join(' · ');
}

/** A mail's state as a badge; one that came back was sent, but did not arrive. */
export function presentState({ state, history }: Pick<MailRow, 'state' | 'history'>, t: Translate): MailStateView {
  const isBack = state === 'sent' && readHistory(history).some(({ what }) => what === 'refused');
  return isBack
    ? { text: t('admin-mails:states.refused'), style: 's-bad', icon: 'arrow-back-up' }
    : { text: t(`admin-mails:states.${state}`), ...looks[state] };
}

/** «1 · riprova tra 3 min», «5 · la casella non esiste». */
export function attemptsOf(row: MailRow, { t, now, language }: OutboxContext): string {
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

/** What the gate decided has words of its own; all else was said by a server, of a mail that came back by the recipient's. */
function reasonWords({ what, reason = '' }: MailEvent, t: Translate): string {
  if (what === 'refused' || what === 'undelivered') return oneLine(reason, 500);
  return what === 'held' || what === 'dropped' ? t(`admin-mails:gate.${reason}`) : failureWords(reason, t);
}
