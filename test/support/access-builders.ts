import { type Profile, type ProfileInput, profileSchema } from '../../src/access/profile-schema.js';
import type { Viewer } from '../../src/access/types.js';
import { createViewer } from '../../src/access/viewer-loader.js';
import type { HostContact, MetadataSource } from '../../src/host/host-adapter.js';
import type {
  ConditionalRule,
  FieldSchema,
  LegacyPortalSettings,
  Metadata,
  ModuleSchema,
} from '../../src/host/metadata/types.js';

/** A contact of company 7 with access all year. */
export function buildContact(changes: Partial<HostContact> = {}): HostContact {
  return {
    id: 3,
    firstName: 'Ada',
    lastName: 'Rossi',
    email: 'ada@acme.example',
    userName: 'ada@acme.example',
    accountId: 7,
    accountName: 'Acme',
    isDeleted: false,
    hasPortal: true,
    supportStart: '2026-01-01',
    supportEnd: '2026-12-31',
    optedOutOfMail: false,
    encodedPassword: '',
    ...changes,
  };
}

/** A profile with everything defaulted but the named parts. */
export function buildProfile(changes: Partial<ProfileInput> = {}): Profile {
  return profileSchema.parse({ name: 'Test', scope: 'own', otherFields: 'as-portal-user', modules: [], ...changes });
}

/** A signed-in customer. */
export function buildViewer(profile: Profile, changes: Partial<HostContact> = {}, mayWrite = true): Viewer {
  return createViewer(buildContact(changes), profile, mayWrite);
}

/** A plain, editable text field in block 1. */
export function buildField(name: string, changes: Partial<FieldSchema> = {}): FieldSchema {
  return {
    id: 1,
    module: 'HelpDesk',
    name,
    table: 'vte_troubletickets',
    column: name,
    uitype: 1,
    kind: 'text',
    label: name,
    blockId: 1,
    sequence: 1,
    dataType: 'V',
    isMandatory: false,
    scale: undefined,
    notBefore: undefined,
    displayType: 1,
    readonly: 1,
    isCustom: false,
    maxLength: 100,
    maxBytes: undefined,
    helpText: undefined,
    references: [],
    visibleToPortalUser: true,
    ...changes,
  };
}

/** A module with one block that is open everywhere. */
export function buildModule(
  name: string,
  fields: readonly FieldSchema[],
  changes: Partial<ModuleSchema> = {},
): ModuleSchema {
  return {
    name,
    tabId: 13,
    label: name,
    baseTable: 'vte_troubletickets',
    idColumn: 'ticketid',
    extraTables: [],
    entityFields: [],
    numberField: undefined,
    panels: [],
    blocks: [{ id: 1, panelId: 1, label: 'Block', inCreate: true, inEdit: true, inDetail: true }],
    fields: new Map(fields.map((field) => [field.name, field])),
    relatedLists: [],
    ...changes,
  };
}

/** Metadata of these modules, as a source that never changes. */
export function buildMetadataSource(
  modules: readonly ModuleSchema[],
  settings: LegacyPortalSettings['modules'] = [],
  listFields: readonly string[] = [],
  rules: readonly ConditionalRule[] = [],
): MetadataSource {
  const byName = new Map(modules.map((module) => [module.name, module]));
  const current: Metadata = {
    labels: {
      languages: [],
      defaultLanguage: 'it',
      label: (_module, key) => key,
      value: (_field, value) => value,
      currencySymbol: () => '€',
    },
    module: (name) => byName.get(name),
    modules: () => modules,
    picklist: () => [],
    conditionals: () => rules,
    optionalTables: [],
    listFields: () => listFields,
    portalUser: { id: 1, userName: 'admin', displayName: 'Administrator', roleId: 'H2' },
    staff: { users: [], groups: [] },
    settings: { modules: settings },
    company: {
      name: 'Acme',
      address: '',
      city: '',
      state: '',
      country: '',
      code: '',
      phone: '',
      vat: '',
      website: '',
    },
    fingerprint: '1',
  };
  return { current, refresh: async () => false };
}
