import type { ColumnFacts, TableFacts } from './column-facts.js';
import type { FieldKindName } from './field-kind.js';
import type { FieldRow, MetadataRows } from './metadata-rows.js';
import type { FieldSchema, PicklistValue } from './types.js';
import { hasPicklistTable, kindOf } from './uitypes.js';

/** What, beside its row, a field's schema is made of. */
export interface FieldBuildFacts {
  readonly tables: TableFacts;
  readonly rows: Pick<MetadataRows, 'references'>;
  /** Values by field name; a picklist whose table is gone is not in it. */
  readonly picklists: ReadonlyMap<string, readonly PicklistValue[]>;
  readonly isVisible: (fieldId: number) => boolean;
}

/** `D~O~OTH~GE~other` means: not before `other`. */
const NOT_BEFORE = /^[^~]*~[^~]*~OTH~GE~([^~]+)/;

/** The schema of one field; undefined when its column, table or picklist is gone. */
export function buildField(
  row: FieldRow,
  module: string,
  isEntityName: boolean,
  facts: FieldBuildFacts,
): FieldSchema | undefined {
  const column = facts.tables.get(row.tablename)?.get(row.columnname);
  if (!column) return undefined;
  const [dataType = 'V', mandatory] = (row.typeofdata ?? 'V~O').split('~');
  const kind = kindOf(row.uitype, { name: row.fieldname, column: row.columnname, dataType });
  const needsPicklist = hasPicklistTable(row.uitype, kind) || kind === 'languagePicklist';
  if (needsPicklist && !facts.picklists.has(row.fieldname)) return undefined;
  const notBefore = NOT_BEFORE.exec(row.typeofdata ?? '')?.[1];
  return {
    id: row.fieldid,
    module,
    name: row.fieldname,
    table: row.tablename,
    column: row.columnname,
    uitype: row.uitype,
    kind: refineKind(kind, column, isEntityName),
    label: row.fieldlabel,
    blockId: row.block ?? 0,
    sequence: row.sequence ?? 0,
    dataType,
    isMandatory: mandatory === 'M',
    scale: column.scale,
    notBefore: notBefore === row.fieldname ? undefined : notBefore,
    displayType: row.displaytype ?? 1,
    readonly: row.readonly,
    isCustom: row.generatedtype === 2,
    maxLength: column.maxCharacters ?? column.precision,
    maxBytes: maxBytesOf(column, row),
    helpText: row.helpinfo?.trim() ? row.helpinfo : undefined,
    references: facts.rows.references.filter((entry) => entry.fieldid === row.fieldid).map((entry) => entry.relmodule),
    visibleToPortalUser: facts.isVisible(row.fieldid),
  };
}

/** A record's name is one line, also where the CRM draws a small text area; moments kept by a text field are shown as such. */
function refineKind(kind: FieldKindName, column: ColumnFacts, isEntityName: boolean): FieldKindName {
  if (isEntityName && kind === 'textarea' && column.maxCharacters !== undefined) return 'text';
  return kind === 'text' && /^(?:datetime|timestamp)$/.test(column.type) ? 'datetime' : kind;
}

/** SQLite does not keep the size of text columns; the CRM's longtext columns are its descriptions and notes. */
function maxBytesOf(column: ColumnFacts, row: FieldRow): number | undefined {
  if (column.maxBytes !== undefined) return column.maxBytes;
  const isUnknownText = column.type === 'text' && row.uitype === 19;
  return isUnknownText && !/^(?:description|notecontent)$/.test(row.columnname) ? 65_535 : undefined;
}
