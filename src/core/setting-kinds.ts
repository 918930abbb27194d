import { z } from 'zod';

/** Says whether a text names a database the portal can open; options behind a `?` would be passed over and are refused. */
export function isDatabaseUrl(text: string): boolean {
  if (/^sqlite:./.test(text)) return true;
  if (!/^mysql:\/\/[^/]/.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.search || url.hash) return false;
  try {
    const [database] = [url.pathname.slice(1), url.username, url.password].map(decodeURIComponent);
    return database !== '' && !database?.includes('/');
  } catch {
    return false;
  }
}

/** Says whether a text is the address of a mail server. */
export function isSmtpUrl(text: string): boolean {
  return /^smtps?:\/\/./.test(text) && URL.canParse(text) && new URL(text).hostname !== '';
}

/** A setting that is a whole number within bounds, both allowed. */
export function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number(message).int(message).min(min, message).max(max, message);
}

/** Says whether a text is an IANA time zone. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Says whether a host name is this machine itself, where browsers accept secure cookies over http. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
