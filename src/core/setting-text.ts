/** The longest text a setting takes, in UTF-16 units. */
export const LONGEST_SETTING = 500;

/** Control characters, line separators and what turns the direction of text: they show something else than they are. */
const HIDDEN = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** The lines of a text as they may be printed anywhere, whoever wrote it. */
export function plainLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(new RegExp(HIDDEN, 'gu'), '\ufffd'))
    .join('\n');
}

/** Whether a text is one line that shows as it is. */
export function isPlainLine(text: string): boolean {
  return !HIDDEN.test(text);
}
