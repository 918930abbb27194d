/** `2023-07-12 14:52:28` as `12-07-2023`; empty for zero dates and nonsense. */
export function formatDate(wallClock: string): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)/.exec(wallClock);
  return match && match[1] !== '0000' ? `${match[3]}-${match[2]}-${match[1]}` : '';
}

/** `2023-07-12 14:52:28` as `12-07-2023 14:52:28`; empty for zero dates and nonsense. */
export function formatDateTime(wallClock: string): string {
  const date = formatDate(wallClock);
  const time = /^.{10}[ T](\d\d:\d\d:\d\d)/.exec(wallClock)?.[1];
  return date && time ? `${date} ${time}` : date;
}

/** The text for a `<time datetime>`: local, without a zone, as the CRM's wall clock shows it. */
export function isoDateTime(wallClock: string): string {
  return formatDate(wallClock) ? wallClock.replace(' ', 'T') : '';
}
