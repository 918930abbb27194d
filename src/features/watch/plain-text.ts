import { cleanText } from '../../host/metadata/clean-text.js';
import { htmlToText, looksLikeHtml } from '../../host/metadata/rich-text.js';

/** A mail quotes less than that anyway. */
const LONGEST_TEXT = 10_000;

/** A stored text as a mail quotes it: what a program wrote as HTML is plain, and one beyond all measure is cut. */
export function plainText(stored: string | null | undefined): string {
  const start = (stored ?? '').slice(0, 2 * LONGEST_TEXT);
  const text = looksLikeHtml(start) ? htmlToText(start) : cleanText(start).trim();
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}…`;
}

/** A stored name, number or title on one line. */
export function plainLine(stored: string | null | undefined): string {
  return cleanText((stored ?? '').slice(0, 1_000))
    .replace(/\s+/g, ' ')
    .trim();
}
