import { countCharacters } from '../core/text.js';

/** Control characters, line separators, and the marks that turn the direction of writing around. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const LONE_SURROGATE = /\p{Cs}/gu;
/** So much of a text is looked at for every character that is kept: blanks collapse, and a mail's data can be megabytes. */
const ROOM = 20;

/** A text for a header, a name or a title: no line breaks or control characters, blanks collapsed, cut at `max` characters. */
export function oneLine(text: string, max = 300): string {
  const clean = text
    .trimStart()
    .slice(0, max * ROOM)
    .replace(LONE_SURROGATE, '\ufffd')
    .replace(UNSAFE, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return cut(clean, max);
}

/** A longer text as a mail quotes it. */
export interface QuotedText {
  readonly lines: readonly string[];
  /** More was written than `lines` hold. */
  readonly isCut: boolean;
}

/** A longer text as lines: no control characters, at most one empty line in a row, and so much of it as `budget` bytes of HTML hold. */
export function quotedText(text: string, budget = 6000): QuotedText {
  const start = text.trimStart().slice(0, budget * ROOM);
  const clean = start
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.replace(LONE_SURROGATE, '\ufffd').replace(UNSAFE, ' ').trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const end = endWithin(clean, budget);
  const isCut = end < clean.length || start.length < text.trim().length;
  if (clean === '') return { lines: [], isCut };
  const kept = isCut ? `${wholeWords(clean.slice(0, end))}…` : clean;
  return { lines: kept.split('\n'), isCut };
}

/** The lines alone. */
export function textLines(text: string, budget?: number): readonly string[] {
  return quotedText(text, budget).lines;
}

/** What single characters take in the HTML beyond their bytes. */
const ESCAPED: Readonly<Record<string, number>> = { '\n': 6, '&': 5, '<': 4, '>': 4, '"': 6, "'": 6, '`': 6, '=': 6 };

/** What a text takes in the HTML of a mail, in bytes. */
export function htmlWeight(text: string): number {
  return [...text].reduce((weight, sign) => weight + weightOf(sign), 0);
}

function weightOf(sign: string): number {
  return ESCAPED[sign] ?? Buffer.byteLength(sign);
}

function endWithin(text: string, budget: number): number {
  let weight = 0;
  let end = 0;
  for (const sign of text) {
    weight += weightOf(sign);
    if (weight > budget) return end;
    end += sign.length;
  }
  return end;
}

/** Without the piece of a word at its end, unless that is most of a line. */
function wholeWords(text: string): string {
  const tail = text.slice(-40);
  const blank = tail.search(/\s\S*$/);
  return blank < 0 ? text : text.slice(0, text.length - tail.length + blank).trimEnd();
}

function cut(text: string, max: number): string {
  return countCharacters(text) <= max ? text : `${[...text].slice(0, max - 1).join('')}…`;
}
