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

const IMAP_OPTIONS: ReadonlySet<string> = new Set([
  'tls.rejectUnauthorized=false',
  'requireTLS=true',
  'requireTLS=false',
]);

/** Says whether a text names a mailbox on an IMAP server: who signs in must be told, only these options exist. */
export function isImapUrl(text: string): boolean {
  if (!/^imaps?:\/\/./.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  const areKnown = [...url.searchParams].every(([name, value]) => IMAP_OPTIONS.has(`${name}=${value}`));
  if (url.hostname === '' || url.username === '' || url.hash !== '' || !areKnown) return false;
  try {
    return [url.username, url.password, url.pathname].every((part) => !/\p{Cc}/u.test(decodeURIComponent(part)));
  } catch {
    return false;
  }
}

/** Says whether a text is one bare mail address that can take a tag: no name, no list, no `+` of its own. */
export function isTaggable(text: string): boolean {
  return /^[a-z0-9!#$%&'*/=?^_`{|}~.-]{1,31}@[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(text);
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
