import type { Knex } from 'knex';

/** The tables that hold the fields of these modules, with their prefix, as far as the modules are on in the CRM. */
export async function readModuleTables(
  knex: Knex,
  tablePrefix: string,
  modules: readonly string[],
): Promise<readonly string[]> {
  return knex(`${tablePrefix}field as field`)
    .join(`${tablePrefix}tab as tab`, 'tab.tabid', 'field.tabid')
    .whereIn('tab.name', modules)
    .where('tab.presence', 0)
    .distinct('field.tablename')
    .orderBy('field.tablename')
    .pluck('field.tablename');
}
