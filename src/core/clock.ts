/** Tells the time; tests hand in their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** Turns instants into the CRM's wall-clock texts and back; the CRM stores local time as text, in one zone. */
export interface WallClock {
  readonly zone: string;
  readonly clock: Clock;
  /** Now as `YYYY-MM-DD HH:MM:SS`. */
  now(): string;
  /** Today as `YYYY-MM-DD`. */
  today(): string;
  /** An instant (epoch ms) as `YYYY-MM-DD HH:MM:SS`. */
  format(instant: number): string;
  /** A wall-clock text as epoch ms; in the doubled autumn hour the earlier instant; undefined for zero dates and nonsense. */
  parse(text: string): number | undefined;
}

/** Makes the wall clock of an IANA zone; throws RangeError on an unknown zone. */
export function createWallClock(zone: string, clock: Clock = systemClock): WallClock {
  const formatter = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const format = (instant: number): string => formatter.format(instant);
  return {
    zone,
    clock,
    format,
    now: () => format(clock.now()),
    today: () => format(clock.now()).slice(0, 10),
    parse: (text) => parseWallClock(text, format),
  };
}

function parseWallClock(text: string, format: (instant: number) => string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?/.exec(text);
  if (!match || match[1] === '0000' || match[2] === '00' || match[3] === '00') return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  const asUtc = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
  if (Number.isNaN(asUtc)) return undefined;
  const hourMs = 3_600_000;
  const wanted = new Date(asUtc).toISOString().slice(0, 19).replace('T', ' ');
  // Offsets reach from +14 h to -12 h in quarter hours; the earlier instant has the larger offset.
  const offset = offsetAt(asUtc, format);
  for (const candidate of [offset + hourMs, offset, offset - hourMs]) {
    if (format(asUtc - candidate) === wanted) return asUtc - candidate;
  }
  return asUtc - offset;
}

function offsetAt(instant: number, format: (instant: number) => string): number {
  return Date.parse(`${format(instant).replace(' ', 'T')}Z`) - instant;
}
