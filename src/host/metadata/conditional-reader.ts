import type { Knex } from 'knex';
import type { TableFacts } from './column-facts.js';
import { decodeEntities } from './entities.js';
import type { FieldRow } from './metadata-rows.js';
import type { ConditionalRule, PortalUser, RuleCondition, RuleEffect } from './types.js';

const EFFECTS = 'tbl_s_conditionals';
const CONDITIONS = 'tbl_s_conditionals_rules';

/** The tables the rules and the portal user's place in them come from; a slimmer CRM may lack any of them. */
export function conditionalTables(prefix: string): readonly string[] {
  return [EFFECTS, CONDITIONS, ...['role', 'users2group', 'group2role', 'group2rs'].map((table) => prefix + table)];
}

interface EffectRow {
  readonly ruleid: number;
  readonly fieldid: number;
  readonly read_perm: number | null;
  readonly write_perm: number | null;
  readonly mandatory: number | null;
  readonly role_grp_check: string | null;
}

interface ConditionRow {
  readonly ruleid: number;
  readonly chk_fieldname: string | null;
  readonly chk_criteria_id: number | null;
  readonly chk_field_value: string | null;
}

/** Reads the active rules that apply to the portal user, by the module's tab id. */
export async function readConditionals(
  knex: Knex,
  prefix: string,
  facts: { readonly tables: TableFacts; readonly fields: readonly FieldRow[]; readonly user: PortalUser },
): Promise<ReadonlyMap<number, readonly ConditionalRule[]>> {
  const { tables, fields, user } = facts;
  if (!tables.has(EFFECTS) || !tables.has(CONDITIONS)) return new Map();
  const active: EffectRow[] = await knex(EFFECTS).where('active', 1).orderBy(['ruleid', 'sequence', 'fieldid']);
  if (active.length === 0) return new Map();
  const marks = await readMarks(knex, prefix, tables, user);
  const effects = active.filter((row) => marks.has(row.role_grp_check ?? ''));
  const ids = [...new Set(effects.map((row) => row.ruleid))];
  const conditions: ConditionRow[] = await knex(CONDITIONS).whereIn('ruleid', ids).orderBy(['ruleid', 'id']);
  const byField = new Map(fields.map((row) => [row.fieldid, row]));
  const rules = new Map<number, ConditionalRule[]>();
  for (const id of ids) {
    const own = conditions.filter((row) => row.ruleid === id).map(readCondition);
    for (const [tabId, touched] of groupByTab(
      effects.filter((row) => row.ruleid === id),
      byField,
    ))
      rules.set(tabId, [...(rules.get(tabId) ?? []), { conditions: own, effects: touched }]);
  }
  return rules;
}

function groupByTab(
  rows: readonly EffectRow[],
  byField: ReadonlyMap<number, FieldRow>,
): ReadonlyMap<number, readonly RuleEffect[]> {
  const tabs = new Map<number, RuleEffect[]>();
  for (const row of rows) {
    const field = byField.get(row.fieldid);
    if (field) tabs.set(field.tabid, [...(tabs.get(field.tabid) ?? []), readEffect(row, field.fieldname)]);
  }
  return tabs;
}

function readEffect(row: EffectRow, field: string): RuleEffect {
  return { field, isVisible: row.read_perm === 1, isWritable: row.write_perm === 1, isMandatory: row.mandatory === 1 };
}

function readCondition(row: ConditionRow): RuleCondition {
  const value = decodeEntities(row.chk_field_value ?? '');
  return { field: row.chk_fieldname ?? '', criterion: row.chk_criteria_id ?? 0, value };
}

/** What a rule may name that the portal user is: everybody, the role, a role above it, a group the user is in. */
async function readMarks(
  knex: Knex,
  prefix: string,
  tables: TableFacts,
  { id, roleId }: PortalUser,
): Promise<ReadonlySet<string>> {
  const has = (table: string): boolean => tables.has(prefix + table);
  const role: { parentrole: string | null } | undefined = has('role')
    ? await knex(`${prefix}role`).where('roleid', roleId).first('parentrole')
    : undefined;
  const above = (role?.parentrole ?? roleId).split('::');
  const memberships = [
    ...(has('users2group') ? [knex(`${prefix}users2group`).where('userid', id).select('groupid')] : []),
    ...(has('group2role') ? [knex(`${prefix}group2role`).where('roleid', roleId).select('groupid')] : []),
    ...(has('group2rs') ? [knex(`${prefix}group2rs`).whereIn('roleandsubid', above).select('groupid')] : []),
  ];
  const groups: { groupid: number }[] = memberships.length > 0 ? await knex.union(memberships) : [];
  return new Set([
    'ALL',
    `roles::${roleId}`,
    ...above.map((name) => `rs::${name}`),
    ...groups.map((group) => `groups::${group.groupid}`),
  ]);
}
