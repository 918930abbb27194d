import type { WallClock } from '../../../core/clock.js';
import { formatDateTime, shownDate } from '../../../core/date-text.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const units = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const;

/** «12 minuti», «3 ore»: how long something has lasted, at least a minute. */
export function durationWords(ms: number, language: string): string {
  const [unit, length] = largestUnit(ms);
  const count = Math.max(1, Math.floor(ms / length));
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

/** «tra 3 min»: when something will be, at least in a minute. */
export function untilWords(ms: number, language: string): string {
  const [unit, length] = largestUnit(ms);
  return new Intl.RelativeTimeFormat(language, { style: 'short' }).format(Math.max(1, Math.ceil(ms / length)), unit);
}

/** «09:38», «ieri 17:40», «12-07-2026 11:48». */
export function momentWords(instant: number, { now, wallClock, language }: MomentContext): string {
  const [date = '', time = ''] = wallClock.format(instant).split(' ');
  const hour = time.slice(0, 5);
  if (date === dayOf(now, wallClock)) return hour;
  if (date === dayOf(now - DAY, wallClock)) return `${yesterday(language)} ${hour}`;
  return `${shownDate(date)} ${hour}`;
}

/** When a moment's words are read. */
export interface MomentContext {
  /** Epoch ms. */
  readonly now: number;
  readonly wallClock: Pick<WallClock, 'format'>;
  readonly language: string;
}

/** The whole moment, to the second. */
export function wholeMoment(instant: number, { wallClock }: Pick<MomentContext, 'wallClock'>): string {
  return formatDateTime(wallClock.format(instant));
}

function largestUnit(ms: number): (typeof units)[number] {
  return units.find(([, length]) => ms >= length) ?? units[2];
}

function dayOf(instant: number, wallClock: Pick<WallClock, 'format'>): string {
  return wallClock.format(instant).slice(0, 10);
}

function yesterday(language: string): string {
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-1, 'day');
}
