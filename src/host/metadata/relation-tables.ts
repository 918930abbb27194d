/** A table that ties records of two modules, without its prefix: the columns of this record's id and of the related one's. */
export interface RelationTable {
  readonly table: string;
  readonly own: string;
  readonly related: string;
  /** Only rows with this value count. */
  readonly only?: { readonly column: string; readonly value: string };
}

/** Modules whose records have lines of products and services. */
const WITH_LINES = new Set(['Quotes', 'SalesOrder', 'Invoice', 'PurchaseOrder', 'Ddt']);
const ON_LINES = new Set(['Products', 'Services']);

/** Tables of pairs that the CRM keeps apart from its free relations: `left` is named by the table's first column. */
const PAIRS: readonly { readonly left: string; readonly right: string; readonly table: RelationTable }[] = [
  {
    left: 'Contacts',
    right: 'Potentials',
    table: { table: 'contpotentialrel', own: 'contactid', related: 'potentialid' },
  },
  {
    left: 'Accounts',
    right: 'Potentials',
    table: { table: 'accpotentialrel', own: 'accountid', related: 'potentialid' },
  },
];

const FREE_TABLES = ['crmentityrel', 'crmentityrel_ord'];

/** Every table a relation may stand in, without prefix; a CRM may lack some of them. */
export const RELATION_TABLES: readonly string[] = [
  'senotesrel',
  'seproductsrel',
  'inventoryproductrel',
  'seactivityrel',
  'cntactivityrel',
  ...new Set([...PAIRS.map(({ table }) => table.table), ...FREE_TABLES]),
];

/** Where the CRM keeps relations between two modules that are no reference field; `handler` tells bundles from their parts. */
export function relationTables(own: string, related: string, handler: string): readonly RelationTable[] {
  if (related === 'Documents') return [{ table: 'senotesrel', own: 'crmid', related: 'notesid' }];
  if (own === 'Documents') return [{ table: 'senotesrel', own: 'notesid', related: 'crmid' }];
  if (WITH_LINES.has(own) && ON_LINES.has(related)) return [lines('id', 'productid')];
  if (ON_LINES.has(own) && WITH_LINES.has(related)) return [lines('productid', 'id')];
  if (own === 'Products' && related === 'Products') return bundles(handler);
  if (related === 'Products') return [{ table: 'seproductsrel', own: 'crmid', related: 'productid' }];
  if (own === 'Products') return [{ table: 'seproductsrel', own: 'productid', related: 'crmid' }];
  if (related === 'Calendar') return activities(own);
  if (own === 'Calendar') return activities(related).map(turned);
  const pair = PAIRS.flatMap(({ left, right, table }) => {
    if (own === left && related === right) return [table];
    return own === right && related === left ? [turned(table)] : [];
  });
  return [...pair, ...FREE_TABLES.flatMap((table) => freeRelations(table, related))];
}

/** A free relation may have been made from either side. */
function freeRelations(table: string, related: string): readonly RelationTable[] {
  return [
    { table, own: 'crmid', related: 'relcrmid', only: { column: 'relmodule', value: related } },
    { table, own: 'relcrmid', related: 'crmid', only: { column: 'module', value: related } },
  ];
}

function lines(own: string, related: string): RelationTable {
  return { table: 'inventoryproductrel', own, related };
}

/** A bundle's parts name it as `productid`. */
function bundles(handler: string): readonly RelationTable[] {
  const parts: RelationTable = {
    table: 'seproductsrel',
    own: 'productid',
    related: 'crmid',
    only: { column: 'setype', value: 'Products' },
  };
  if (handler === 'get_products') return [parts];
  return handler === 'get_parent_products' ? [turned(parts)] : [];
}

function activities(module: string): readonly RelationTable[] {
  const any: RelationTable = { table: 'seactivityrel', own: 'crmid', related: 'activityid' };
  return module === 'Contacts' ? [any, { table: 'cntactivityrel', own: 'contactid', related: 'activityid' }] : [any];
}

function turned(way: RelationTable): RelationTable {
  return { ...way, own: way.related, related: way.own };
}
