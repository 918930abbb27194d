import type { Knex } from 'knex';
import { insertRows } from '../insert-rows.js';
import { roles } from '../metadata/crm-facts.js';
import { parseTable } from '../parse-table.js';
import type { Author } from './change-log.js';

/** Ids of the demo's users and groups; both come from one sequence. */
export const staffIds = { admin: 1, support: 2, sales: 3, laura: 4, marco: 5 } as const;

/** The administrator of the demo CRM; the hash below belongs to this password. */
export const demoAdmin = { userName: 'admin', password: 'Acme-Portale-2026' } as const;

/** The administrator as the author of changes; the portal acts as this user too. */
export const adminAuthor: Author = {
  userId: staffIds.admin,
  userName: 'admin',
  shown: { id: staffIds.admin, module: 'Users', name: 'Administrator' },
};

/** Laura Conti as the author of changes. */
export const lauraAuthor: Author = {
  userId: staffIds.laura,
  userName: 'laura.conti',
  shown: { id: staffIds.laura, module: 'Users', name: 'Conti Laura' },
};

const users = `
  1 | admin | | Administrator | on | H2 | admin@acme.example | $1$ad000000$fF9YCLGe0JZTGueUEw3pn0
  4 | laura.conti | Laura | Conti | off | H3 | laura.conti@acme.example | $1$la000000$mtZ4rIk7ee7JwhdKyoNt20
  5 | marco.ferri | Marco | Ferri | off | H3 | marco.ferri@acme.example | $1$ma000000$69UhlUstIHwdQZRZ75pIf/
`;

const userCells = ['id', 'userName', 'first', 'last', 'isAdmin', 'role', 'email', 'hash'] as const;

/** Writes users, groups, roles and profiles. */
export async function seedStaff(trx: Knex, now: string): Promise<void> {
  const staff = parseTable(users, userCells);
  const roleList = parseTable(roles, ['id', 'name', 'path', 'depth', 'profile']);
  await insertRows(
    trx,
    'vte_users',
    staff.map((user) => userRow(user, now)),
  );
  await insertRows(
    trx,
    'vte_user2role',
    staff.map((user) => ({ userid: Number(user.id), roleid: user.role })),
  );
  await insertRows(trx, 'vte_groups', [
    { groupid: staffIds.support, groupname: 'Assistenza', date_entered: now, date_modified: now },
    { groupid: staffIds.sales, groupname: 'Commerciale', date_entered: now, date_modified: now },
  ]);
  await insertRows(trx, 'vte_users2group', [
    { groupid: staffIds.support, userid: staffIds.laura },
    { groupid: staffIds.support, userid: staffIds.marco },
    { groupid: staffIds.sales, userid: staffIds.admin },
  ]);
  await insertRows(
    trx,
    'vte_role',
    roleList.map((role) => ({
      roleid: role.id,
      rolename: role.name,
      parentrole: role.path,
      depth: Number(role.depth),
    })),
  );
  const withProfile = roleList.filter((role) => role.profile !== '');
  await insertRows(
    trx,
    'vte_role2profile',
    withProfile.map((role) => ({ roleid: role.id, profileid: Number(role.profile) })),
  );
  await insertRows(trx, 'vte_profile', [
    { profileid: 1, profilename: 'Administrator', description: 'Admin Profile' },
    { profileid: 2, profilename: 'Sales Profile', description: 'Profile Related to Sales' },
  ]);
  // 0 = granted: the first profile sees and edits everything, the second what its fields allow.
  await insertRows(
    trx,
    'vte_profile2globalperm',
    [1, 2].flatMap((profileid) =>
      [1, 2].map((globalactionid) => ({ profileid, globalactionid, globalactionpermission: profileid - 1 })),
    ),
  );
}

function userRow(user: Record<(typeof userCells)[number], string>, now: string) {
  return {
    id: Number(user.id),
    user_name: user.userName,
    first_name: user.first,
    last_name: user.last,
    user_password: user.hash,
    confirm_password: user.hash,
    crypt_type: 'PHP5.3MD5',
    is_admin: user.isAdmin,
    email1: user.email,
    status: 'Active',
    date_modified: now,
    date_format: 'dd-mm-yyyy',
    hour_format: '24',
    default_language: 'it_it',
    user_timezone: 'Europe/Rome',
    notify_me_via: 'ModNotifications',
    use_ldap: 0,
    reminder_interval: '1 Minute',
    decimal_separator: ',',
    thousands_separator: '.',
  };
}
