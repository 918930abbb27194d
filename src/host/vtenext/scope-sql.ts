import type { Knex } from 'knex';
import type { RowScope } from '../host-adapter.js';
import type { ModuleSchema } from '../metadata/types.js';
import { customersOf, type ScopeContext, sharedIds } from './scope-customers.js';
import { visibleIds } from './scope-modules.js';

/** Modules whose customer stands in one column of the record itself: that column, without the table. */
const CUSTOMER_COLUMNS: Readonly<Record<string, string>> = { HelpDesk: 'parent_id', Contacts: 'contactid' };

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
  if (module.name === 'Faq') {
    query.where('b.status', 'Published');
    return;
  }
  if (module.name === 'Accounts') {
    query.where('b.accountid', scope.accountId ?? 0);
    return;
  }
  const column = CUSTOMER_COLUMNS[module.name];
  if (column !== undefined) {
    joinCustomers(query, context, module, column);
    return;
  }
  if (module.name === 'Documents') query.where('b.active_portal', 1);
  // What the staff marks as private says «busy» even to colleagues.
  if (module.name === 'Calendar') query.whereNot('b.visibility', 'Private');
  const branches = visibleIds(context, module);
  if (branches.length === 0) {
    query.whereRaw('1 = 0');
    return;
  }
  query.join(knex.union([...branches]).as('s'), 's.id', `b.${module.idColumn}`);
}

function joinCustomers(query: Knex.QueryBuilder, context: ScopeContext, module: ModuleSchema, column: string): void {
  const shared = sharedIds(context, module, column);
  if (!shared) {
    query.join(customersOf(context).as('s'), 's.id', `b.${column}`);
    return;
  }
  const own = context
    .knex({ t: module.baseTable })
    .join(customersOf(context).as('cu'), 'cu.id', `t.${column}`)
    .select({ id: `t.${module.idColumn}` });
  query.join(context.knex.union([own, shared]).as('s'), 's.id', `b.${module.idColumn}`);
}
