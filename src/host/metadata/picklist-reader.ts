import type { Knex } from 'knex';
import type { TableFacts } from './column-facts.js';
import type { FieldRow } from './metadata-rows.js';
import type { PicklistValue } from './types.js';
import { hasPicklistTable, kindOf } from './uitypes.js';

/** Values that stand in a list for the CRM's own use: «keep the status», put there by its time cards. */
const PSEUDO_VALUES: Readonly<Record<string, readonly string[]>> = { ticketstatus: ['Maintain'] };

/** SQLite takes 500 parts of a compound statement at most; the CRM has some 80 lists. */
const TABLES_A_STATEMENT = 100;

interface ValueRow {
  readonly field: string;
  readonly value: string | null;
  /** Null: offered to every role. */
  readonly role: string | null;
}

/** The values of every list by field name, as a role offers them; an unknown role as the portal user's. */
export type RolePicklists = (roleId?: string) => ReadonlyMap<string, readonly PicklistValue[]>;

/** Names of the tables that may hold the values of these fields. */
export function picklistTables(fields: readonly FieldRow[], prefix: string): readonly string[] {
  return picklistFields(fields).map((name) => prefix + name);
}

/**
 * Reads the values of every list in the order people see them: role-based ones as each of the roles offers them, the others by their own
 * order, language lists by theirs. A list whose table is missing is left out. The first role is the one that counts where none is named.
 */
export async function readPicklists(
  knex: Knex,
  prefix: string,
  facts: { readonly fields: readonly FieldRow[]; readonly tables: TableFacts; readonly roleIds: readonly string[] },
): Promise<RolePicklists> {
  const names = picklistFields(facts.fields).filter((name) => facts.tables.get(prefix + name)?.has(name));
  const roleIds = [...new Set(facts.roleIds)];
  const roles = new Map(
    roleIds.map((role) => [role, new Map<string, PicklistValue[]>(names.map((name) => [name, []]))]),
  );
  for (let start = 0; start < names.length; start += TABLES_A_STATEMENT) {
    const parts = names
      .slice(start, start + TABLES_A_STATEMENT)
      .map((name) => valuesOf(knex, prefix, name, facts.tables, roleIds));
    const rows: ValueRow[] = await knex
      .from(knex.unionAll(parts).as('v'))
      .select('field', 'value', 'role')
      .orderBy(['field', 'place', 'value']);
    for (const row of rows) {
      if (row.value === null || PSEUDO_VALUES[row.field]?.includes(row.value)) continue;
      const entry = { value: row.value };
      for (const [role, lists] of roles) if (row.role === null || row.role === role) lists.get(row.field)?.push(entry);
    }
  }
  for (const [name, values] of await readLanguageLists(knex, facts.tables))
    for (const lists of roles.values()) lists.set(name, values);
  const first = roles.values().next().value ?? new Map<string, PicklistValue[]>();
  return (roleId) => (roleId === undefined ? first : (roles.get(roleId) ?? first));
}

function picklistFields(fields: readonly FieldRow[]): readonly string[] {
  const isList = (row: FieldRow): boolean =>
    hasPicklistTable(row.uitype, kindOf(row.uitype, { name: row.fieldname })) && /^\w+$/.test(row.fieldname);
  return [...new Set(fields.filter(isList).map((row) => row.fieldname))];
}

/** One list's part of the statement; lists with `picklist_valueid` are kept by role. */
function valuesOf(
  knex: Knex,
  prefix: string,
  name: string,
  tables: TableFacts,
  roleIds: readonly string[],
): Knex.QueryBuilder {
  const columns = tables.get(prefix + name);
  const query = knex({ t: prefix + name }).select(knex.raw('? as field', [name]), { value: `t.${name}` });
  if (!columns?.has('picklist_valueid')) {
    return query
      .select(columns?.has('sortorderid') ? { place: 't.sortorderid' } : knex.raw('0 as place'))
      .select(knex.raw('null as role'));
  }
  return query
    .select({ place: 'r.sortid', role: 'r.roleid' })
    .join({ p: `${prefix}picklist` }, (on) => on.on('p.name', '=', knex.raw('?', [name])))
    .join({ r: `${prefix}role2picklist` }, (on) =>
      on
        .on('r.picklistid', '=', 'p.picklistid')
        .andOn('r.picklistvalueid', '=', 't.picklist_valueid')
        .andOnIn('r.roleid', [...roleIds]),
    );
}

interface LanguageRow {
  readonly code: string;
  readonly field: string;
  readonly language: string;
  readonly value: string | null;
}

async function readLanguageLists(knex: Knex, tables: TableFacts): Promise<ReadonlyMap<string, PicklistValue[]>> {
  const lists = new Map<string, PicklistValue[]>();
  if (!tables.has(LANGUAGE_LISTS)) return lists;
  const rows: LanguageRow[] = await knex(LANGUAGE_LISTS)
    .select('code', 'field', 'language', 'value')
    .orderBy(['field', 'sortorderid', 'code', 'language']);
  const texts = new Map<string, Record<string, string>>();
  for (const row of rows) {
    const key = `${row.field}\n${row.code}`;
    const known = texts.get(key);
    if (known) {
      known[row.language] = row.value ?? '';
      continue;
    }
    const first = { [row.language]: row.value ?? '' };
    texts.set(key, first);
    lists.set(row.field, [...(lists.get(row.field) ?? []), { value: row.code, texts: first }]);
  }
  return lists;
}

/** Where the CRM keeps lists with texts by language (uitype 1015). */
export const LANGUAGE_LISTS = 'tbl_s_picklist_language';
