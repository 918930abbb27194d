import type { WallClock } from '../../core/clock.js';

/** When summaries are written; both in the portal's time zone. */
export interface DigestSchedule {
  /** 0 to 23. */
  readonly hour: number;
  /** Of the weekly one: 1 is Monday, 7 Sunday. */
  readonly weekday: number;
}

const DAY_MS = 86_400_000;
/** The next one is at the latest in a week; a day more, since one of these days may begin later than its hour. */
const MOST_DAYS = 8;

/** The next time (epoch ms, after now) a summary is due. */
export function nextDigestAt(
  mode: 'daily' | 'weekly',
  { hour, weekday }: DigestSchedule,
  wallClock: WallClock,
): number {
  const now = wallClock.clock.now();
  const today = Date.parse(`${wallClock.today()}T00:00:00Z`);
  for (let ahead = 0; ahead <= MOST_DAYS; ahead += 1) {
    const day = new Date(today + ahead * DAY_MS);
    if (mode === 'weekly' && (day.getUTCDay() || 7) !== weekday) continue;
    const at = wallClock.parse(`${day.toISOString().slice(0, 10)} ${String(hour).padStart(2, '0')}:00:00`);
    if (at !== undefined && at > now) return at;
  }
  return now + DAY_MS;
}
