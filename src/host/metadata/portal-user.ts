import type { Knex } from 'knex';
import type { TableFacts } from './column-facts.js';
import type { LegacyPortalSettings, PortalUser } from './types.js';

/** The role whose picklist values are offered when the portal user has none. */
const FALLBACK_ROLE = 'H2';

/** The CRM's own administrator, whom every installation has. */
const FIRST_USER = 1;

interface UserRow {
  readonly id: number;
  readonly user_name: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly is_admin: string | null;
  readonly roleid: string | null;
}

/** The portal user and which fields they may see. */
export interface PortalUserFacts {
  readonly user: PortalUser;
  readonly isVisible: (fieldId: number) => boolean;
}

/** Reads the CRM user in whose name the portal writes, disabled or not, and that user's view of fields. */
export async function readPortalUser(knex: Knex, prefix: string, tables: TableFacts): Promise<PortalUserFacts> {
  const id = await readUserId(knex, prefix, tables);
  const row: UserRow | undefined = await knex({ u: `${prefix}users` })
    .leftJoin({ r: `${prefix}user2role` }, 'r.userid', 'u.id')
    .select('u.id', 'u.user_name', 'u.first_name', 'u.last_name', 'u.is_admin', 'r.roleid')
    .where('u.id', id)
    .first();
  const user: PortalUser = {
    id,
    userName: row?.user_name ?? '',
    displayName: `${row?.last_name ?? ''} ${row?.first_name ?? ''}`.trim(),
    roleId: row?.roleid || FALLBACK_ROLE,
  };
  if (row?.is_admin === 'on' || (await seesEverything(knex, prefix, user.roleId)))
    return { user, isVisible: () => true };
  const visible = await readVisibleFields(knex, prefix, user.roleId);
  return { user, isVisible: (fieldId) => visible.has(fieldId) };
}

async function readUserId(knex: Knex, prefix: string, tables: TableFacts): Promise<number> {
  if (!tables.has(`${prefix}customerportal_prefs`)) return FIRST_USER;
  const row: { prefvalue: number | null } | undefined = await knex(`${prefix}customerportal_prefs`)
    .where({ tabid: 0, prefkey: 'userid' })
    .first('prefvalue');
  return row?.prefvalue || FIRST_USER;
}

/** Profiles that may view or edit all (global actions 1 and 2) see every field. */
async function seesEverything(knex: Knex, prefix: string, roleId: string): Promise<boolean> {
  const row: unknown = await knex({ r: `${prefix}role2profile` })
    .join({ g: `${prefix}profile2globalperm` }, 'g.profileid', 'r.profileid')
    .where({ 'r.roleid': roleId, 'g.globalactionpermission': 0 })
    .whereIn('g.globalactionid', [1, 2])
    .first('g.profileid');
  return row !== undefined;
}

async function readVisibleFields(knex: Knex, prefix: string, roleId: string): Promise<ReadonlySet<number>> {
  const ids: number[] = await knex({ d: `${prefix}def_org_field` })
    .join({ f: `${prefix}profile2field` }, 'f.fieldid', 'd.fieldid')
    .join({ r: `${prefix}role2profile` }, 'r.profileid', 'f.profileid')
    .where({ 'r.roleid': roleId, 'd.visible': 0, 'f.visible': 0 })
    .distinct('d.fieldid')
    .pluck('d.fieldid');
  return new Set(ids);
}

interface TabRow {
  readonly name: string;
  readonly sequence: number | null;
  readonly visible: number | null;
  readonly showsCompany: number | null;
}

/** Reads the old portal's modules in its order; none when it was never installed. */
export async function readLegacySettings(
  knex: Knex,
  prefix: string,
  tables: TableFacts,
): Promise<LegacyPortalSettings> {
  if (!tables.has(`${prefix}customerportal_tabs`) || !tables.has(`${prefix}customerportal_prefs`))
    return { modules: [] };
  const rows: TabRow[] = await knex({ c: `${prefix}customerportal_tabs` })
    .join({ t: `${prefix}tab` }, 't.tabid', 'c.tabid')
    .leftJoin({ p: `${prefix}customerportal_prefs` }, (on) =>
      on.on('p.tabid', '=', 'c.tabid').andOn('p.prefkey', '=', knex.raw('?', ['showrelatedinfo'])),
    )
    .select('t.name', 'c.sequence', 'c.visible', { showsCompany: 'p.prefvalue' })
    .where('t.presence', 0)
    .orderBy(['c.sequence', 'c.tabid']);
  return {
    modules: rows.map((row) => ({
      module: row.name,
      sequence: row.sequence ?? 0,
      isVisible: Number(row.visible) === 1,
      showsCompany: Number(row.showsCompany) === 1,
    })),
  };
}
