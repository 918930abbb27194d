const millisecondsADay = 86_400_000;

/** The calendar day `days` before the day of a wall-clock text, as `YYYY-MM-DD`; negative days lie ahead. */
export function dayBefore(now: string, days: number): string {
  const day = Date.parse(`${now.slice(0, 10)}T00:00:00Z`);
  return new Date(day - days * millisecondsADay).toISOString().slice(0, 10);
}

/** The last day of the year after the one of a wall-clock text. */
export function endOfNextYear(now: string): string {
  return `${Number(now.slice(0, 4)) + 1}-12-31`;
}
