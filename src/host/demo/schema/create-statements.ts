import type { DemoColumn, DemoTable } from './parse-schema.js';

/** The SQLite statements that create one table of the CRM and its indexes, if they are not there yet. */
export function createStatements(table: DemoTable): string[] {
  const parts = table.columns.map((column) => columnClause(column, table.key.includes(column.name)));
  if (table.key.length > 0) parts.push(`PRIMARY KEY (${quoteAll(table.key)})`);
  for (const unique of table.uniques) parts.push(`UNIQUE (${quoteAll(unique)})`);
  const indexes = table.indexes.map(
    (columns) =>
      `CREATE INDEX IF NOT EXISTS "${table.name}_${columns.join('_')}_idx" ON "${table.name}" (${quoteAll(columns)})`,
  );
  return [`CREATE TABLE IF NOT EXISTS "${table.name}" (${parts.join(', ')})`, ...indexes];
}

function columnClause(column: DemoColumn, isKey: boolean): string {
  const type = sqliteType(column.type);
  const isText = /text|char/.test(type);
  const parts = [`"${column.name}" ${type}`];
  if (column.isRequired) parts.push('NOT NULL');
  const defaultValue = column.defaultValue ?? implicitDefault(column, isText, isKey);
  if (defaultValue !== undefined) parts.push(`DEFAULT ${isText ? `'${defaultValue}'` : defaultValue}`);
  // The CRM's collation ignores case; SQLite's own does so for ASCII letters only.
  if (isText) parts.push('COLLATE NOCASE');
  return parts.join(' ');
}

/** With the CRM's empty `sql_mode` a required column left out of an INSERT becomes '' or 0, so it must here. */
function implicitDefault(column: DemoColumn, isText: boolean, isKey: boolean): string | undefined {
  if (!column.isRequired || isKey) return undefined;
  return isText ? '' : '0';
}

/** Dates and times are wall-clock strings in the CRM's zone, so they are kept as text. */
function sqliteType(type: string): string {
  if (/^(date|datetime|timestamp|longtext|text)$/.test(type)) return 'text';
  return type === 'longblob' ? 'blob' : type;
}

function quoteAll(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}
