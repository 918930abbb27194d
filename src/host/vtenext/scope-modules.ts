import type { Knex } from 'knex';
import type { ModuleSchema } from '../metadata/types.js';
import type { ScopeContext } from './scope-customers.js';
import type { ScopeWay } from './scope-way.js';

/** Columns of standard modules that hold the customer's id; `text` ones keep it in a varchar. */
const standardColumns: Readonly<Record<string, readonly { readonly column: string; readonly isText?: boolean }[]>> = {
  Quotes: [{ column: 'contactid' }, { column: 'accountid' }],
  Invoice: [{ column: 'contactid' }, { column: 'accountid' }],
  SalesOrder: [{ column: 'contactid' }, { column: 'accountid' }],
  Assets: [{ column: 'account' }],
  ProjectPlan: [{ column: 'linktoaccountscontacts', isText: true }],
  ServiceContracts: [{ column: 'sc_related_to' }],
  Potentials: [{ column: 'related_to' }],
};

/** Modules that belong to a customer through their project. */
const PROJECT_PARTS = new Set(['ProjectTask', 'ProjectMilestone']);

/** Tables that link a calendar's appointments to whom they concern; `column` holds the contact or company. */
const APPOINTMENT_LINKS = [
  { table: 'cntactivityrel', column: 'contactid' },
  { table: 'seactivityrel', column: 'crmid' },
  { table: 'invitees_con', column: 'inviteeid' },
] as const;

/** Modules whose records a customer also sees because they stand on one of the customer's quotes, orders or invoices. */
const CATALOGUE = new Set(['Products', 'Services']);

/** The ways by which a module's records belong to customers; a record is seen by any of them. Empty: there is no relation to customers. */
export function relationWays(context: ScopeContext, module: ModuleSchema): readonly ScopeWay[] {
  if (module.name === 'Documents') return [linkedDocuments(context)];
  if (module.name === 'Calendar') return APPOINTMENT_LINKS.map((link) => linkedAppointments(context, link));
  if (PROJECT_PARTS.has(module.name)) return [throughProject(context, module)];
  if (CATALOGUE.has(module.name)) return catalogueWays(context, module);
  const standard = standardColumns[module.name];
  const table = { table: module.baseTable, idColumn: module.idColumn };
  if (standard) return standard.map(({ column, isText }) => byColumn(context, table, column, isText ?? false));
  return [...referringColumns(context, module), ...freeRelations(context, module)];
}

interface Located {
  readonly table: string;
  readonly idColumn: string;
}

/** Records that name their customer in a column of their own. */
export function byColumn(
  { knex }: ScopeContext,
  { table, idColumn }: Located,
  column: string,
  isText: boolean,
): ScopeWay {
  const holder = `t.${column}`;
  return {
    kind: 'field',
    column,
    id: `t.${idColumn}`,
    holder,
    rows: (join) => join(knex({ t: table }), holder, isText),
  };
}

/** Any other module: its uitype-10 columns that may point to contacts or companies. */
function referringColumns(context: ScopeContext, module: ModuleSchema): readonly ScopeWay[] {
  const fields = [...module.fields.values()].filter(
    (field) => field.uitype === 10 && field.references.some((name) => name === 'Contacts' || name === 'Accounts'),
  );
  return fields.flatMap((field) => {
    const located =
      field.table === module.baseTable
        ? { table: module.baseTable, idColumn: module.idColumn }
        : module.extraTables.find((extra) => extra.table === field.table);
    return located ? [byColumn(context, located, field.column, field.scale === undefined)] : [];
  });
}

/** Rows of a table that ties records to customers. */
function byLink(table: () => Knex.QueryBuilder, id: string, holder: string, kind: ScopeWay['kind']): ScopeWay {
  return { kind, id, holder, rows: (join) => join(table(), holder, false) };
}

/** The CRM's free relations, in whichever direction they were made. */
function freeRelations({ knex, prefix }: ScopeContext, module: ModuleSchema): readonly ScopeWay[] {
  const relation = (moduleColumn: string) => () =>
    knex({ t: `${prefix}crmentityrel` }).where(`t.${moduleColumn}`, module.name);
  return [
    byLink(relation('relmodule'), 't.relcrmid', 't.crmid', 'relation'),
    byLink(relation('module'), 't.crmid', 't.relcrmid', 'relation'),
  ];
}

/** A document may be linked to a contact and to the company as well. */
function linkedDocuments({ knex, prefix }: ScopeContext): ScopeWay {
  return byLink(() => knex({ t: `${prefix}senotesrel` }), 't.notesid', 't.crmid', 'relation');
}

/** Appointments name a contact, are related to one or to the company, or invite a contact. */
function linkedAppointments({ knex, prefix }: ScopeContext, link: (typeof APPOINTMENT_LINKS)[number]): ScopeWay {
  return byLink(() => knex({ t: prefix + link.table }), 't.activityid', `t.${link.column}`, 'appointment');
}

function throughProject({ knex, prefix }: ScopeContext, module: ModuleSchema): ScopeWay {
  const holder = 'p.linktoaccountscontacts';
  return {
    kind: 'project',
    id: `t.${module.idColumn}`,
    holder,
    through: 'p.projectid',
    rows: (join) =>
      join(knex({ p: `${prefix}project` }), holder, true)
        .join({ pe: `${prefix}crmentity` }, 'pe.crmid', 'p.projectid')
        .join({ t: module.baseTable }, 't.projectid', knex.raw('cast(p.projectid as char)'))
        .where('pe.deleted', 0),
  };
}

function catalogueWays(context: ScopeContext, module: ModuleSchema): readonly ScopeWay[] {
  const { knex, prefix } = context;
  const related = byLink(() => knex({ t: `${prefix}seproductsrel` }), 't.productid', 't.crmid', 'relation');
  const sold = [
    { table: 'quotes', idColumn: 'quoteid' },
    { table: 'salesorder', idColumn: 'salesorderid' },
    { table: 'invoice', idColumn: 'invoiceid' },
  ].flatMap((document) => ['contactid', 'accountid'].map((column) => onLines(context, document, column)));
  return [...(module.name === 'Products' ? [related] : []), ...freeRelations(context, module), ...sold];
}

function onLines({ knex, prefix }: ScopeContext, document: Located, column: string): ScopeWay {
  const holder = `q.${column}`;
  return {
    kind: 'line',
    id: 'l.productid',
    holder,
    through: `q.${document.idColumn}`,
    rows: (join) =>
      join(knex({ q: prefix + document.table }), holder, false)
        .join({ qe: `${prefix}crmentity` }, 'qe.crmid', `q.${document.idColumn}`)
        .join({ l: `${prefix}inventoryproductrel` }, 'l.id', `q.${document.idColumn}`)
        .where('qe.deleted', 0),
  };
}
