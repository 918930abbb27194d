import type { Knex } from 'knex';

/** A customer of a test: themselves and their company. */
export interface Customer {
  readonly contactId: number;
  readonly accountId: number;
}

interface Sample {
  readonly table: string;
  readonly key: string;
  readonly columns: Readonly<Record<string, unknown>>;
  /** Rows of relation tables. */
  readonly links?: readonly (readonly [table: string, row: Readonly<Record<string, unknown>>])[];
}

type Make = (id: number, owner: number, customer: Customer, text: string) => Sample;

const sold =
  (table: string, key: string): Make =>
  (_id, owner, { contactId, accountId }, text) => ({
    table,
    key,
    columns: {
      subject: text,
      ...(owner === accountId ? { accountid: accountId, contactid: 0 } : { contactid: owner, accountid: 0 }),
      ...(owner === contactId ? { accountid: accountId } : {}),
    },
  });

/** How a record of each module belongs to a contact or company, as the CRM stores it. */
const makers: Readonly<Record<string, Make>> = {
  HelpDesk: (_id, owner, _customer, text) => ({
    table: 'vte_troubletickets',
    key: 'ticketid',
    columns: { title: text, parent_id: owner, status: 'Open' },
  }),
  Faq: (_id, owner, { contactId }, text) => ({
    table: 'vte_faq',
    key: 'id',
    columns: { question: text, status: owner === contactId ? 'Published' : 'Draft' },
  }),
  Quotes: sold('vte_quotes', 'quoteid'),
  Invoice: sold('vte_invoice', 'invoiceid'),
  SalesOrder: sold('vte_salesorder', 'salesorderid'),
  Products: (id, owner, _customer, text) => ({
    table: 'vte_products',
    key: 'productid',
    columns: { productname: text },
    links: [['vte_seproductsrel', { crmid: owner, productid: id, setype: 'Contacts' }]],
  }),
  Services: (id, owner, { accountId }, text) => ({
    table: 'vte_service',
    key: 'serviceid',
    columns: { servicename: text },
    links: [
      owner === accountId
        ? ['vte_crmentityrel', { crmid: id, module: 'Services', relcrmid: owner, relmodule: 'Accounts' }]
        : ['vte_crmentityrel', { crmid: owner, module: 'Contacts', relcrmid: id, relmodule: 'Services' }],
    ],
  }),
  Documents: (id, owner, { contactId }, text) => ({
    table: 'vte_notes',
    key: 'notesid',
    columns: { title: text, active_portal: owner === contactId ? 1 : id % 2, filestatus: 1, filelocationtype: 'B' },
    links: [['vte_senotesrel', { crmid: owner, notesid: id, relmodule: 'Contacts' }]],
  }),
  Assets: (_id, owner, _customer, text) => ({
    table: 'vte_assets',
    key: 'assetsid',
    columns: { assetname: text, account: owner, serialnumber: 'S1', product: 0 },
  }),
  ProjectPlan: (_id, owner, _customer, text) => ({
    table: 'vte_project',
    key: 'projectid',
    columns: { projectname: text, linktoaccountscontacts: String(owner) },
  }),
  ServiceContracts: (_id, owner, _customer, text) => ({
    table: 'vte_servicecontracts',
    key: 'servicecontractsid',
    columns: { subject: text, sc_related_to: owner },
  }),
  Potentials: (_id, owner, _customer, text) => ({
    table: 'vte_potential',
    key: 'potentialid',
    columns: { potentialname: text, related_to: owner },
  }),
  Calendar: (id, owner, { contactId, accountId }, text) => ({
    table: 'vte_activity',
    key: 'activityid',
    columns: { subject: text, activitytype: 'Meeting', date_start: '2026-11-30', visibility: 'Standard' },
    links: [
      owner === contactId
        ? ['vte_invitees_con', { activityid: id, inviteeid: owner }]
        : owner === accountId
          ? ['vte_seactivityrel', { crmid: owner, activityid: id }]
          : ['vte_cntactivityrel', { contactid: owner, activityid: id }],
    ],
  }),
};

/** Parts of a project, of every project the other records made. */
const parts: Readonly<Record<string, { table: string; key: string; name: string }>> = {
  ProjectTask: { table: 'vte_projecttask', key: 'projecttaskid', name: 'projecttaskname' },
  ProjectMilestone: { table: 'vte_projectmilestone', key: 'projectmilestoneid', name: 'projectmilestonename' },
};

/**
 * Writes records of the named modules for a customer: one of the contact, one of the company, one of a colleague, and a deleted one
 * of the contact; `firstId` and the next ids are taken. Their names start with `text`.
 */
export async function addCustomerRecords(
  knex: Knex,
  modules: readonly string[],
  customer: Customer & { readonly colleagueId: number },
  text: string,
  firstId: number,
): Promise<void> {
  let id = firstId;
  const owners = [customer.contactId, customer.accountId, customer.colleagueId, customer.contactId];
  const add = async (module: string, sample: Sample, isDeleted: boolean): Promise<void> => {
    const entity = { crmid: id, setype: module, smownerid: 1, smcreatorid: 1, deleted: Number(isDeleted) };
    const times = { createdtime: '2026-11-20 10:00:00', modifiedtime: '2026-11-20 10:00:00' };
    await knex('vte_crmentity').insert({ ...entity, ...times });
    await knex(sample.table).insert({ [sample.key]: id, ...sample.columns });
    for (const [table, row] of sample.links ?? []) await knex(table).insert(row);
    id += 1;
  };
  for (const module of modules) {
    const make = makers[module];
    for (const [index, owner] of make ? owners.entries() : [])
      await add(module, make?.(id, owner, customer, `${text} ${module} ${id}`) as Sample, index === 3);
  }
  const projects: { projectid: number }[] = await knex('vte_project')
    .where('projectname', 'like', `${text}%`)
    .select('projectid');
  for (const module of modules) {
    const part = parts[module];
    for (const { projectid } of part ? projects : []) {
      const columns = { [part?.name ?? '']: `${text} ${module} ${id}`, projectid: String(projectid) };
      await add(module, { table: part?.table ?? '', key: part?.key ?? '', columns }, false);
    }
  }
}
