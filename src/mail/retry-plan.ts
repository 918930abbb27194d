const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A mail the server keeps putting off, or that never met a server, is given up after this long. */
export const GIVE_UP_AFTER_MS = 72 * HOUR;

/** Milliseconds until a mail is tried again that the server put off `attempts` times: one minute, doubled to an hour, ± a quarter. */
export function retryDelay(attempts: number, random: () => number): number {
  const delay = Math.min(MINUTE * 2 ** Math.max(0, attempts - 1), HOUR);
  return Math.round(delay * (0.75 + random() * 0.5));
}

/** Milliseconds the sender pauses after the server was out of reach `times` in a row: 2 seconds, doubled to 30, ± a quarter. */
export function pauseDelay(times: number, random: () => number): number {
  const delay = Math.min(2_000 * 2 ** Math.max(0, times - 1), 30_000);
  return Math.round(delay * (0.75 + random() * 0.5));
}
