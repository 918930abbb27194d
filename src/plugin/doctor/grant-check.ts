import type { TableColumns } from '../../host/database-facts.js';
import { readOwnGrants } from '../../host/session-facts.js';
import { portalTables } from '../../store/migrator.js';
import { grantStatements, liveTables } from '../grants.js';
import type { DoctorDeps } from './doctor-deps.js';
import { type Finding, found } from './outcomes.js';
import { type OwnGrants, readGrants } from './own-grants.js';

/** Whether the portal's account may do what it has to, with the statements that are missing. */
export async function checkGrants(deps: DoctorDeps, columns: () => Promise<TableColumns>): Promise<Finding> {
  const { config, knex, manifest, tablePrefix } = deps;
  const lines = await readOwnGrants(knex);
  if (lines === undefined) return found('demo');
  const url = new URL(config.databaseUrl);
  const database = decodeURIComponent(url.pathname.slice(1));
  const metadata = await deps.metadata();
  const own = readGrants(lines, database);
  const seen = await columns();
  const statements = grantStatements({
    access: manifest.access,
    tablePrefix,
    database,
    account: `'${decodeURIComponent(url.username).replaceAll("'", "''")}'@'%'`,
    portalTables,
    liveTables: liveTables(metadata, tablePrefix),
  });
  // A table nothing is granted on looks as if it were not there: whether it is, only the one who grants it sees.
  const missing = statements.filter((statement) => !isCovered(statement, own, seen));
  if (missing.length > 0) return found('missing', { count: missing.length }, missing);
  const hidden = metadata.settings.modules.map(({ module }) => module).filter((name) => !metadata.module(name));
  return hidden.length > 0 ? found('hidden', { count: hidden.length }, hidden) : found('complete');
}

const STATEMENT = /^GRANT (.+) ON `.+?`\.`(.+?)` TO /;

function isCovered(statement: string, own: OwnGrants, seen: ReadonlyMap<string, unknown>): boolean {
  const [, verbs = '', table = ''] = STATEMENT.exec(statement) ?? [];
  const [, columns] = /^SELECT \((.*?)\)/.exec(verbs) ?? [];
  const names = columns?.split(', ').map((column) => column.slice(1, -1));
  const wanted = verbs.replace(/ \(.*?\)/, '').split(', ');
  // An optional table that a broad grant would cover but this CRM does not have.
  if (!seen.has(table.toLowerCase()) && own.has('SELECT', table)) return true;
  return wanted.every((verb) => own.has(verb, table, verb === 'SELECT' ? names : undefined));
}
