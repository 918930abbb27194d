import { countCharacters } from '../core/text.js';

/** Control characters, line separators, and the marks that turn the direction of writing around. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const LONE_SURROGATE = /\p{Cs}/gu;

/** A text for a header, a name or a title: no line breaks or control characters, blanks collapsed, cut at `max` characters. */
export function oneLine(text: string, max = 300): string {
  const clean = text.replace(LONE_SURROGATE, '\ufffd').replace(UNSAFE, ' ').replace(/\s+/g, ' ').trim();
  return cut(clean, max);
}

/** A longer text as lines: no control characters, at most one empty line in a row, cut at `max` characters. */
export function textLines(text: string, max = 1000): readonly string[] {
  const clean = text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.replace(LONE_SURROGATE, '\ufffd').replace(UNSAFE, ' ').trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return clean === '' ? [] : cut(clean, max).split('\n');
}

function cut(text: string, max: number): string {
  return countCharacters(text) <= max ? text : `${[...text].slice(0, max - 1).join('')}…`;
}
