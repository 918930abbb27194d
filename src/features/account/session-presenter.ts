import type { WallClock } from '../../core/clock.js';
import { formatDateTime } from '../../core/date-text.js';
import type { SessionEntry } from '../../store/session-store.js';
import type { PresenterContext } from '../present-context.js';
import type { SessionsView } from './account-views.js';
import type { OpenSessions } from './session-service.js';
import { browserNames } from './user-agent.js';

type Context = Pick<PresenterContext, 't' | 'path'>;

/** The open sessions in words, this one first; networks are not shown. */
export function presentSessions(open: OpenSessions, wallClock: WallClock, context: Context): SessionsView {
  const { t, path } = context;
  const others = open.others.map((entry) => {
    const title = browserText(entry, context);
    // To the minute, which is as exact as being seen is noted.
    const at = formatDateTime(wallClock.format(entry.seenAt)).slice(0, 16);
    const detail = t('me:sessions.seen', { at });
    return { title, detail, handle: entry.handle, closeLabel: t('me:sessions.closeOne', { title, detail }) };
  });
  const current = open.current
    ? [
        {
          title: t('me:sessions.current'),
          detail: t('me:sessions.now', { browser: browserText(open.current, context) }),
        },
      ]
    : [];
  const hasOthers = others.length > 0 || open.remembered > 0;
  return {
    count: current.length + others.length,
    items: [...current, ...others],
    closeAction: path('/me/sessions/close'),
    ...(hasOthers ? { closeOthersAction: path('/me/sessions/close-others') } : {}),
    ...(open.remembered > 0 ? { remembered: t('me:sessions.remembered', { count: open.remembered }) } : {}),
  };
}

function browserText({ userAgent }: SessionEntry, { t }: Context): string {
  return browserNames(userAgent) || t('me:sessions.unknown');
}
