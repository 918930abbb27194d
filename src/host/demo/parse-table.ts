/**
 * Reads a small table written as text: a row a line, cells between bars, each trimmed.
 * Empty lines and lines that start with # are skipped; cells missing at the end of a line are empty strings.
 */
export function parseTable<const Column extends string>(
  text: string,
  columns: readonly Column[],
): Record<Column, string>[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => readRow(line, columns));
}

function readRow<Column extends string>(line: string, columns: readonly Column[]): Record<Column, string> {
  const cells = line.split('|').map((cell) => cell.trim());
  if (cells.length > columns.length) throw new Error(`too many cells in the row: ${line}`);
  return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])) as Record<Column, string>;
}
