/** What the fonts draw as a sign though it is none, or cannot draw: soft hyphens, marks of direction, joiners, lone surrogates, controls. */
const UNPRINTABLE = /[^\P{Cc}\n]|[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{Cs}]/gu;

/**
 * What the fonts have no letters for: other scripts than Latin, Greek and Cyrillic, and pictures. A row of them becomes one box, as the
 * fonts would draw for each, since nobody can read them here.
 */
const UNKNOWN =
  /(?:(?![©®™])\p{Extended_Pictographic}|[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}])+/gu;
const BOX = '\u25a1';

/** A longer word is broken somewhere; left whole, laying it out takes time and memory by its square. */
const LONG_WORD = /\S{80}/gu;

/** A text on paper. */
export interface PrintableText {
  readonly text: string;
  readonly isCut: boolean;
  /** Boxes stand for characters nobody can print. */
  readonly hasBoxes: boolean;
}

/** A text as it can be printed, cut to `most` characters with a «…». */
export function printable(text: string, most: number): PrintableText {
  // Many more characters than are printed need not be looked at; some are taken out.
  const start = text.length > most * 2 ? text.slice(0, most * 2) : text;
  const visible = start
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', '    ')
    .replaceAll('\u202f', '\u00a0')
    .replace(UNPRINTABLE, '');
  const known = visible.replace(UNKNOWN, BOX);
  const clean = known
    .normalize('NFC')
    .replace(/\n[ \u00a0]*(?=\n[ \u00a0]*\n)/g, '')
    .trim();
  const isCut = clean.length > most || start !== text;
  const kept = isCut
    ? `${clean
        .slice(0, most)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()}…`
    : clean;
  return { text: kept.replace(LONG_WORD, '$&\u200b'), isCut, hasBoxes: known !== visible };
}

/** A short text on paper. */
export function paperText(text: string, most: number): string {
  return printable(text, most).text;
}
