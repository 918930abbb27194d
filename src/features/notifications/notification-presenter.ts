import type { Viewer } from '../../access/types.js';
import type { FieldFault } from '../../core/errors.js';
import type { ControlView } from '../../core/view-types.js';
import type { MailTopic } from '../../mail/email-definition.js';
import { faultSummary, labelledControl } from '../form-parts.js';
import type { PresenterContext } from '../present-context.js';
import { mailModes, type Notifications, type TypedNotifications } from './notification-service.js';
import type { NotificationsPageView } from './notification-views.js';

/** What a form came back with. */
export interface NotificationDraft {
  readonly typed: TypedNotifications;
  readonly faults: readonly FieldFault[];
}

/** When summaries are written; `weekday` 1 is Monday. */
export interface SummaryTimes {
  readonly hour: number;
  readonly weekday: number;
}

type Context = Pick<PresenterContext, 't' | 'path' | 'language'>;

/** A Monday. */
const SOME_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** «Notifiche»: topics, mails without content, muted tickets. */
export function presentNotifications(
  viewer: Viewer,
  { topics, isBare, muted }: Notifications,
  times: SummaryTimes,
  draft: NotificationDraft | undefined,
  context: Context,
): NotificationsPageView {
  const { t, path } = context;
  const faults = draft?.faults ?? [];
  const bare = labelledControl('checkbox', 'bare', t('notifications:bare'), { value: '1', faults, t });
  return {
    back: { href: path('/me'), text: t('account:title') },
    ...faultSummary(faults, t),
    ...(viewer.mayWrite
      ? {
          form: {
            action: path('/me/notifications'),
            topics: topics.map(({ topic, mode }) =>
              presentTopic(topic, draft?.typed.modeOf(topic) ?? mode, faults, context),
            ),
            bare: { ...bare, isChecked: draft?.typed.isBare ?? isBare, hint: t('notifications:bareHint') },
          },
        }
      : { facts: presentFacts({ topics, isBare }, context) }),
    summaries: presentTimes(times, context),
    muted: {
      ...(viewer.mayWrite ? { action: path('/me/notifications/unmute') } : {}),
      items: muted.map(({ id, name }) => {
        const shown = name ?? t('notifications:muted.unseen');
        const unmuteLabel = t('notifications:muted.unmuteThis', { name: shown });
        return { id, name: shown, unmuteLabel, ...(name === undefined ? {} : { href: path(`/HelpDesk/${id}`) }) };
      }),
    },
  };
}

function presentTopic(
  topic: MailTopic,
  chosen: string,
  faults: readonly FieldFault[],
  { t }: Pick<Context, 't'>,
): ControlView {
  const control = labelledControl('select', topic, t(`notifications:topics.${topic}`), { value: chosen, faults, t });
  const options = mailModes.map((mode) => ({
    value: mode,
    text: t(`notifications:modes.${mode}`),
    isSelected: mode === chosen,
  }));
  return { ...control, options };
}

function presentFacts(
  { topics, isBare }: Pick<Notifications, 'topics' | 'isBare'>,
  { t }: Pick<Context, 't'>,
): NonNullable<NotificationsPageView['facts']> {
  const field = (name: string, label: string, text: string) => ({
    name,
    label,
    value: { kind: 'text' as const, text },
    isWide: false,
  });
  return {
    title: t('notifications:title'),
    fields: [
      ...topics.map(({ topic, mode }) =>
        field(topic, t(`notifications:topics.${topic}`), t(`notifications:modes.${mode}`)),
      ),
      field('bare', t('notifications:bare'), t(isBare ? 'fields:yes' : 'fields:no')),
    ],
  };
}

function presentTimes({ hour, weekday }: SummaryTimes, { t, language }: Context): string {
  const day = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return t('notifications:summaries', {
    time: `${String(hour).padStart(2, '0')}:00`,
    day: day.format(SOME_MONDAY + (weekday - 1) * DAY_MS),
  });
}
