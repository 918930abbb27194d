/** What spreadsheets skip at the start of a cell before they look whether it is a formula. */
const SKIPPED = /^[\s\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}]+/u;

/** The minus sign of typography, which no normalisation folds, beside what starts a formula. */
const FORMULA_STARTS: ReadonlySet<string> = new Set(['=', '+', '-', '@', '\u2212']);

/**
 * A text that no spreadsheet takes for a formula: one that starts with `= + - @`, also in their full-width and small forms and behind
 * blanks or signs that show as nothing, gets an apostrophe in front. Everything else stays as it is.
 */
export function formulaSafe(text: string): string {
  const [first = ''] = text.replace(SKIPPED, '');
  return FORMULA_STARTS.has(first.normalize('NFKC')) ? `'${text}` : text;
}
