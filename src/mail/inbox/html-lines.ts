import { decodeEntities } from '../../host/metadata/entities.js';
import { attributesOf, endOfTag, positionAfter, roleOf, tagNameAt } from './html-tags.js';
import { LONGEST_MAIL_TEXT } from './reply-text.js';
import { TextLine } from './text-line.js';

/** Beyond this the rest of an HTML mail is not looked at: heads full of styles and pictures within the text stay below. */
const LONGEST_HTML = 5_000_000;
const DEEPEST_QUOTE = 20;
const LONGEST_LINK = 300;

const UNREAD = new Set(['style', 'script', 'title', 'noscript', 'template', 'svg', 'math', 'object', 'select']);
const BLOCKS = new Set(
  'address article body center dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li ol pre section table tr ul'.split(
    ' ',
  ),
);
/** Elements that a new one of their name ends. */
const NEVER_NESTED = new Set(['p', 'li', 'tr', 'td', 'th']);

/**
 * An HTML mail as lines of text, quotes with `>` before them and embedded pictures as `[cid:…]`. What a mail program marks as signature or
 * as an old mail is left out; a mail that was passed on (`isForward`) is not old. One pass over the text, whatever it holds.
 */
export function htmlToLines(html: string, isForward: boolean): string {
  return new HtmlReader(html.slice(0, LONGEST_HTML), isForward).read();
}

class HtmlReader {
  readonly #html: string;
  readonly #isForward: boolean;
  readonly #lines: string[] = [];
  readonly #line = new TextLine();
  #length = 0;
  #isGap = true;
  /** For every open blockquote whether it quotes. */
  readonly #quotes: boolean[] = [];
  #depth = 0;
  #preformatted = 0;
  /** The element being left out, and how many of its name are open. */
  #leftOut: { readonly name: string; open: number } | undefined;
  /** The address of the open link, and where in the line its words begin. */
  #link: { readonly href: string; readonly start: number } | undefined;
  /** Names of elements whose end is not to be found any more. */
  readonly #unending = new Set<string>();

  constructor(html: string, isForward: boolean) {
    this.#html = html;
    this.#isForward = isForward;
  }

  read(): string {
    let at: number | undefined = 0;
    while (at !== undefined && this.#length + this.#line.length <= 2 * LONGEST_MAIL_TEXT) {
      const tag = this.#html.indexOf('<', at);
      this.#addText(this.#html.slice(at, tag < 0 ? undefined : tag));
      at = tag < 0 ? undefined : this.#readMarkup(tag);
    }
    this.#endLine();
    return this.#lines.join('\n');
  }

  /** Where to go on; undefined where nothing new follows. */
  #readMarkup(at: number): number | undefined {
    const html = this.#html;
    if (html.startsWith('<!--', at)) return this.#after('-->', at + 2) ?? at + 4;
    if (html.startsWith('<!', at) || html.startsWith('<?', at)) return this.#after('>', at) ?? at + 2;
    const isEnd = html.charAt(at + 1) === '/';
    const name = tagNameAt(html, at + (isEnd ? 2 : 1));
    const end = name === '' ? undefined : this.#endOfTag(at + 1);
    if (end === undefined) {
      this.#addText('<');
      return at + 1;
    }
    if (isEnd) this.#close(name);
    else if (UNREAD.has(name)) return this.#after(`</${name}`, end) ?? end;
    else if (!this.#open(name, html.slice(at, end), html.slice(end, end + 200))) return undefined;
    return end;
  }

