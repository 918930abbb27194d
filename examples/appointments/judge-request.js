/**
 * @typedef {{ day: string, hour: string, topic: string }} Typed what a customer typed
 * @typedef {{ firstHour: number, lastHour: number, mostOpen: number }} Settings
 * @typedef {'day' | 'hour' | 'topic'} FieldName
 */

export const LONGEST_TOPIC = 200;
const MOST_DAYS_AHEAD = 366;

/**
 * What is wrong with a request, by field, as keys of the extension's texts; empty: nothing.
 * @param {Typed} typed
 * @param {Settings} settings
 * @param {string} now the CRM's wall clock, `YYYY-MM-DD HH:MM:SS`
 * @returns {Partial<Record<FieldName, string>>}
 */
export function judgeRequest({ day, hour, topic }, settings, now) {
  /** @type {Partial<Record<FieldName, string>>} */
  const faults = {};
  if (!isDay(day)) faults.day = 'noDay';
  else if (day <= now.slice(0, 10) || daysBetween(now.slice(0, 10), day) > MOST_DAYS_AHEAD) faults.day = 'dayOutside';
  if (!hoursOf(settings).includes(hour)) faults.hour = 'noHour';
  if (topic.trim() === '') faults.topic = 'noTopic';
  else if (topic.length > LONGEST_TOPIC) faults.topic = 'longTopic';
  return faults;
}

/**
 * The hours to choose from, `09:00`.
 * @param {Pick<Settings, 'firstHour' | 'lastHour'>} settings
 */
export function hoursOf({ firstHour, lastHour }) {
  const count = Math.max(0, lastHour - firstHour + 1);
  return Array.from({ length: count }, (_, index) => `${String(firstHour + index).padStart(2, '0')}:00`);
}

/** @param {string} text */
function isDay(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** @param {string} first @param {string} last */
function daysBetween(first, last) {
  return (Date.parse(last) - Date.parse(first)) / 86_400_000;
}
