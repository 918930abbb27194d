import type { Knex } from 'knex';
import { readTableFacts, type TableFacts } from './column-facts.js';
import { conditionalTables, readConditionals } from './conditional-reader.js';
import { type Fingerprinted, type FingerprintSource, fingerprintedTables, readFingerprint } from './fingerprint.js';
import { readLabelTexts, readLanguages } from './label-reader.js';
import { createLabels } from './labels.js';
import { linkedListTable, narrowByLinks, readLinkedLists } from './linked-lists.js';
import { listFieldsOf } from './list-fields.js';
import { readMetadataRows } from './metadata-rows.js';
import { buildModules } from './module-schema.js';
import { type MoneyAndFolders, optionalTables, readCompany, readMoneyAndFolders } from './named-rows.js';
import { LANGUAGE_LISTS, picklistTables, readPicklists } from './picklist-reader.js';
import { readLegacySettings, readPortalUser } from './portal-user.js';
import { readRelatedLists, relatedListTables, withRelatedLists } from './related-lists.js';
import { readStaff } from './staff.js';
import type { FieldSchema, Metadata, PicklistValue } from './types.js';

/** Metadata with what it was read from, for the next fingerprint. */
export interface ReadMetadata {
  readonly metadata: Metadata;
  readonly source: FingerprintSource;
}

/** Reads everything the portal knows of the CRM's metadata, in some 20 statements. */
export async function readMetadata(knex: Knex, prefix: string): Promise<ReadMetadata> {
  const rows = await readMetadataRows(knex, prefix);
  const listTables = picklistTables(rows.fields, prefix);
  const optional = [
    ...optionalTables(prefix),
    ...conditionalTables(prefix),
    ...relatedListTables(prefix),
    linkedListTable(prefix),
  ];
  const schema = [
    ...new Set([
      ...rows.fields.map((row) => row.tablename),
      ...rows.entityNames.map((row) => row.tablename),
      ...listTables,
      ...optional,
      LANGUAGE_LISTS,
    ]),
  ];
  const tables = await readTableFacts(knex, schema);
  const source = { rows: fingerprintTables(prefix, tables, listTables, optional), schema };
  // Taken before the rows it stands for: a change in between is seen by the next refresh.
  const fingerprint = await readFingerprint(knex, source);
  const portalUser = await readPortalUser(knex, prefix, tables);
  const staff = await readStaff(knex, prefix);
  const roleIds = [portalUser.user.roleId, ...staff.users.flatMap(({ roleId }) => roleId ?? [])];
  const rolePicklists = await readPicklists(knex, prefix, { fields: rows.fields, tables, roleIds });
  const picklists = rolePicklists();
  const named = await readMoneyAndFolders(knex, prefix, tables);
  const rules = await readConditionals(knex, prefix, { tables, fields: rows.fields, user: portalUser.user });
  const links = await readLinkedLists(knex, prefix, tables);
  const modules = withRelatedLists(buildModules({ prefix, rows, tables, picklists, isVisible: portalUser.isVisible }), {
    prefix,
    tables,
    rows: await readRelatedLists(knex, prefix, tables),
  });
  const texts = await readLabelTexts(knex, [...modules.keys(), 'Calendar']);
  const languages = await readLanguages(knex, prefix);
  const metadata: Metadata = {
    labels: createLabels({ languages, texts, picklists, named }),
    module: (name) => modules.get(name),
    modules: () => [...modules.values()],
    picklist(field, beside, roleId) {
      const values = valuesOf(field, rolePicklists(roleId), named);
      return beside ? narrowByLinks(values, field, links, beside) : values;
    },
    conditionals: (module) => rules.get(module.tabId) ?? [],
    listFields: listFieldsOf,
    portalUser: portalUser.user,
    staff,
    settings: await readLegacySettings(knex, prefix, tables),
    company: await readCompany(knex, prefix, tables),
    optionalTables: optional.filter((table) => tables.has(table)),
    fingerprint,
  };
  return { metadata, source };
}

function fingerprintTables(
  prefix: string,
  tables: TableFacts,
  lists: readonly string[],
  optional: readonly string[],
): readonly Fingerprinted[] {
  const present = lists.filter((table) => tables.get(table)?.has(table.slice(prefix.length)));
  const isMissing = (table: string): boolean => optional.includes(table) && !tables.has(table);
  const fixed = fingerprintedTables(prefix, present, isMissing);
  if (!tables.has(LANGUAGE_LISTS)) return fixed;
  return [...fixed, { table: LANGUAGE_LISTS, columns: ['code', 'field', 'language', 'value', 'sortorderid'] }];
}

function valuesOf(
  field: FieldSchema,
  picklists: ReadonlyMap<string, readonly PicklistValue[]>,
  named: MoneyAndFolders,
): readonly PicklistValue[] {
  if (field.kind === 'folder') return [...named.folders.keys()].map((value) => ({ value }));
  if (field.kind === 'currencyRef') return [...named.currencies.keys()].map((value) => ({ value }));
  const isList = field.kind === 'picklist' || field.kind === 'multiPicklist' || field.kind === 'languagePicklist';
  return isList ? (picklists.get(field.name) ?? []) : [];
}
