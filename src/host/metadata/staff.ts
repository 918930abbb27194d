import type { Knex } from 'knex';
import { ownerNameSql } from '../vtenext/sql-owner-names.js';
import type { Staff, StaffUser } from './types.js';

interface UserRow {
  readonly id: number;
  readonly userName: string | null;
  readonly name: string | null;
  readonly status: string | null;
  readonly roleId: string | null;
}

/** Reads the CRM's users and groups, disabled users too: they may own tickets and lend their picklists. */
export async function readStaff(knex: Knex, prefix: string): Promise<Staff> {
  const rows: UserRow[] = await knex({ u: `${prefix}users` })
    .leftJoin({ r: `${prefix}user2role` }, 'r.userid', 'u.id')
    .where('u.deleted', 0)
    .orderBy('u.id')
    .select({ id: 'u.id', userName: 'u.user_name', status: 'u.status', roleId: 'r.roleid' })
    .select({ name: ownerNameSql(knex, 'u') });
  const users = new Map<number, StaffUser>();
  for (const row of rows) {
    const userName = row.userName ?? '';
    if (userName === '' || users.has(row.id)) continue;
    const isActive = row.status === 'Active';
    users.set(row.id, { id: row.id, userName, name: row.name ?? userName, roleId: row.roleId || undefined, isActive });
  }
  const groups: { id: number; name: string | null }[] = await knex(`${prefix}groups`)
    .orderBy('groupid')
    .select({ id: 'groupid', name: 'groupname' });
  return {
    users: [...users.values()],
    groups: groups.flatMap(({ id, name }) => (name ? [{ id, name }] : [])),
  };
}
