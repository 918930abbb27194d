/** The heaviest style sheet, in bytes. */
export const HEAVIEST_CSS = 64 * 1024;

/** Why a style sheet is refused: a key of `admin-look:css` and what of the sheet it is about. */
export interface CssFault {
  readonly code: 'heavy' | 'noText' | 'import' | 'address' | 'script' | 'markup' | 'braces';
  readonly found?: string;
}

/** Functions that fetch, beside `url()`; any of them with a quoted address. */
const FETCHING = /\b(?:image-set|-webkit-image-set|src|image|cross-fade)\s*\(/i;
const DATA_IMAGE = /^["']?\s*data:image\/(?:png|jpeg|gif|webp|svg\+xml)[;,]/i;

/** Judges a style sheet: nothing in it may fetch anything or run. The pages' own policy forbids the same. */
export function checkCss(bytes: Buffer): CssFault | undefined {
  if (bytes.length > HEAVIEST_CSS) return { code: 'heavy' };
  const text = decode(bytes);
  if (text === undefined) return { code: 'noText' };
  // As a browser reads it: comments away, escapes resolved, or `\75rl(` would pass for a word.
  const plain = unescapeCss(withoutComments(text.replace(/\r\n?|\f/g, '\n')));
  if (/<\/?\s*(?:style|script)|<!--/i.test(plain)) return { code: 'markup' };
  if (/@(?:import|namespace|charset)\b/i.test(plain.replace(/^\s*@charset "utf-8";/i, ''))) return { code: 'import' };
  if (/\bexpression\s*\(|-moz-binding|(?<![\w-])behavior\s*:|javascript\s*:|vbscript\s*:/i.test(plain))
    return { code: 'script' };
  return fetchingFault(plain) ?? (isBalanced(plain) ? undefined : { code: 'braces' });
}

function fetchingFault(plain: string): CssFault | undefined {
  const fetching = FETCHING.exec(plain);
  if (fetching) return { code: 'address', found: fetching[0] };
  for (const match of plain.matchAll(/url\s*\(\s*/gi)) {
    const target = plain.slice(match.index + match[0].length, match.index + match[0].length + 80);
    if (!DATA_IMAGE.test(target)) return { code: 'address', found: `url(${target.split(')')[0]?.slice(0, 60) ?? ''})` };
  }
  return undefined;
}

function decode(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return /(?![\t\n\f\r])\p{Cc}/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** What a browser takes for one: a comment (without an end it hides the rest), a string, a word; all else sign by sign. */
const TOKEN =
  /\/\*[\s\S]*?(?:\*\/|$)|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|[#@]?(?:[\w-]|[^\0-\x7f]|\\[^\n])+|[\s\S]/y;
const BARE_ADDRESS = /\((?!\s*["'])(?:\\[\s\S]|[^)\\])*\)?/y;

/** In a string or a bare address `/*` begins no comment: what lies behind one there is read by browsers, and so here. */
function withoutComments(text: string): string {
  let plain = '';
  for (let at = 0; at < text.length; ) {
    TOKEN.lastIndex = at;
    let token = TOKEN.exec(text)?.[0] ?? '';
    if (unescapeCss(token).toLowerCase() === 'url') {
      BARE_ADDRESS.lastIndex = at + token.length;
      token += BARE_ADDRESS.exec(text)?.[0] ?? '';
    }
    if (!token.startsWith('/*')) plain += token;
    at += token.length;
  }
  return plain;
}

function unescapeCss(text: string): string {
  return text.replace(
    /\\(?:([0-9a-f]{1,6})\s?|([^\n0-9a-f]))/gi,
    (_, hex: string | undefined, sign: string | undefined) => {
      if (hex === undefined) return sign ?? '';
      const code = Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}

function isBalanced(plain: string): boolean {
  let depth = 0;
  for (const sign of plain.replace(/"[^"\n]*"|'[^'\n]*'/g, '')) {
    if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
