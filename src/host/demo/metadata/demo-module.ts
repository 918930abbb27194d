import { parseTable } from '../parse-table.js';

/** A role-based picklist has an id; one without roles has none and keeps its own order. */
export interface DemoPicklist {
  readonly id?: number;
  /** `value id (or order) | presence | value | Italian | English`, in the order shown. */
  readonly values: string;
}

/** A module of the CRM written compactly; the tables in text are read by the functions beside. */
export interface DemoModule {
  readonly tabId: number;
  /** The CRM's key, also used in addresses. */
  readonly name: string;
  readonly sequence: number;
  /** 1 = its records have no assignee of their own. */
  readonly ownedBy: 0 | 1;
  readonly version: string;
  /** 0 for modules without records of their own, such as the staff; 1 by default. */
  readonly isEntity?: 0 | 1;
  readonly panelId: number;
  readonly table: string;
  readonly idField: string;
  readonly idColumn: string;
  /** Field names that make the record's name, joined by commas. */
  readonly nameFields: string;
  /** Further tables with one row a record: table name to its key column. */
  readonly otherTables?: Readonly<Record<string, string>>;
  readonly numbering?: { readonly id: number; readonly prefix: string };
  /** Rows of vte_tab_info: preference to value. */
  readonly preferences?: Readonly<Record<string, string>>;
  /** `label | Italian | English`: labels that are not said beside a block, field or value. */
  readonly labels?: string;
  /** `id | label | order | title hidden, hidden at creation, edit, detail | Italian | English`. */
  readonly blocks: string;
  /**
   * `id | block | order | field | column if other | table if not the module's | uitype and modules it may point to |
   * typeofdata | displaytype presence readonly quickcreate masseditable generatedtype (1 if left out) | label | Italian | English`.
   * A label without translations stands in the dictionary all modules share, or further up.
   */
  readonly fields: string;
  /** By name of the field, which is also the name of the table of values. */
  readonly picklists?: Readonly<Record<string, DemoPicklist>>;
  /** `id | related module | handler | label | actions | Italian | English`. */
  readonly relatedLists?: string;
}

/** A field of a demo module, read from its line. */
export interface DemoField {
  readonly id: number;
  readonly block: number;
  readonly sequence: number;
  readonly name: string;
  readonly column: string;
  readonly table: string;
  readonly uitype: number;
  readonly targets: readonly string[];
  readonly typeOfData: string;
  readonly displayType: number;
  readonly presence: number;
  readonly readonly: number;
  readonly quickCreate: number;
  readonly massEditable: number;
  readonly generatedType: number;
  readonly label: string;
  readonly italian: string;
  readonly english: string;
}

const fieldCells = [
  'id',
  'block',
  'sequence',
  'name',
  'column',
  'table',
  'kind',
  'typeOfData',
  'flags',
  'label',
] as const;

/** Reads the fields of a module. */
export function readFields(module: DemoModule): DemoField[] {
  return parseTable(module.fields, [...fieldCells, 'italian', 'english']).map((row) => {
    const [uitype = '', ...targets] = row.kind.split(' ');
    const [displayType = 1, presence = 2, readonly = 1, quickCreate = 1, massEditable = 1, generatedType = 1] =
      row.flags.split(' ').map(Number);
    return {
      id: Number(row.id),
      block: Number(row.block),
      sequence: Number(row.sequence),
      name: row.name,
      column: row.column || row.name,
      table: row.table || module.table,
      uitype: Number(uitype),
      targets,
      typeOfData: row.typeOfData,
      displayType,
      presence,
      readonly,
      quickCreate,
      massEditable,
      generatedType,
      label: row.label,
      italian: row.italian,
      english: row.english,
    };
  });
}

/** Reads the blocks of a module; `hidden` holds title, creation, edit and detail as 0 or 1. */
export function readBlocks(module: DemoModule) {
  return parseTable(module.blocks, ['id', 'label', 'sequence', 'hidden', 'italian', 'english']);
}

/** Reads the values of a picklist in the order shown; `id` is the value's id over all picklists, or its order. */
export function readValues(picklist: DemoPicklist) {
  return parseTable(picklist.values, ['id', 'presence', 'value', 'italian', 'english']);
}

/** Reads the related lists of a module in the order shown. */
export function readRelatedLists(module: DemoModule) {
  return parseTable(module.relatedLists ?? '', ['id', 'module', 'handler', 'label', 'actions', 'italian', 'english']);
}
