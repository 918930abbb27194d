/** A calendar date and, if stored, a time of day, as texts. */
export interface DateParts {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** `HH:MM:SS`; undefined for a mere date. */
  readonly time: string | undefined;
}

/** A stored date or wall-clock time; undefined for zero dates, impossible dates and nonsense. */
export function splitDate(text: string): DateParts | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?/.exec(text.trim());
  if (!match || !isCalendarDate(Number(match[1]), Number(match[2]), Number(match[3]))) return undefined;
  const time = match[4];
  return {
    date: `${match[1]}-${match[2]}-${match[3]}`,
    time: time === undefined ? undefined : time.padEnd(8, ':00'),
  };
}

/** A typed date, `2026-07-12` or `12-07-2026` (also with points or slashes), as `YYYY-MM-DD`. */
export function readTypedDate(input: string): string | undefined {
  const text = input.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const european = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  const [year, month, day] = iso ? iso.slice(1) : (european?.slice(1).reverse() ?? []);
  if (!isCalendarDate(Number(year), Number(month), Number(day))) return undefined;
  return `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
}

/** `YYYY-MM-DD` as people read it in the portal's languages: `DD-MM-YYYY`. */
export function shownDate(date: string): string {
  return date.split('-').reverse().join('-');
}

/** A stored date or wall-clock time as `DD-MM-YYYY`; empty for zero dates and nonsense. */
export function formatDate(stored: string): string {
  const parts = splitDate(stored);
  return parts ? shownDate(parts.date) : '';
}

/** A stored wall-clock time as `DD-MM-YYYY HH:MM:SS`, a mere date without the time; empty for zero dates and nonsense. */
export function formatDateTime(stored: string): string {
  const time = splitDate(stored)?.time;
  return [formatDate(stored), time].filter(Boolean).join(' ');
}

/** The text for a `<time datetime>`: local, without a zone, as the CRM's wall clock shows it. */
export function isoDateTime(stored: string): string {
  const parts = splitDate(stored);
  return parts ? [parts.date, parts.time].filter(Boolean).join('T') : '';
}

function isCalendarDate(year: number, month: number, day: number): boolean {
  if (!(year >= 1000) || !(month >= 1) || !(day >= 1)) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
