import type { TableColumns } from '../../host/database-facts.js';
import { readModuleTables } from '../../host/metadata/module-tables.js';
import { readOwnAccount, readOwnGrants } from '../../host/session-facts.js';
import { portalTables } from '../../store/migrator.js';
import { grantStatements, liveTables } from '../grants.js';
import type { DoctorDeps } from './doctor-deps.js';
import { type Finding, found } from './outcomes.js';
import { type OwnGrants, readGrants } from './own-grants.js';

/** Whether the portal's account may do what it has to, with the statements that are missing. */
export async function checkGrants(deps: DoctorDeps, columns: () => Promise<TableColumns>): Promise<Finding> {
  const { config, knex, manifest, tablePrefix } = deps;
  const lines = await readOwnGrants(knex);
  const account = await readOwnAccount(knex);
  if (lines === undefined || account === undefined) return found('demo');
  const database = decodeURIComponent(new URL(config.databaseUrl).pathname.slice(1));
  const metadata = await deps.metadata();
  const own = readGrants(lines, database);
  const seen = await columns();
  const need = { access: manifest.access, tablePrefix, database, account, portalTables };
  const statements = grantStatements({ ...need, liveTables: liveTables(metadata, tablePrefix) });
  // A table nothing is granted on looks as if it were not there: whether it is, only the one who grants it sees.
  const missing = statements.filter((statement) => !isCovered(statement, own, seen));
  if (missing.length > 0) return found('missing', { count: missing.length }, missing);
  const hidden = metadata.settings.modules.map(({ module }) => module).filter((name) => !metadata.module(name));
  if (hidden.length === 0) return found('complete');
  const tables = await readModuleTables(knex, tablePrefix, hidden);
  const wanted = grantStatements({ ...need, liveTables: tables }).filter(
    (statement) => !isCovered(statement, own, seen),
  );
  return found('hidden', { count: hidden.length }, [...hidden, ...wanted]);
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
