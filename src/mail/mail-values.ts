import { formatDateTime } from '../core/date-text.js';
import type { Translate } from '../core/i18n.js';
import type { MailData, MailKind } from './mail-data.js';
import type { MailLinks } from './mail-links.js';
import { htmlWeight, oneLine, quotedText } from './mail-text.js';
import { refusalReasons } from './refusal-reasons.js';

/** A mail's data as templates and texts take them. */
export type MailValues = Readonly<Record<string, unknown>>;

/** Names of values that keep their line breaks, as `lines`. */
const LONG_TEXTS = ['description', 'text'];
/** So many bytes of HTML a quoted text takes at most. */
export const LONGEST_QUOTE = 6000;
/** Digests of more would be too heavy for mail programs. */
const MOST_ITEMS = 20;
const LONGEST_ITEM = 100;
/** What the subjects of a digest take in bytes of HTML. */
const HEAVIEST_ITEMS = 5000;
/** Of a subject that came from outside. */
const LONGEST_FOREIGN = 100;
/** In characters: names, numbers, states and amounts; what may be longer below. */
const LONGEST_VALUE = 120;
const LONGEST: Readonly<Record<string, number>> = { title: 255, ticketTitle: 255, userName: 255, address: 255 };

/** A mail's data with every text safe for one line; a long text becomes `lines` of at most `budget` bytes, with `isCut` where it goes on. */
export function presentValues(data: object, links: MailLinks, budget: number = LONGEST_QUOTE): MailValues {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    if (typeof value !== 'string') values[name] = value;
    else if (LONG_TEXTS.includes(name)) Object.assign(values, quotedText(value, budget));
    else values[name] = presentText(name, value);
  }
  return 'items' in data ? { ...values, ...presentItems(data as MailData['digest'], links) } : values;
}

function presentText(name: string, value: string): string {
  if (name === 'at') return oneLine(formatDateTime(value) || value);
  return name === 'subject' ? presentSubject(value) : oneLine(value, LONGEST[name] ?? LONGEST_VALUE);
}

/** A name as a mail greets with it. */
export function presentName(name: string): string {
  return oneLine(name, LONGEST_VALUE);
}

/** The texts a kind of mail may do without, empty: where its data lack one, no placeholder of a text may stay unfilled. */
export function blankValues(sample: object): MailValues {
  const texts = Object.entries(sample).filter(
    ([name, value]) => typeof value === 'string' && !LONG_TEXTS.includes(name),
  );
  return Object.fromEntries(texts.map(([name]) => [name, '']));
}

/** Of a mail from outside: whoever forged its sender shall not be able to advertise an address by our answer. */
function presentSubject(subject: string): string {
  return oneLine(withoutTag(oneLine(subject)).replace(/\S*(?::\/\/|\w\.[a-z]{2})\S*/gi, '…'), LONGEST_FOREIGN);
}

/** The newest mails of a digest, and how many there are beside them and in all. */
function presentItems({ items, more }: MailData['digest'], links: MailLinks): MailValues {
  const newest = items.slice(-MOST_ITEMS).map(({ subject, path, at }) => ({
    subject: oneLine(withoutTag(subject), LONGEST_ITEM),
    link: path.startsWith('/') ? links.page(oneLine(path)) : undefined,
    at: oneLine(formatDateTime(at)),
  }));
  let weight = 0;
  const light = newest.reverse().filter(({ subject }) => {
    weight += htmlWeight(subject);
    return weight <= HEAVIEST_ITEMS;
  });
  const shown = light.reverse();
  return {
    items: shown,
    more: more + items.length - shown.length,
    count: more + items.length,
  };
}

/** The tag serves mail programs and the CRM only. */
function withoutTag(subject: string): string {
  return subject.replace(/ \[ Ticket Id : \d+ \]/, '');
}

const RECORD_WORDS: Readonly<Record<string, string>> = { Documents: 'document', Quotes: 'quote', Invoice: 'invoice' };

/** Values that are words of the mail's language: which text says them follows from the data. */
export function wordedValues(kind: MailKind, values: MailValues, t: Translate): MailValues {
  if (kind === 'reply-refused') {
    const reason = refusalReasons.find((known) => known === values.reason) ?? 'unavailable';
    return { reason: t(`mail:reply-refused.reason_${reason}`, values) };
  }
  if (kind !== 'record-news') return {};
  const word = RECORD_WORDS[String(values.module)] ?? 'record';
  return { what: oneLine(t(`mail:record-news.what_${word}`, values)) };
}

const FACTS = [
  ...['number', 'quoteNumber', 'invoiceNumber', 'status', 'previousStatus', 'priority', 'total', 'until', 'browser'],
  'subject',
];
const UNTIL: Partial<Readonly<Record<MailKind, string>>> = {
  'quote-to-accept': 'validUntil',
  'invoice-published': 'dueDate',
};

/** The data a mail lists below its first sentence, each with its name. */
export function factsOf(kind: MailKind, values: MailValues, t: Translate): readonly object[] {
  return FACTS.flatMap((name) => {
    const value = values[name];
    const label = name === 'until' ? UNTIL[kind] : name;
    return typeof value !== 'string' || value === '' || label === undefined
      ? []
      : [{ label: t(`mail:facts.${label}`), value }];
  });
}
