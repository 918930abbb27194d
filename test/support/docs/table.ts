/** A Markdown table; bars and line breaks inside cells are made harmless. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cellText).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function cellText(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ') || '–';
}

/** The line below the title: who writes the document. */
export const GENERATED = 'Written by `npm run docs` from the code; a test fails when the two differ.';
