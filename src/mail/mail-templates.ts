import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Handlebars, { type HelperOptions, type TemplateDelegate } from 'handlebars';
import { createHandlebars } from '../core/handlebars.js';
import type { Translate } from '../core/i18n.js';
import { compiledEmails, emailSources } from './email-folders.js';
import type { MailKind } from './emails.js';
import { shippedColours } from './mail-look.js';

/** The two parts of one mail as functions of its context and the recipient's language. */
export interface MailTemplate {
  html(context: object, t: Translate): string;
  text(context: object, t: Translate): string;
}

/** Where the templates lie. */
export interface MailFolders {
  readonly sources?: string;
  readonly compiled?: string;
}

/** Reads a mail's compiled HTML and its text template at first use; only these files are ever compiled by Handlebars. */
export function createMailTemplates(folders: MailFolders = {}): (kind: MailKind) => MailTemplate {
  const { sources = emailSources, compiled = compiledEmails } = folders;
  const html = createHandlebars();
  html.registerHelper('t', printText);
  html.registerHelper('strong', printStrong);
  html.registerHelper('bold', printBold);
  const text = createTextHandlebars(sources);
  const cache = new Map<MailKind, MailTemplate>();
  return (kind) => {
    const known = cache.get(kind);
    if (known) return known;
    const htmlTemplate = html.compile(withColours(readFileSync(join(compiled, `${kind}.html`), 'utf8')));
    const textTemplate = text.compile(readFileSync(join(sources, kind, 'body.txt'), 'utf8'), { noEscape: true });
    const template: MailTemplate = {
      html: (context, t) => run(htmlTemplate, context, t),
      text: (context, t) => `${run(textTemplate, context, t).trim()}\n`,
    };
    cache.set(kind, template);
    return template;
  };
}

/** Puts placeholders where the sources, which MJML checks, have the shipped colours. */
function withColours(html: string): string {
  const { fill, darkFill, link, darkLink } = shippedColours;
  return html
    .replace(new RegExp(`(background(?:-color)?: ?|bgcolor=")${fill}`, 'g'), '$1{{colours.fill}}')
    .replaceAll(link, '{{colours.link}}')
    .replaceAll(darkFill, '{{colours.darkFill}}')
    .replaceAll(darkLink, '{{colours.darkLink}}');
}

function run(template: TemplateDelegate, context: object, t: Translate): string {
  return template(context, { data: { t } });
}

function createTextHandlebars(sources: string): typeof Handlebars {
  const instance = createHandlebars();
  for (const folder of ['layouts', 'partials']) {
    for (const file of readdirSync(join(sources, folder)).filter((name) => name.endsWith('.txt'))) {
      const compiled = instance.compile(readFileSync(join(sources, folder, file), 'utf8'), { noEscape: true });
      instance.registerPartial(basename(file, '.txt'), compiled);
    }
  }
  return instance;
}

/** Stands around a value's name while the sentence is translated; values of mails hold no control characters. */
const MARK = '\u0001';

/** `{{t "ns:key" name=value}}` of the HTML part: escaped, with the line breaks of an administrator's text. */
function printText(key: string, options: HelperOptions & { data: { t: Translate } }): Handlebars.SafeString {
  return new Handlebars.SafeString(escapeLines(options.data.t(key, options.hash as Record<string, unknown>)));
}

function escapeLines(text: string): string {
  return Handlebars.escapeExpression(text).replace(/\r?\n/g, '<br />');
}

/** `{{strong "ns:key" name=value}}`: the translation with every value in bold; text and values are escaped here. */
function printStrong(key: string, options: HelperOptions & { data: { t: Translate } }): Handlebars.SafeString {
  const values = options.hash as Readonly<Record<string, unknown>>;
  const marked = Object.keys(values).map((name) => [name, `${MARK}${name}${MARK}`]);
  const parts: readonly string[] = options.data.t(key, Object.fromEntries(marked)).split(MARK);
  const printed = parts.map((part, index) => {
    if (index % 2 === 0) return escapeLines(part);
    return printBold(values[part]).toHTML();
  });
  return new Handlebars.SafeString(printed.join(''));
}

/** A date, a time or an amount, which a narrow screen must not break in two. */
const ONE_PIECE = /^[\d .,:/€-]{1,24}$/;

/** `{{bold value}}`: a value as people find it at a glance; escaped here. */
function printBold(value: unknown): Handlebars.SafeString {
  const text = String(value);
  const style = ONE_PIECE.test(text) ? ' style="white-space: nowrap"' : '';
  return new Handlebars.SafeString(`<b class="strong"${style}>${Handlebars.escapeExpression(text)}</b>`);
}
