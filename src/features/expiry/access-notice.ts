import { daysUntil, lastReadingDay } from '../../access/access-window.js';
import type { Viewer } from '../../access/types.js';
import { shownDate } from '../../core/date-text.js';
import type { Translate } from '../../core/i18n.js';
import type { MessageView } from '../../core/view-types.js';

/** Days before the end from which it is said on the home page, and on every page. */
const SAID_AT_HOME = 30;
const SAID_EVERYWHERE = 7;

/** What a page is, as far as the notice goes. */
interface NoticePlace {
  /** `YYYY-MM-DD`, in the CRM's zone. */
  readonly today: string;
  readonly graceDays: number;
  /** Below the mount. */
  readonly path: string;
}

/**
 * The banner about the end of a visitor's access: near it, and in the days of grace, in which nothing can be written. That alone says
 * nothing of the end: in the read-only mode nobody writes.
 */
export function presentAccessNotice({ contact, mayWrite }: Viewer, place: NoticePlace, t: Translate): MessageView[] {
  const { supportEnd } = contact;
  if (supportEnd === undefined) return [];
  if (!mayWrite && place.today > supportEnd) {
    const until = shownDate(lastReadingDay(contact, place.graceDays) ?? supportEnd);
    return [{ kind: 'warn', text: t('expiry:grace', { date: shownDate(supportEnd), until }) }];
  }
  const days = daysUntil(place.today, supportEnd);
  const isHome = place.path === '/' || place.path === '';
  if (days === undefined || days > (isHome ? SAID_AT_HOME : SAID_EVERYWHERE)) return [];
  const text = days === 0 ? t('expiry:today') : t('expiry:ending', { date: shownDate(supportEnd) });
  return [{ kind: days <= SAID_EVERYWHERE ? 'warn' : 'info', text }];
}
