import type { Knex } from 'knex';
import type { RowScope } from '../host-adapter.js';
import type { ModuleSchema } from '../metadata/types.js';
import type { ScopeWay } from './scope-way.js';

/** What a scope's queries are made with. */
export interface ScopeContext {
  readonly knex: Knex;
  readonly prefix: string;
  readonly scope: Extract<RowScope, { kind: 'customer' }>;
}

/**
 * The ids a customer stands for, as a query with one column `id`: the contact; in company scope also the live company and its live
 * contacts. `asText` gives them as text, for columns that keep ids in a varchar.
 */
export function customersOf({ knex, prefix, scope }: ScopeContext, asText = false): Knex.QueryBuilder {
  const as = (column: string | Knex.Raw): Knex.Raw =>
    knex.raw(asText ? 'cast(?? as char) as id' : '?? as id', [column]);
  const own = knex.select(knex.raw(asText ? 'cast(? as char) as id' : '? as id', [scope.contactId]));
  if (!scope.includesCompany || scope.accountId === undefined) return own;
  const live = (alias: string): Knex.QueryBuilder =>
    knex({ [alias]: `${prefix}crmentity` }).where({ [`${alias}.crmid`]: scope.accountId, [`${alias}.deleted`]: 0 });
  const company = live('a').select(as('a.crmid'));
  const colleagues = live('a')
    .join({ c: `${prefix}contactdetails` }, 'c.accountid', 'a.crmid')
    .join({ ce: `${prefix}crmentity` }, 'ce.crmid', 'c.contactid')
    .where('ce.deleted', 0)
    .select(as('c.contactid'));
  return knex.union([own, company, colleagues]);
}

/** The same for the whole company, whatever the scope; narrowed to the contact alone with `false`. */
export function customersWithin(context: ScopeContext, includesCompany: boolean, asText = false): Knex.QueryBuilder {
  return customersOf({ ...context, scope: { ...context.scope, includesCompany } }, asText);
}

/**
 * The records that are shared with the contact and whose customer (in `customerColumn`) is of the contact's company now; undefined:
 * nothing is shared in this module, or there is no company. What a contact took part in before they changed the company is out of sight.
 */
export function sharedWay(
  { knex, scope }: ScopeContext,
  module: Pick<ModuleSchema, 'baseTable' | 'idColumn'>,
  customerColumn: string,
): ScopeWay | undefined {
  const { shared, accountId, contactId } = scope;
  if (!shared || accountId === undefined) return undefined;
  const id = `t.${module.idColumn}`;
  const holder = `t.${customerColumn}`;
  return {
    kind: 'participant',
    id,
    holder,
    isShared: true,
    rows: (join) =>
      join(
        knex({ p: shared.table }).join({ t: module.baseTable }, id, `p.${shared.recordColumn}`),
        holder,
        false,
      ).where(`p.${shared.contactColumn}`, contactId),
  };
}
