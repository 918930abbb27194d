import type { FieldKindName } from './field-kind-name.js';

/** A CRM module as its own metadata describes it; read-only and shared between requests. */
export interface ModuleSchema {
  readonly name: string;
  readonly tabId: number;
  /** English key of the plural and singular label; translate with `Labels`. */
  readonly label: string;
  readonly baseTable: string;
  readonly idColumn: string;
  /** All tables of the module's fields, joined 1:1 to the base table by their own id column. */
  readonly extraTables: readonly { readonly table: string; readonly idColumn: string }[];
  /** Names of the fields whose values make the record's name, in order. */
  readonly entityFields: readonly string[];
  /** The uitype-4 field, if the module is numbered. */
  readonly numberField: string | undefined;
  readonly panels: readonly PanelSchema[];
  readonly blocks: readonly BlockSchema[];
  /** Active fields only (presence 0 or 2), by field name, in the CRM's order. */
  readonly fields: ReadonlyMap<string, FieldSchema>;
  /** Lists of related records on the record's page, in the CRM's order. */
  readonly relatedLists: readonly RelatedListSchema[];
}

/** One list of related records. */
export interface RelatedListSchema {
  readonly id: number;
  /** The related records' module. */
  readonly module: string;
  /** English key; translate in the record's own module. */
  readonly label: string;
  /** Ways from a record to its related ones; a record found by any of them is related. */
  readonly ways: readonly RelationWay[];
}

/** A table that ties a record (its id in the column `own`) to related ones (their ids in `related`). */
export interface RelationWay {
  readonly table: string;
  readonly own: string;
  readonly related: string;
  /** The column `own` keeps ids in a varchar. */
  readonly isText: boolean;
  /** The related module's reference field that the column belongs to. */
  readonly field?: string;
  /** Only rows with this value count. */
  readonly only?: { readonly column: string; readonly value: string };
}

export interface PanelSchema {
  readonly id: number;
  readonly label: string;
}

export interface BlockSchema {
  readonly id: number;
  readonly panelId: number;
  readonly label: string;
  readonly inCreate: boolean;
  readonly inEdit: boolean;
  readonly inDetail: boolean;
}

export interface FieldSchema {
  readonly id: number;
  readonly module: string;
  /** The CRM's field name, as in forms and addresses: `ticket_title`. */
  readonly name: string;
  readonly table: string;
  readonly column: string;
  readonly uitype: number;
  readonly kind: FieldKindName;
  /** What an extension makes of its kind (`FieldKind`); only `kindOfField` reads it. */
  readonly ownKind?: object;
  readonly label: string;
  readonly blockId: number;
  readonly sequence: number;
  /** typeofdata's first letter(s): V I N NN D DT T C E P O. */
  readonly dataType: string;
  readonly isMandatory: boolean;
  /** Decimals and digits of a number column, from typeofdata (`N~O~2~2`) or the column. */
  readonly scale: number | undefined;
  /** «This date must not be before that field»: typeofdata's `OTH~GE~…`. */
  readonly notBefore: string | undefined;
  /** 1 editable, 2 display only, 3 handled specially, 4 create only. */
  readonly displayType: number;
  /** 1 normal, 99 read-only, 100 hidden. */
  readonly readonly: number;
  readonly isCustom: boolean;
  /** Characters (utf8) or digits the column holds; undefined: as many as a longtext. Bytes for TEXT types in `maxBytes`. */
  readonly maxLength: number | undefined;
  readonly maxBytes: number | undefined;
  readonly helpText: string | undefined;
  /** Modules a uitype-10 (or fixed) reference may point to. */
  readonly references: readonly string[];
  /** The portal user of the CRM may see it (HOST-FACTS 3). */
  readonly visibleToPortalUser: boolean;
}

/** One value of a picklist: the stored key, in the order of the portal user's role. */
export interface PicklistValue {
  readonly value: string;
  /** Only for multilanguage picklists (uitype 1015): the texts by CRM language. */
  readonly texts?: Readonly<Record<string, string>>;
}

