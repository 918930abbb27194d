import type { Knex } from 'knex';
import type { RowScope } from '../host-adapter.js';
import type { ModuleSchema } from '../metadata/types.js';
import { RECORD_FLAGS } from './record-flags.js';
import { customersOf, customersWithin, type ScopeContext, sharedWay } from './scope-customers.js';
import { byColumn, relationWays } from './scope-modules.js';
import type { JoinCustomers, ScopeWay } from './scope-way.js';

/** Modules whose customer stands in one column of the record itself: that column, without the table. */
const CUSTOMER_COLUMNS: Readonly<Record<string, string>> = { HelpDesk: 'parent_id', Contacts: 'contactid' };

/** The one module that every customer sees whole, as far as its records are published. */
export const PUBLIC_MODULE = 'Faq';
/** The module of which a customer sees one record, their company. */
export const COMPANY_MODULE = 'Accounts';

/**
 * Narrows a query over a module's base table (alias `b`) to the rows a customer may see; deleted records are the caller's to leave out.
 * Every narrowing joins a derived table of few ids, so that the database starts from the customer and not from the module.
 */
export function applyScope(
  query: Knex.QueryBuilder,
  knex: Knex,
  prefix: string,
  module: ModuleSchema,
  scope: RowScope,
): void {
  if (scope.kind === 'none') {
    query.whereRaw('1 = 0');
    return;
  }
  const context: ScopeContext = { knex, prefix, scope };
  RECORD_FLAGS[module.name]?.narrow(query, 'b');
  if (module.name === PUBLIC_MODULE) return;
  if (module.name === COMPANY_MODULE) {
    query.where('b.accountid', scope.accountId ?? 0);
    return;
  }
  const ways = scopeWays(context, module).filter((way) => !(way.isShared && scope.includesCompany));
  const column = CUSTOMER_COLUMNS[module.name];
  if (column !== undefined && ways.length === 1) {
    query.join(customersOf(context).as('s'), 's.id', `b.${column}`);
    return;
  }
  if (ways.length === 0) {
    query.whereRaw('1 = 0');
    return;
  }
  query.join(
    knex.union(ways.map((way) => idsBy(context, way, ways.length === 1))).as('s'),
    's.id',
    `b.${module.idColumn}`,
  );
}

/** Every way by which a module's records belong to a customer of this scope's company. */
export function scopeWays(context: ScopeContext, module: ModuleSchema): readonly ScopeWay[] {
  const column = CUSTOMER_COLUMNS[module.name];
  if (column === undefined) return relationWays(context, module);
  const table = { table: module.baseTable, idColumn: module.idColumn };
  const shared = sharedWay(context, module, column);
  return [byColumn(context, table, column, false), ...(shared ? [shared] : [])];
}

/** Ids of the records that the customers of a scope reach by one way; the union makes each stand once, but not of a single query. */
function idsBy(context: ScopeContext, way: ScopeWay, isOnly: boolean): Knex.QueryBuilder {
  const customers: JoinCustomers = (query, column, isText) => {
    const ids = way.isShared ? customersWithin(context, true, isText) : customersOf(context, isText);
    return query.join(ids.as('cu'), 'cu.id', column);
  };
  const rows = way.rows(customers).select({ id: way.id });
  return isOnly && way.kind === 'relation' ? rows.distinct() : rows;
}