  /** Behind what ends a part that is not read; undefined without it: then the part is read, lest words be lost. */
  #after(end: string, from: number): number | undefined {
    const found = this.#unending.has(end) ? undefined : positionAfter(this.#html, end, from);
    if (found === undefined) this.#unending.add(end);
    return found !== undefined && end.startsWith('</') ? this.#endOfTag(found) : found;
  }

  #endOfTag(from: number): number | undefined {
    if (this.#unending.has('>')) return undefined;
    const end = endOfTag(this.#html, from);
    if (end === undefined) this.#unending.add('>');
    return end;
  }

  /** False where an old mail begins. */
  #open(name: string, tag: string, inside: string): boolean {
    if (this.#leftOut?.name === name && NEVER_NESTED.has(name)) this.#leftOut = undefined;
    if (this.#leftOut) {
      if (this.#leftOut.name === name) this.#leftOut.open += 1;
      return true;
    }
    const attributes = attributesOf(tag);
    const role = roleOf(name, attributes, inside, this.#isForward);
    if (role === 'old mail') return false;
    if (name === 'br') this.#pushLine();
    else if (name === 'img') this.#addPicture(attributes.get('src') ?? '');
    else if (name === 'td' || name === 'th') this.#addText(' ');
    else if (name === 'a') this.#link = { href: attributes.get('href') ?? '', start: this.#line.next };
    else if (role !== 'inline' || BLOCKS.has(name)) this.#endLine();
    if (name === 'p' && role !== 'tight paragraph') this.#gap();
    if (name === 'li') this.#line.add('- ');
    if (name === 'pre') this.#preformatted += 1;
    if (role === 'left out') this.#leftOut = { name, open: 1 };
    else if (name === 'blockquote') this.#quote(role === 'quote');
    return true;
  }

  #close(name: string): void {
    if (this.#leftOut) {
      if (this.#leftOut.name === name) this.#leftOut.open -= 1;
      if (this.#leftOut.open === 0) this.#leftOut = undefined;
      return;
    }
    if (name === 'a') this.#closeLink();
    if (BLOCKS.has(name) || name === 'p' || name === 'blockquote') this.#endLine();
    if (name === 'pre') this.#preformatted = Math.max(0, this.#preformatted - 1);
    if (name === 'blockquote' && this.#quotes.pop()) this.#depth -= 1;
  }

  #quote(isQuote: boolean): void {
    this.#quotes.push(isQuote);
    if (isQuote) this.#depth += 1;
  }

  #addText(html: string): void {
    if (this.#leftOut || html === '') return;
    if (this.#preformatted > 0) {
      const [first = '', ...others] = decodeEntities(html).split(/\r?\n/);
      this.#line.add(first);
      for (const line of others) {
        this.#pushLine();
        this.#line.add(line);
      }
      return;
    }
    const words = html.replace(/[ \t\r\n\f]+/g, ' ');
    this.#line.add(decodeEntities(this.#line.hasBlankEnd ? words.replace(/^ /, '') : words));
  }

  #addPicture(source: string): void {
    if (/^cid:/i.test(source)) this.#line.add(`[cid:${source.slice(4, 204).replace(/[\]\s]/g, '')}]`);
  }

  /** A link whose words are not its address keeps the address behind them. */
  #closeLink(): void {
    if (!this.#link) return;
    const { href, start } = this.#link;
    this.#link = undefined;
    if (!/^https?:\/\//i.test(href) || href.length > LONGEST_LINK) return;
    const address = decodeEntities(href);
    const words = this.#line.from(start);
    if (words.trim() === '' || words.includes(address.replace(/^https?:\/\//i, '').replace(/\/$/, ''))) return;
    this.#line.add(` <${address}>`);
  }

  #endLine(): void {
    if (this.#line.length > 0) this.#pushLine();
  }

  #gap(): void {
    if (!this.#isGap) this.#pushLine();
  }

  #pushLine(): void {
    const line = this.#line.take();
    const quoted = this.#depth > 0 ? `${'>'.repeat(Math.min(this.#depth, DEEPEST_QUOTE))} ${line}` : line;
    this.#lines.push(quoted);
    this.#length += quoted.length + 1;
    this.#isGap = quoted.trim() === '';
    if (this.#link) this.#link = { ...this.#link, start: 0 };
  }
}
