import type { Knex } from 'knex';
import type { ModuleSchema } from '../metadata/types.js';
import { customersOf, type ScopeContext } from './scope-customers.js';

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

/** Queries with one column `id` whose union is what a customer sees of a module; empty: there is no relation to customers. */
export function visibleIds(context: ScopeContext, module: ModuleSchema): readonly Knex.QueryBuilder[] {
  if (module.name === 'Documents') return [linkedDocuments(context)];
  if (module.name === 'Calendar') return APPOINTMENT_LINKS.map((link) => linkedAppointments(context, link));
  if (PROJECT_PARTS.has(module.name)) return [throughProject(context, module)];
  if (CATALOGUE.has(module.name)) return catalogueIds(context, module);
  const standard = standardColumns[module.name];
  const table = { table: module.baseTable, idColumn: module.idColumn };
  if (standard) return standard.map(({ column, isText }) => byColumn(context, table, column, isText ?? false));
  return [...referringColumns(context, module), ...relatedIds(context, module)];
}

interface Located {
  readonly table: string;
  readonly idColumn: string;
}

function byColumn(
  context: ScopeContext,
  { table, idColumn }: Located,
  column: string,
  isText: boolean,
): Knex.QueryBuilder {
  return context
    .knex({ t: table })
    .join(customersOf(context, isText).as('cu'), 'cu.id', `t.${column}`)
    .select({ id: `t.${idColumn}` });
}

/** Any other module: its uitype-10 columns that may point to contacts or companies. */
function referringColumns(context: ScopeContext, module: ModuleSchema): readonly Knex.QueryBuilder[] {
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

/** The CRM's free relations, in whichever direction they were made. */
function relatedIds(context: ScopeContext, module: ModuleSchema): readonly Knex.QueryBuilder[] {
  const relation = { t: `${context.prefix}crmentityrel` };
  return [
    context
      .knex(relation)
      .join(customersOf(context).as('cu'), 'cu.id', 't.crmid')
      .where('t.relmodule', module.name)
      .select({ id: 't.relcrmid' }),
    context
      .knex(relation)
      .join(customersOf(context).as('cu'), 'cu.id', 't.relcrmid')
      .where('t.module', module.name)
      .select({ id: 't.crmid' }),
  ];
}

/** A document may be linked to a contact and to the company as well, and still is one. */
function linkedDocuments(context: ScopeContext): Knex.QueryBuilder {
  return context
    .knex({ t: `${context.prefix}senotesrel` })
    .join(customersOf(context).as('cu'), 'cu.id', 't.crmid')
    .distinct({ id: 't.notesid' });
}

/** Appointments name a contact, are related to one or to the company, or invite a contact. */
function linkedAppointments(context: ScopeContext, link: (typeof APPOINTMENT_LINKS)[number]): Knex.QueryBuilder {
  return context
    .knex({ t: context.prefix + link.table })
    .join(customersOf(context).as('cu'), 'cu.id', `t.${link.column}`)
    .select({ id: 't.activityid' });
}

function throughProject(context: ScopeContext, module: ModuleSchema): Knex.QueryBuilder {
  const { knex, prefix } = context;
  return knex({ p: `${prefix}project` })
    .join(customersOf(context, true).as('cu'), 'cu.id', 'p.linktoaccountscontacts')
    .join({ pe: `${prefix}crmentity` }, 'pe.crmid', 'p.projectid')
    .join({ t: module.baseTable }, 't.projectid', knex.raw('cast(p.projectid as char)'))
    .where('pe.deleted', 0)
    .select({ id: `t.${module.idColumn}` });
}

function catalogueIds(context: ScopeContext, module: ModuleSchema): readonly Knex.QueryBuilder[] {
  const own =
    module.name === 'Products'
      ? [
          context
            .knex({ t: `${context.prefix}seproductsrel` })
            .join(customersOf(context).as('cu'), 'cu.id', 't.crmid')
            .select({ id: 't.productid' }),
        ]
      : [];
  const sold = [
    { table: 'quotes', idColumn: 'quoteid' },
    { table: 'salesorder', idColumn: 'salesorderid' },
    { table: 'invoice', idColumn: 'invoiceid' },
  ].flatMap((document) => ['contactid', 'accountid'].map((column) => onLines(context, document, column)));
  return [...own, ...relatedIds(context, module), ...sold];
}

function onLines(context: ScopeContext, document: Located, column: string): Knex.QueryBuilder {
  const { knex, prefix } = context;
  return knex({ q: prefix + document.table })
    .join(customersOf(context).as('cu'), 'cu.id', `q.${column}`)
    .join({ qe: `${prefix}crmentity` }, 'qe.crmid', `q.${document.idColumn}`)
    .join({ l: `${prefix}inventoryproductrel` }, 'l.id', `q.${document.idColumn}`)
    .where('qe.deleted', 0)
    .select({ id: 'l.productid' });
}
