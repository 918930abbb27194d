import type { ModuleSchema } from './types.js';

/** The columns of each standard module's list; the CRM has them in its program, not in its tables. */
const standardLists: Readonly<Record<string, readonly string[]>> = {
  HelpDesk: ['ticket_no', 'ticket_title', 'parent_id', 'ticketstatus', 'ticketpriorities', 'assigned_user_id'],
  Contacts: ['contact_no', 'lastname', 'firstname', 'email', 'phone', 'account_id'],
  Accounts: ['account_no', 'accountname', 'bill_city', 'website', 'phone', 'assigned_user_id'],
  Documents: ['notes_title', 'folderid', 'filesize', 'modifiedtime'],
  Quotes: ['quote_no', 'subject', 'quotestage', 'validtill', 'hdnGrandTotal', 'assigned_user_id'],
  Invoice: ['invoice_no', 'subject', 'invoicestatus', 'invoicedate', 'duedate', 'hdnGrandTotal'],
  SalesOrder: ['salesorder_no', 'subject', 'sostatus', 'duedate', 'hdnGrandTotal'],
  Products: ['product_no', 'productname', 'productcode', 'productcategory', 'manufacturer'],
  Services: ['service_no', 'servicename', 'servicecategory', 'start_date', 'expiry_date'],
  Faq: ['faq_no', 'question', 'faqcategories', 'product_id', 'modifiedtime'],
  Assets: ['asset_no', 'assetname', 'product', 'serialnumber', 'assetstatus', 'dateinservice'],
  ProjectPlan: ['project_no', 'projectname', 'projectstatus', 'startdate', 'targetenddate', 'progress'],
  ProjectTask: ['projecttask_no', 'projecttaskname', 'projectid', 'startdate', 'enddate', 'projecttaskprogress'],
  ProjectMilestone: [
    'projectmilestone_no',
    'projectmilestonename',
    'projectid',
    'projectmilestonedate',
    'projectmilestype',
  ],
  ServiceContracts: ['contract_no', 'subject', 'contract_status', 'start_date', 'due_date', 'residual_units'],
  Calendar: ['subject', 'activitytype', 'date_start', 'due_date', 'location', 'eventstatus'],
  Potentials: ['potential_no', 'potentialname', 'sales_stage', 'closingdate', 'amount'],
};

/** As many columns as the ticket list has. */
const MOST_COLUMNS = 6;

/** Kinds that say nothing in a column. */
const UNFIT_KINDS: ReadonlySet<string> = new Set(['secret', 'image', 'richText', 'readonlyText']);

/** The columns of a module's list, by field name; a module nobody knows shows its number, its name, then its first fields. */
export function listFieldsOf(module: ModuleSchema): readonly string[] {
  const standard = standardLists[module.name]?.filter((name) => module.fields.has(name)) ?? [];
  if (standard.length > 0) return standard;
  const firstBlock = [...module.fields.values()].filter((field) => field.blockId === module.blocks[0]?.id);
  const usable = firstBlock.filter((field) => !UNFIT_KINDS.has(field.kind) && field.readonly !== 100);
  const names = [module.numberField, ...module.entityFields, ...usable.map((field) => field.name)];
  return [...new Set(names.filter((name) => name !== undefined))].slice(0, MOST_COLUMNS);
}
