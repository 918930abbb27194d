import { type HeaderLines, parseAddressHeader } from 'mailparser';
import { isPlainAddress } from '../mail-address.js';
import { oneLine } from '../mail-text.js';

const LONGEST_VALUE = 20_000;
const LONGEST_MAILBOX = 2000;
const MOST_ADDRESSES = 200;
const MOST_IDS = 100;

/** One mailbox of an address header; undefined in place of what names none or leaves open which. */
export interface Mailbox {
  /** Plain and in lower case. */
  readonly address: string;
  readonly name: string;
}

/** The headers of a mail in their order, repeated ones too; every value unfolded and bounded. */
export class MailHeaders {
  readonly #lines: HeaderLines;

  constructor(lines: HeaderLines) {
    this.#lines = lines;
  }

  /** All values of a header, topmost first. */
  all(name: string): readonly string[] {
    return this.#lines.filter(({ key }) => key === name).map(({ line }) => headerValue(line));
  }

  /** The topmost value; empty without one. */
  first(name: string): string {
    const found = this.#lines.find(({ key }) => key === name);
    return found ? headerValue(found.line) : '';
  }

  /** Says whether a header is there, even an empty one. */
  has(name: string): boolean {
    return this.#lines.some(({ key }) => key === name);
  }

  /** Nobody gets an answer to it: mail servers tell so of their reports, and programs of theirs. */
  get hasNoReturnPath(): boolean {
    return this.all('return-path').some((path) => /^<\s*>$/.test(path));
  }

  /** The one mailbox a header names; undefined when it is there twice, or mail programs would not agree on whose it is. */
  mailbox(name: string): Mailbox | undefined {
    const [line, ...others] = this.#lines.filter(({ key }) => key === name).map((found) => found.line);
    // Before the colon stands the name alone: a mail server may not take `From :` for the sender.
    if (line?.slice(0, line.indexOf(':')).toLowerCase() !== name || others.length > 0) return undefined;
    const value = headerValue(line);
    if (isAmbiguous(value)) return undefined;
    const [only, ...more] = parseAddressHeader(value, { decodePunycode: false }).value;
    if (!only?.address || only.group || more.length > 0 || !isPlainAddress(only.address)) return undefined;
    return { address: only.address.toLowerCase(), name: oneLine(only.name, 200) };
  }

  /** The plain addresses of several headers in lower case, each once; at most 200. */
  addresses(...names: readonly string[]): readonly string[] {
    const found = names
      .flatMap((name) => parseAddressHeader([...this.all(name)], { flatten: true, decodePunycode: false }).value)
      .map(({ address = '' }) => address.toLowerCase())
      .filter((address) => isPlainAddress(address));
    return [...new Set(found)].slice(0, MOST_ADDRESSES);
  }
}

/** The Message-IDs in a text with their angle brackets, the last hundred of them. */
export function messageIdsIn(text: string): readonly string[] {
  const found = text.slice(0, LONGEST_VALUE).match(/<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>/g) ?? [];
  return found.slice(-MOST_IDS);
}

function headerValue(line: string): string {
  const text = Buffer.from(line.slice(line.indexOf(':') + 1, LONGEST_VALUE), 'latin1').toString('utf8');
  return text.replace(/[\r\n\t]+/g, ' ').trim();
}

/**
 * More than one pair of angle brackets, or one without its end, or two addresses without any or within: one reader takes the first for the
 * sender, another the last. At a control character some stop reading, and others leave it out.
 */
function isAmbiguous(value: string): boolean {
  if (value.length > LONGEST_MAILBOX || /\p{Cc}/u.test(value)) return true;
  const bare = value.replace(/"(?:[^"\\]|\\.)*"/g, '');
  const [before = '', within = before, ...more] = bare.split('<');
  const isUnended = bare.includes('<') && !within.includes('>');
  return isUnended || more.length > 0 || within.split('@').length > 2;
}
