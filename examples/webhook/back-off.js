const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after each failed attempt the next one comes, in ms. */
const PAUSES = [10 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 24 * HOUR];

/**
 * The pause after so many failed attempts, up to a tenth longer so that many do not come at once; undefined: that was the last.
 * @param {number} attempts at least 1
 * @param {() => number} [random] between 0 and 1
 */
export function pauseAfter(attempts, random = Math.random) {
  const pause = PAUSES[attempts - 1];
  return pause === undefined ? undefined : Math.round(pause * (1 + random() / 10));
}
