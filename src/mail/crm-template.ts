import sanitizeHtml from 'sanitize-html';
import type { Translate } from '../core/i18n.js';
import { HTML_BOUNDS, htmlToText } from '../host/metadata/rich-text.js';
import type { InlinePicture } from './mail-look.js';
import { oneLine } from './mail-text.js';
import type { RenderedMail } from './rendered-mail.js';

/** A template of the CRM as it is stored: HTML with variables between dollars. */
export interface CrmMailTemplate {
  readonly subject: string;
  readonly body: string;
}

/** What the variables stand for; texts of one line. */
export interface CrmTemplateFacts {
  readonly language: string;
  readonly recipient: string;
  readonly siteName: string;
  /** The one-time link that sets the password: no password is ever mailed. */
  readonly link: string;
  /** The portal's own address. */
  readonly home: string;
  readonly userName?: unknown;
}

/** Beyond this a template is no mail any more; the portal's own is sent. */
export const LONGEST_CRM_TEMPLATE = 60_000;

const VARIABLE = /\$[A-Za-z][\w-]{0,60}\$/g;
const STYLES = /^(?!.*(?:url|expression|var)\b)[\w\s#%.,()'"-]{1,120}$/;

/** Fills a template of the CRM with access data; its HTML is made harmless, unknown variables vanish, and the link is never missing. */
export function renderCrmTemplate(
  template: CrmMailTemplate,
  facts: CrmTemplateFacts,
  t: Translate,
  logo: (InlinePicture & { readonly width: number; readonly height: number }) | undefined,
): RenderedMail {
  const words = t('mail:activation.button');
  const html = variablesOf(facts, words, logo);
  const clean = sanitizeHtml(template.body, optionsFor(facts, html));
  // The link shows where the template has a place for it, else below.
  const body = clean.includes(escapeText(facts.link)) ? clean : `${clean}<p>${anchor(facts.link, words)}</p>`;
  const subject = oneLine(fill(template.subject, plainOf(facts))) || oneLine(t('mail:activation.subject'));
  const text = htmlToText(body.replace(/<a [^>]*href="([^"]*)"[^>]*>/g, ' $1 '));
  return {
    subject,
    html: `<!doctype html>\n<html lang="${facts.language}"><head><meta charset="utf-8"><title>${escapeText(subject)}</title></head><body>${body}</body></html>`,
    text: `${text.includes(facts.link) ? text : `${text}\n\n${facts.link}`}\n`,
    pictures: logo && body.includes(`cid:${logo.cid}`) ? [logo] : [],
  };
}

type Values = Readonly<Record<string, string>>;

function plainOf({ recipient, userName, siteName }: CrmTemplateFacts): Values {
  return { contact_name: recipient, login_name: String(userName ?? ''), support_team: siteName };
}

/** What stands for each variable among words, as HTML. */
function variablesOf(facts: CrmTemplateFacts, words: string, logo: Parameters<typeof renderCrmTemplate>[3]): Values {
  const plain = Object.entries(plainOf(facts)).map(([name, value]) => [name, escapeText(value)]);
  const picture =
    logo &&
    `<img src="cid:${logo.cid}" width="${logo.width}" height="${logo.height}" alt="${escapeText(facts.siteName)}" />`;
  return {
    ...Object.fromEntries(plain),
    password: anchor(facts.link, words),
    URL: anchor(facts.home, facts.home),
    logo: picture ?? escapeText(facts.siteName),
  };
}

function optionsFor(facts: CrmTemplateFacts, html: Values): sanitizeHtml.IOptions {
  const addresses: Values = { password: facts.link, URL: facts.home };
  return {
    allowedTags: [
      ...[
        'a',
        'b',
        'blockquote',
        'br',
        'center',
        'div',
        'em',
        'font',
        'h1',
        'h2',
        'h3',
        'h4',
        'hr',
        'i',
        'li',
        'ol',
        'p',
      ],
      ...['small', 'span', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'u', 'ul'],
    ],
    allowedAttributes: {
      '*': ['style', 'align', 'valign', 'width', 'height', 'bgcolor', 'border', 'cellpadding', 'cellspacing'],
      a: ['href', 'rel', 'style'],
      td: ['colspan', 'rowspan', 'style', 'align', 'valign', 'width', 'bgcolor'],
      th: ['colspan', 'rowspan', 'style', 'align', 'valign', 'width', 'bgcolor'],
      font: ['color', 'size', 'face'],
    },
    allowedStyles: { '*': Object.fromEntries(STYLE_NAMES.map((name) => [name, [STYLES]])) },
    ...HTML_BOUNDS,
    transformTags: {
      a: (tagName, { href = '', style }) => ({
        tagName,
        attribs: {
          href: fill(href, addresses),
          rel: 'noopener noreferrer',
          ...(style === undefined ? {} : { style: style.replace(VARIABLE, '') }),
        },
      }),
    },
    // Runs on words alone, which are escaped already: what a variable brings may hold tags of ours.
    textFilter: (text) => fill(text, html),
  };
}

const STYLE_NAMES = [
  ...['background-color', 'border', 'border-radius', 'color', 'font-family', 'font-size', 'font-style', 'font-weight'],
  ...['height', 'line-height', 'margin', 'padding', 'padding-bottom', 'padding-left', 'padding-right', 'padding-top'],
  ...['text-align', 'text-decoration', 'vertical-align', 'width'],
];

function fill(text: string, values: Values): string {
  return text.replace(VARIABLE, (variable) => {
    const name = variable.slice(1, -1);
    return Object.hasOwn(values, name) ? (values[name] ?? '') : '';
  });
}

function anchor(href: string, words: string): string {
  return `<a href="${escapeText(href)}" rel="noopener noreferrer">${escapeText(words)}</a>`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
