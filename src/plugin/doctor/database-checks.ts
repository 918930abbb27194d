import { plainMessage } from '../../core/plain-error.js';
import { canSkipLocked, readServerFacts, readTableColumns, type TableColumns } from '../../host/database-facts.js';
import { refusalOf } from '../../host/db-errors.js';
import { readSessionFacts } from '../../host/session-facts.js';
import { REQUIRED_COLUMNS } from '../../host/vtenext/required-columns.js';
import { missingFeatures } from '../compatibility.js';
import { hostTableName } from '../host-table-name.js';
import type { DoctorDeps } from './doctor-deps.js';
import { checkGrants } from './grant-check.js';
import { type Checks, found } from './outcomes.js';

const SLOW_MS = 500;
/** Sessions and locks live with less; more makes times in the CRM and in the portal differ visibly. */
const MOST_SECONDS_APART = 5;

type DatabaseChecks = Pick<
  Checks,
  'database' | 'server' | 'session' | 'charset' | 'clock' | 'schema' | 'features' | 'grants'
>;

/** Whether the database answers, as what, and whether all is there that the portal needs. */
export function databaseChecks(deps: DoctorDeps): DatabaseChecks {
  const { knex, clock, tablePrefix, manifest, isDemo } = deps;
  // Every column there is: asked once for all who look at it.
  let asked: Promise<TableColumns> | undefined;
  const columns = (): Promise<TableColumns> => {
    asked ??= readTableColumns(knex);
    return asked;
  };
  return {
    async database() {
      const start = performance.now();
      try {
        await knex.raw('SELECT 1');
      } catch (error) {
        return found(refusalOf(error) ? 'refused' : 'down', { reason: plainMessage(error as Error) });
      }
      const ms = Math.round(performance.now() - start);
      return found(ms > SLOW_MS ? 'slow' : 'answers', { ms });
    },
    async server() {
      const server = await readServerFacts(knex);
      const facts = { server: `${server.product} ${server.version}` };
      if (isDemo) return found('demo', facts);
      return found(canSkipLocked(server) ? 'known' : 'old', facts);
    },
    async session() {
      const { sqlMode, timeZone } = await readSessionFacts(knex);
      return found(sqlMode === '' ? 'same' : 'other', { mode: sqlMode || '-', zone: timeZone });
    },
    async charset() {
      const { charset, collation } = await readSessionFacts(knex);
      return found(/^utf-?8/i.test(charset) ? 'unicode' : 'other', { charset: collation || charset });
    },
    async clock() {
      const { now } = await readSessionFacts(knex);
      const seconds = Math.round(Math.abs(clock.now() - now) / 1000);
      return found(seconds > MOST_SECONDS_APART ? 'apart' : 'same', { seconds });
    },
    async schema() {
      const missing = missingFeatures(await columns(), { required: REQUIRED_COLUMNS, tablePrefix });
      return missing.length > 0 ? found('missing', { count: missing.length }, missing) : found('complete');
    },
    async features() {
      const seen = await columns();
      const optional = manifest.access.read.filter((table) => !Object.hasOwn(REQUIRED_COLUMNS, table));
      const names = optional.map((table) => hostTableName(tablePrefix, table));
      const missing = names.filter((name) => !seen.has(name.toLowerCase())).sort();
      return missing.length > 0 ? found('some', { count: missing.length }, missing) : found('all');
    },
    grants: () => checkGrants(deps, columns),
  };
}
