const LONGEST_TAG_READ = 4000;
const ATTRIBUTE = /(?<![a-z-])([a-z-]{1,30})\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;

/** Elements after which a mail program puts the old mail. */
const OLD_MAIL = /(?:^|[\s_])(?:divRplyFwdMsg|appendonsend)(?:\s|$)/;
/** Elements that hold the old mail: something new can follow them. */
const AROUND_OLD_MAIL =
  /(?:^|[\s_])(?:mail-editor-reference-message-container|OLK_SRC_BODY_SECTION)(?:\s|$)|yahoo_quoted(?:_\d{1,20})?(?:\s|$)/;
/** The line Outlook draws over the head of the old mail. */
const OLD_MAIL_LINE = /border-top: ?(?:solid (?:#E1E1E1|#B5C4DF)|1pt solid rgb\((?:225, 225, 225|181, 196, 223)\))/i;
const SIGNATURE =
  /(?:^|\s)(?:gmail_signature(?:_prefix)?|moz-signature|ms-outlook-mobile-signature|AppleMailSignature|Signature|composer_signature)(?:\s|$)|yahoo-signature(?:\s|$)/;
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const ATTRIBUTION = /(?:^|\s)(?:gmail_attr|moz-cite-prefix|reply-intro)(?:\s|$)/;

/** What an element is in a mail: programs mark quotes, signatures and old mails, each in its way. */
export type TagRole = 'old mail' | 'left out' | 'quote' | 'indent' | 'tight paragraph' | 'paragraph' | 'inline';

/** Tells what a start tag begins; `inside` is the beginning of what it holds, and in a forward (`isForward`) no mail is old. */
export function roleOf(
  name: string,
  attributes: ReadonlyMap<string, string>,
  inside: string,
  isForward: boolean,
): TagRole {
  const marks = `${attributes.get('id') ?? ''} ${attributes.get('class') ?? ''}`;
  const style = attributes.get('style') ?? '';
  if (!isForward) {
    if (OLD_MAIL.test(marks) || OLD_MAIL_LINE.test(style)) return 'old mail';
    if (AROUND_OLD_MAIL.test(marks) || (name === 'div' && attributes.get('name') === 'quote')) return 'left out';
    // Gmail marks the head of a forwarded mail like the sentence over a quote, but no quote follows.
    if (ATTRIBUTION.test(marks) && !inside.includes('-----')) return 'left out';
  }
  if (SIGNATURE.test(marks) && !VOID.has(name)) return 'left out';
  if (name === 'blockquote') return isForward || isIndent(attributes, style) ? 'indent' : 'quote';
  if (name !== 'p') return 'inline';
  return /(?:^|\s)(?:Mso|xMso|x_Mso|p\d)/.test(marks) || /margin: ?0/.test(style) ? 'tight paragraph' : 'paragraph';
}

/** A tag's attributes by lower-case name, entities undecoded. */
export function attributesOf(tag: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  if (!tag.includes('=')) return attributes;
  for (const [, name = '', ...values] of tag.slice(0, LONGEST_TAG_READ).matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, values.find((value) => value !== undefined) ?? '');
  }
  return attributes;
}

/** The name of the tag that starts here, in lower case; empty where none does. */
export function tagNameAt(html: string, at: number): string {
  return /^[a-z][a-z0-9:]{0,20}/i.exec(html.slice(at, at + 24))?.[0].toLowerCase() ?? '';
}

/** The position behind a tag's `>`, which does not count within quotes that end; undefined when none follows. */
export function endOfTag(html: string, from: number): number | undefined {
  let last = '';
  for (let at = from; at < html.length; at += 1) {
    const sign = html.charAt(at);
    if (sign === '>') return at + 1;
    if ((sign === '"' || sign === "'") && last === '=') {
      const end = html.indexOf(sign, at + 1);
      // Nothing ends these quotes: with the last ones of their sort no other tag is looked through to the end.
      if (end >= 0) at = end;
    }
    if (sign !== ' ') last = sign;
  }
  return undefined;
}

/** The position behind the next `text`, whatever its case; undefined without one. */
export function positionAfter(html: string, text: string, from: number): number | undefined {
  const pattern = new RegExp(text.replace(/[^a-z]/g, '\\$&'), 'gi');
  pattern.lastIndex = from;
  return pattern.test(html) ? pattern.lastIndex : undefined;
}

/** Gmail's indented paragraph is a blockquote without any line beside it. */
function isIndent(attributes: ReadonlyMap<string, string>, style: string): boolean {
  if (attributes.get('type') === 'cite' || /quote/.test(attributes.get('class') ?? '')) return false;
  return /border: ?(?:none|0)/.test(style);
}
