import sanitizeHtml from 'sanitize-html';
import { cleanText, shownPart } from './clean-text.js';

/** Beyond this many characters HTML is shown as plain text: sanitising must not stop the process for long. */
const LONGEST_HTML = 100_000;

/** What holds for every HTML of the CRM, whatever tags a place allows: where links may lead, whose text vanishes with the tag, how deep it goes. */
export const HTML_BOUNDS = {
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'title',
    'svg',
    'math',
    'template',
    'iframe',
    'object',
  ],
  nestingLimit: 60,
} satisfies sanitizeHtml.IOptions;

const options: sanitizeHtml.IOptions = {
  allowedTags: [
    'a',
    'b',
    'blockquote',
    'br',
    'code',
    'div',
    'em',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'i',
    'li',
    'ol',
    'p',
    'pre',
    's',
    'span',
    'strong',
    'sub',
    'sup',
    'table',
    'tbody',
    'td',
    'th',
    'thead',
    'tr',
    'u',
    'ul',
  ],
  allowedAttributes: { a: ['href', 'rel'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'] },
  ...HTML_BOUNDS,
  transformTags: {
    h1: 'h3',
    h2: 'h3',
    a: sanitizeHtml.simpleTransform('a', { rel: 'noopener noreferrer' }),
  },
};

/** HTML from the CRM through an allow-list: no images, styles, forms, ids, scripts. The only source of unescaped output. */
export function sanitizeRichText(html: string): string {
  return sanitizeHtml(html, options).trim();
}

/** Says whether a text of a plain field was written by a program as HTML (mails turned into tickets), not typed by a person. */
export function looksLikeHtml(text: string): boolean {
  if (!text.includes('<')) return false;
  if (/<br\s{0,2}\/?>/i.test(text)) return true;
  return /<(?:p|div|table|body|html)[\s>]/i.test(text) && /<\/(?:p|div|table|body|html)>/i.test(text);
}

/** HTML as plain text, with its line breaks; linear, for texts too long to sanitise. */
export function htmlToText(html: string): string {
  const lines = shownPart(html).replace(/<(?:br|\/p|\/div|\/li|\/tr)\b[^<>]{0,200}>/gi, '\n');
  return cleanText(lines.replace(/<[^<>]{0,2000}>/g, '')).trim();
}

/** A typed text as HTML of the CRM's editor: a paragraph for each block of lines. */
export function textToHtml(text: string): string {
  const escaped = text.replace(/[&<>"]/g, (sign) => ESCAPED[sign] ?? sign);
  const blocks = escaped.trim().split(/\r?\n(?:[ \t]*\r?\n)+/);
  return blocks.map((block) => `<p>${block.split(/\r?\n/).join('<br />')}</p>`).join('');
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Says whether HTML is short enough to be sanitised in a request. */
export function isSanitizable(html: string): boolean {
  return html.length <= LONGEST_HTML;
}
