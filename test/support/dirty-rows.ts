import type { Knex } from 'knex';

/** What a long-lived CRM has in its rows; every entry dirties one ticket. */
const dirtyTickets: readonly Readonly<Record<string, unknown>>[] = [
  { title: '', description: null, status: null, priority: null, severity: null, category: null, hours: null },
  { title: 'Zero', due_date: '0000-00-00', createdtime: '0000-00-00 00:00:00', modifiedtime: '0000-00-00 00:00:00' },
  { title: 'Orfano', product_id: 999_999_999, projectplanid: 888_888, projecttaskid: -1 },
  { title: 'Senza padrone', smownerid: 99_999, smcreatorid: 0 },
  {
    title: 'Stato ignoto',
    status: 'Mai sentito',
    priority: '__proto__',
    severity: 'constructor',
    category: 'toString',
  },
  { title: '&lt;b&gt;Tom &amp;amp; Jerry&#039;s &#xffffff; &euro;&lt;/b&gt;', description: '&amp;lt;script&amp;gt;' },
  { title: 'a\u0001\u0007b\u001b[31mc\u0085', description: '\u0000\u0002testo\u0008' },
  { title: 'Enorme', description: 'parola '.repeat(750_000) },
  { title: 'Senza riga cf', hasNoCustomRow: true },
  { title: '<script>alert(1)</script>', description: '<script>alert(1)</script><p onclick="x()">Ciao</p>' },
  { title: 'x'.repeat(255), description: '<div>'.repeat(5000), solution: '\r\n\r\n\t ' },
  { title: '\u202Etxt.exe', ticket_no: null, hours: '-12.5', days: '999.99' },
  { title: '--None--', status: '', priority: '--None--', severity: '--nessuno--', due_time: '99:99' },
];

/** Writes `count` dirty tickets of a contact, from an id on. */
export async function addDirtyTickets(knex: Knex, contactId: number, firstId: number, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const id = firstId + index;
    const row = dirtyTickets[index % dirtyTickets.length] ?? {};
    const { hasNoCustomRow, smownerid = 1, smcreatorid = 1, createdtime, modifiedtime, ...ticket } = row;
    const now = '2026-11-20 10:00:00';
    await knex('vte_crmentity').insert({
      crmid: id,
      setype: 'HelpDesk',
      smownerid,
      smcreatorid,
      deleted: 0,
      createdtime: createdtime ?? now,
      modifiedtime: modifiedtime ?? now,
    });
    await knex('vte_troubletickets').insert({ ticketid: id, parent_id: contactId, ticket_no: `TT${id}`, ...ticket });
    if (hasNoCustomRow !== true) await knex('vte_ticketcf').insert({ ticketid: id });
  }
}

