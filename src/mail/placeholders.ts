/** What MJML prints twice: the title also names the article, the language stands on it too. */
const COPIED = ['{{language}}', '{{subject}}'];

/** Every `{{…}}` of a text with the blanks inside brought to one form, sorted. */
export function placeholdersOf(text: string): readonly string[] {
  return (text.match(/\{\{.*?\}\}/gs) ?? []).map(normalise).sort();
}

/** Placeholders that a compiled mail has more or less often than its source must give it. */
export function lostPlaceholders(source: string, compiled: string): readonly string[] {
  const expected = countOf([...placeholdersOf(source), ...COPIED]);
  const found = countOf(placeholdersOf(compiled));
  return [...new Set([...expected.keys(), ...found.keys()])].filter((key) => expected.get(key) !== found.get(key));
}

function normalise(placeholder: string): string {
  return placeholder
    .replace(/\s+/g, ' ')
    .replace(/^\{\{ /, '{{')
    .replace(/ \}\}$/, '}}')
    .replaceAll('&quot;', '"');
}

function countOf(items: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}
