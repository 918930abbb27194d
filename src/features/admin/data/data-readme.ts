import Handlebars from 'handlebars';
import { formatDateTime } from '../../../core/date-text.js';
import type { Translate } from '../../../core/i18n.js';
import type { HostContact } from '../../../host/host-adapter.js';
import type { DataPart } from './data-parts.js';

interface ReadmeFacts {
  readonly contact: Pick<HostContact, 'id' | 'firstName' | 'lastName' | 'email' | 'accountName'>;
  readonly parts: readonly string[];
  /** Extensions whose data are not among them. */
  readonly missing: readonly string[];
  /** Wall clock. */
  readonly made: string;
  readonly language: string;
}

const asHtml = (text: string): string => Handlebars.escapeExpression(text);

/** What is in the archive, as a page and as text; the page needs nothing else and runs nothing. */
export function presentReadme(facts: ReadmeFacts, t: Translate): readonly DataPart[] {
  const { contact, parts, missing, made, language } = facts;
  const name = `${contact.firstName} ${contact.lastName}`.trim();
  const title = t('admin-data:readme.title', { name });
  const lines = [
    t('admin-data:readme.made', { time: formatDateTime(made) }),
    [contact.email, contact.accountName].filter(Boolean).join(' · '),
    t('admin-data:readme.times'),
    ...(missing.length > 0 ? [t('admin-data:readme.missing', { extensions: missing.join(', ') })] : []),
  ];
  const items = parts.map((part) => ({ part, words: wordsOf(part, t) }));
  const rows = items.map(
    ({ part, words }) =>
      `<tr><td><a href="${asHtml(encodeURI(part))}">${asHtml(part)}</a></td><td>${asHtml(words)}</td></tr>`,
  );
  const page = [
    `<!doctype html><html lang="${asHtml(language)}"><head><meta charset="utf-8"><title>${asHtml(title)}</title></head><body>`,
    `<h1>${asHtml(title)}</h1>`,
    ...lines.map((line) => `<p>${asHtml(line)}</p>`),
    `<table>${rows.join('')}</table></body></html>`,
  ];
  const text = [title, '', ...lines, '', ...items.map(({ part, words }) => `${part}  ${words}`)];
  return [
    { name: 'index.html', text: `${page.join('\n')}\n` },
    { name: 'README.txt', text: `${text.join('\n')}\n` },
  ];
}

/** Parts with words of their own; the others are described by where they come from. */
const DESCRIBED: ReadonlySet<string> = new Set([
  'login',
  'session',
  'audit',
  'mail',
  'draft',
  'rating',
  'participant',
  'file',
  'contact',
  'tickets',
  'documents',
]);

function wordsOf(part: string, t: Translate): string {
  if (part.startsWith('files/')) return t('admin-data:parts.sent');
  const [, extension] = /^extensions\/(.+)\.json$/.exec(part) ?? [];
  if (extension !== undefined) return t('admin-data:parts.extension', { extension });
  const [, name = ''] = /\/(.+)\.json$/.exec(part) ?? [];
  return t(`admin-data:parts.${DESCRIBED.has(name) ? name : 'other'}`);
}
