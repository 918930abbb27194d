import type { Knex } from 'knex';
import { isMysql } from '../database-facts.js';

/** A user's name as the CRM shows it: last name, first name; the user name where there is neither. `alias` is the users table's. */
export function ownerNameSql(knex: Knex, alias: string): Knex.Raw {
  const parts = ["coalesce(??, '')", "' '", "coalesce(??, '')"];
  const full = isMysql(knex) ? `concat(${parts.join(', ')})` : parts.join(' || ');
  return knex.raw(`coalesce(nullif(trim(${full}), ''), ??)`, [
    `${alias}.last_name`,
    `${alias}.first_name`,
    `${alias}.user_name`,
  ]);
}

/** Names of users and groups by id, which share one range of ids; one statement, none for no ids. */
export async function readOwnerNames(
  knex: Knex,
  prefix: string,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const users = knex({ u: `${prefix}users` })
    .select({ id: 'u.id', name: ownerNameSql(knex, 'u') })
    .whereIn('u.id', [...ids]);
  const groups = knex(`${prefix}groups`)
    .select({ id: 'groupid', name: 'groupname' })
    .whereIn('groupid', [...ids]);
  const rows: { id: number; name: string | null }[] = await knex.unionAll([users, groups]);
  return new Map(rows.map((row) => [Number(row.id), row.name ?? '']));
}