/** Dirt in the other modules of a customer: the ids and modules of the records that were written. */
export async function addDirtyRecords(
  knex: Knex,
  { contactId, accountId }: { readonly contactId: number; readonly accountId: number },
  firstId: number,
): Promise<readonly (readonly [module: string, id: number])[]> {
  const written: (readonly [string, number])[] = [];
  const add = async (module: string, table: string, key: string, row: Readonly<Record<string, unknown>>) => {
    const id = firstId + written.length;
    written.push([module, id]);
    const times = { createdtime: '0000-00-00 00:00:00', modifiedtime: '0000-00-00 00:00:00' };
    await knex('vte_crmentity').insert({
      crmid: id,
      setype: module,
      smownerid: 77_777,
      smcreatorid: 0,
      deleted: 0,
      ...times,
    });
    await knex(table).insert({ [key]: id, ...row });
    return id;
  };
  const amounts = { total: null, subtotal: null, discount_amount: 'molto', discount_percent: '', taxtype: 'boh' };
  const quote = await add('Quotes', 'vte_quotes', 'quoteid', { contactid: contactId, ...amounts, currency_id: 999 });
  for (const [line, product] of [987_654, 0].entries())
    await knex('vte_inventoryproductrel').insert({
      id: quote,
      productid: product,
      sequence_no: 1,
      lineitem_id: quote + line,
    });
  await add('Invoice', 'vte_invoice', 'invoiceid', { accountid: accountId, ...amounts, invoicedate: '0000-00-00' });
  const document = await add('Documents', 'vte_notes', 'notesid', {
    title: '',
    active_portal: 1,
    folderid: 424_242,
    filename: '../../etc/passwd',
    filelocationtype: 'I',
    filesize: null,
    filetype: null,
    notecontent: '<img src=x onerror=alert(1)><b>grassetto',
  });
  await knex('vte_senotesrel').insert({ crmid: contactId, notesid: document, relmodule: '' });
  await knex('vte_seattachmentsrel').insert({ crmid: document, attachmentsid: 765_432 });
  const external = await add('Documents', 'vte_notes', 'notesid', {
    title: 'Esterno',
    active_portal: 1,
    filename: 'javascript:alert(1)',
    filelocationtype: 'E',
  });
  await knex('vte_senotesrel').insert({ crmid: contactId, notesid: external, relmodule: 'Contacts' });
  await add('Faq', 'vte_faq', 'id', {
    question: null,
    answer: null,
    status: 'Published',
    product_id: 'x',
    category: '?',
  });
  await add('Assets', 'vte_assets', 'assetsid', {
    assetname: '',
    account: accountId,
    product: 999_999,
    serialnumber: '',
  });
  const plan = { linktoaccountscontacts: String(contactId), startdate: '0000-00-00', progress: 'tanto' };
  const project = await add('ProjectPlan', 'vte_project', 'projectid', plan);
  const milestone = { projectid: String(project), projectmilestonedate: 'domani' };
  await add('ProjectMilestone', 'vte_projectmilestone', 'projectmilestoneid', milestone);
  await add('ProjectTask', 'vte_projecttask', 'projecttaskid', {
    projectid: String(project),
    projecttaskprogress: '%',
  });
  const colleague = { accountid: accountId, lastname: '', email: 'non è una mail', phone: '<b>' };
  await add('Contacts', 'vte_contactdetails', 'contactid', colleague);
  return written;
}

/** Rows of the CRM's field table that lead nowhere. */
export async function addDirtyFields(knex: Knex): Promise<void> {
  const { block } = await knex('vte_field').where({ tabid: 13, fieldname: 'ticket_title' }).first('block');
  const field = { tabid: 13, generatedtype: 2, readonly: 1, presence: 2, selected: 0, block, displaytype: 1 };
  const rows = [
    { columnname: 'cf_gone', tablename: 'vte_ticketcf', uitype: 1, fieldname: 'cf_gone' },
    { columnname: 'x', tablename: 'vte_never_was', uitype: 1, fieldname: 'cf_lost' },
    { columnname: 'severity', tablename: 'vte_troubletickets', uitype: 15, fieldname: 'cf_no_list' },
    { columnname: 'severity', tablename: 'vte_troubletickets', uitype: 15, fieldname: "o'dd; name" },
    {
      columnname: 'severity',
      tablename: 'vte_troubletickets',
      uitype: 4711,
      fieldname: 'cf_strange',
      typeofdata: null,
    },
    { columnname: 'product_id', tablename: 'vte_troubletickets', uitype: 10, fieldname: 'cf_nowhere', typeofdata: '' },
    { columnname: 'title', tablename: 'vte_troubletickets', uitype: 1, fieldname: 'ticket_title', typeofdata: '~~~' },
    { columnname: 'title', tablename: 'vte_troubletickets', uitype: 1, fieldname: '__proto__', block: 999_999 },
  ];
  for (const [index, row] of rows.entries())
    await knex('vte_field').insert({
      ...field,
      fieldlabel: index === 0 ? '' : `Sporco ${index}`,
      typeofdata: 'V~O',
      sequence: 100 + index,
      fieldid: 990_000 + index,
      ...row,
    });
}
