import { definitionOf, type MailData, type MailKind } from '../../src/mail/emails.js';

/** What the portal itself makes of a mail's data; nobody writes into it. */
const OUR_OWN = ['tokenId', 'crmLink', 'module', 'reason', 'at'];

/** A kind's sample data with other words in each text people or the CRM write, and so many items in its list. */
export function worded<K extends MailKind>(kind: K, words: string, items = 1): MailData[K] {
  const change = (name: string, value: unknown): unknown => {
    if (Array.isArray(value)) return Array.from({ length: items }, () => changeAll(value[0]));
    if (typeof value !== 'string' || OUR_OWN.includes(name)) return value;
    return name === 'path' ? `/HelpDesk/${encodeURIComponent(words).slice(0, 40)}` : words;
  };
  const changeAll = (data: object): object =>
    Object.fromEntries(Object.entries(data).map(([name, value]) => [name, change(name, value)]));
  return changeAll(definitionOf(kind).sample) as MailData[K];
}

/** Every address a mail's HTML leads to, as it stands there. */
export function hrefsOf(html: string): string[] {
  return [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1] ?? '');
}

/** The words a reader of a mail's HTML sees, in one line. */
export function readable(html: string): string {
  const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#x27': "'", nbsp: ' ' };
  return (html.split('<body')[1] ?? '')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/<br ?\/?>/g, ' ')
    .replace(/<\/?(b|span|a)\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(\w+|#x27);/g, (all, name: string) => entities[name] ?? all)
    .replace(/\s+/g, ' ');
}