/** The CRM's languages, e.g. `it_it`; the portal's two-letter code maps to the first that starts with it. */
export interface HostLanguage {
  readonly prefix: string;
  readonly label: string;
  readonly isDefault: boolean;
}

/** Labels and values in the visitor's language. */
export interface Labels {
  readonly languages: readonly HostLanguage[];
  /** The portal's two-letter code of the CRM's default language. */
  readonly defaultLanguage: string;
  /** A label of a module in a two-letter language (HOST-FACTS 2.6, DECISIONS 17); the key itself where nothing is known. */
  label(module: string, key: string, language: string): string;
  /** A picklist value as people read it. */
  value(field: FieldSchema, value: string, language: string): string;
  /** The sign of a currency by its id; without or with an unknown id that of the CRM's own currency. */
  currencySymbol(id: string | undefined): string;
}

/** One comparison of a rule: `criterion` is the CRM's number, 0 ≤, 1 <, 2 ≥, 3 >, 4 =, 5 ≠, 6 contains, 7 does not contain. */
export interface RuleCondition {
  readonly field: string;
  readonly criterion: number;
  readonly value: string;
}

/** What a rule makes of a field while its conditions hold. */
export interface RuleEffect {
  readonly field: string;
  readonly isVisible: boolean;
  readonly isWritable: boolean;
  readonly isMandatory: boolean;
}

/** A rule of the CRM (Conditionals) that applies to its portal user: all conditions must hold; none at all always holds. */
export interface ConditionalRule {
  readonly conditions: readonly RuleCondition[];
  readonly effects: readonly RuleEffect[];
}

/** What the portal knows of the CRM's metadata; cached, refreshed when its fingerprint changes. */
export interface Metadata {
  readonly labels: Labels;
  /** Undefined: no such module, or not active in the CRM. */
  module(name: string): ModuleSchema | undefined;
  modules(): readonly ModuleSchema[];
  /**
   * The values the portal user's role offers, in order; for document folders and currencies their ids, in order of their names;
   * empty for every other field. With the record's values, only those that linked lists (uitype 300) allow beside them. With a role, what
   * that role offers; one nobody has is as none.
   */
  picklist(
    field: FieldSchema,
    beside?: Readonly<Record<string, string | null>>,
    roleId?: string,
  ): readonly PicklistValue[];
  /** The rules that show, open or demand fields of a module by other fields' values. */
  conditionals(module: ModuleSchema): readonly ConditionalRule[];
  /** The columns of a module's list in the CRM, as field names. */
  listFields(module: ModuleSchema): readonly string[];
  /** The CRM user in whose name the portal writes (HOST-FACTS 3). */
  readonly portalUser: PortalUser;
  /** Whom a profile may name as the owner of new tickets, or as the one whose picklists apply. */
  readonly staff: Staff;
  readonly settings: LegacyPortalSettings;
  readonly company: CompanyDetails;
  /** Tables the metadata comes from that only some CRMs have, for grants. */
  readonly optionalTables: readonly string[];
  /** Changes with every change of the metadata. */
  readonly fingerprint: string;
}

export interface PortalUser {
  readonly id: number;
  readonly userName: string;
  /** As the change log writes it. */
  readonly displayName: string;
  readonly roleId: string;
}

/** The CRM's users and groups; deleted users are left out. */
export interface Staff {
  readonly users: readonly StaffUser[];
  readonly groups: readonly { readonly id: number; readonly name: string }[];
}

export interface StaffUser {
  readonly id: number;
  readonly userName: string;
  /** As the CRM shows it. */
  readonly name: string;
  readonly roleId: string | undefined;
  /** Works here; one who does not may be chosen all the same. */
  readonly isActive: boolean;
}

/** The old portal's own tables. */
export interface LegacyPortalSettings {
  readonly modules: readonly {
    readonly module: string;
    readonly sequence: number;
    readonly isVisible: boolean;
    readonly showsCompany: boolean;
  }[];
}

/** The CRM owner's company (`vte_organizationdetails`), for brand and mail foot; empty texts where unset. */
export interface CompanyDetails {
  readonly name: string;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly code: string;
  readonly phone: string;
  readonly vat: string;
  readonly website: string;
}
