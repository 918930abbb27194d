import { createWallClock } from '../../core/clock.js';
import { formatDateTime } from '../../core/date-text.js';
import type { Translate } from '../../core/i18n.js';
import type { MailboxPageView, MailPageView } from '../../core/page-view-types.js';
import type { LinkView } from '../../core/view-types.js';
import type { MailboxEntry, MailboxMail } from './mailbox-reader.js';

interface MailboxContext {
  readonly t: Translate;
  readonly zone: string;
  /** An address below the mount. */
  readonly path: (path: string) => string;
}

/** The list of what the demo sent. */
export function presentMailbox(entries: readonly MailboxEntry[], context: MailboxContext): MailboxPageView {
  const { t, path } = context;
  const empty = {
    icon: 'inbox',
    title: t('demo-mailbox:emptyTitle'),
    text: t('demo-mailbox:emptyText'),
    actions: [],
  };
  return {
    title: t('demo-mailbox:title'),
    lead: t('demo-mailbox:lead'),
    items: entries.map((entry) => ({
      href: path(`/demo/mailbox/${entry.id}`),
      subject: entry.subject,
      to: entry.to,
      time: timeText(entry.at, context),
      iso: new Date(entry.at).toISOString(),
    })),
    ...(entries.length === 0 ? { empty } : {}),
  };
}

/** One mail: its text here, its designed version behind a link. */
export function presentMail(mail: MailboxMail, context: MailboxContext): MailPageView {
  const { t, path } = context;
  return {
    back: { href: path('/demo/mailbox'), text: t('demo-mailbox:back') },
    title: mail.subject,
    facts: [
      { label: t('demo-mailbox:to'), text: mail.to },
      { label: t('demo-mailbox:at'), text: timeText(mail.at, context) },
    ],
    text: mail.text,
    htmlHref: path(`/demo/mailbox/${mail.id}/html`),
    links: linksIn(mail.text),
  };
}

function linksIn(text: string): LinkView[] {
  const addresses = new Set(text.match(/https?:\/\/[^\s<>"]+/g) ?? []);
  return [...addresses].map((href) => ({ href, text: href }));
}

function timeText(instant: number, { zone }: MailboxContext): string {
  return formatDateTime(createWallClock(zone).format(instant));
}
