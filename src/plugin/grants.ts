import type { Metadata } from '../host/metadata/types.js';
import { hasPicklistTable } from '../host/metadata/uitypes.js';
import { hostTableName } from './host-table-name.js';
import type { Manifest } from './manifest.js';

/** What the statements are made of. */
export interface GrantInput {
  readonly access: Manifest['access'];
  readonly tablePrefix: string;
  readonly database: string;
  /** `'portal'@'localhost'`, as MariaDB and MySQL write accounts. */
  readonly account: string;
  readonly portalTables: readonly string[];
  /** Full names of further host tables: those of the live metadata's modules and picklists. */
  readonly liveTables: readonly string[];
}

/** The GRANT statements of the account the portal runs with: each table by name, and never more than it needs. */
export function grantStatements(input: GrantInput): readonly string[] {
  const { access, tablePrefix } = input;
  const names = (tables: readonly string[]): readonly string[] =>
    tables.map((table) => hostTableName(tablePrefix, table));
  const written = new Set(names(access.write));
  const deleted = new Set(names(access.delete));
  const limited = new Map(
    Object.entries(access.columns).map(([table, columns]) => [hostTableName(tablePrefix, table), columns]),
  );
  const tables = [...new Set([...names(access.read), ...written, ...deleted, ...input.liveTables])].sort();
  const statement = (verbs: readonly string[], table: string): string =>
    `GRANT ${verbs.join(', ')} ON ${quote(input.database)}.${quote(table)} TO ${input.account};`;
  const verbsOf = (table: string): readonly string[] => [
    selectOf(limited.get(table)),
    ...(written.has(table) ? ['INSERT', 'UPDATE'] : []),
    ...(deleted.has(table) ? ['DELETE'] : []),
  ];
  return [
    ...tables.map((table) => statement(verbsOf(table), table)),
    ...[...input.portalTables].sort().map((table) => statement(['SELECT', 'INSERT', 'UPDATE', 'DELETE'], table)),
  ];
}

/** The tables a host's own metadata names: of every module the old portal knows, and of their picklists. */
export function liveTables(metadata: Metadata, tablePrefix: string): readonly string[] {
  const tables = new Set<string>(metadata.optionalTables);
  for (const { module: name } of metadata.settings.modules) {
    const module = metadata.module(name);
    if (!module) continue;
    for (const table of [module.baseTable, ...module.extraTables.map((extra) => extra.table)]) tables.add(table);
    for (const field of module.fields.values())
      if (hasPicklistTable(field.uitype, field.kind) && metadata.picklist(field).length > 0)
        tables.add(`${tablePrefix}${field.name}`);
  }
  return [...tables];
}

function selectOf(columns: readonly string[] | undefined): string {
  return columns ? `SELECT (${columns.map(quote).join(', ')})` : 'SELECT';
}

function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
