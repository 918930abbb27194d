import assert from 'node:assert/strict';
import type { Knex } from 'knex';
import { eachPortal, type TestPerson } from '../support/build-portal.js';
import { addCustomerRecords, type Customer } from '../support/customer-records.js';
import { changeProfile, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import type { Visitor } from '../support/visitor.js';

const MODULES = [
  'HelpDesk',
  'Faq',
  'Invoice',
  'Quotes',
  'Products',
  'Services',
  'Documents',
  'Contacts',
  'Accounts',
  'Assets',
  'ProjectPlan',
  'ProjectMilestone',
  'ProjectTask',
  'SalesOrder',
  'ServiceContracts',
  'Potentials',
  'Calendar',
] as const;

/** Those the embedded CRM has as well. */
const ON_DEMO = MODULES.filter((name) => !/SalesOrder|ServiceContracts|Potentials|Calendar/.test(name));

const LINES = (table: string, key: string): string =>
  `select l.productid id from vte_inventoryproductrel l join vte_${table} q on q.${key} = l.id
   join vte_crmentity qe on qe.crmid = q.${key} and qe.deleted = 0 where q.contactid in (:ids) or q.accountid in (:ids)`;
const SOLD = [LINES('quotes', 'quoteid'), LINES('invoice', 'invoiceid'), LINES('salesorder', 'salesorderid')];
const FREE = (module: string): string[] => [
  `select relcrmid id from vte_crmentityrel where relmodule = '${module}' and crmid in (:ids)`,
  `select crmid id from vte_crmentityrel where module = '${module}' and relcrmid in (:ids)`,
];
const PART = (table: string, key: string): string =>
  `select t.${key} id from ${table} t join vte_project p on t.projectid = p.projectid
   join vte_crmentity pe on pe.crmid = p.projectid and pe.deleted = 0 where p.linktoaccountscontacts in (:ids)`;
const CONTACTS = (table: string, key: string): string =>
  `select ${key} id from ${table} where contactid in (:ids) or accountid in (:ids)`;

/** Which records a customer sees, said once more in plain SQL; `:ids` are contact, and in company scope company and colleagues. */
const EXPECTED: Readonly<Record<(typeof MODULES)[number], string>> = {
  HelpDesk: `select ticketid id from vte_troubletickets where parent_id in (:ids)
    union select t.ticketid id from vte_troubletickets t
    where exists (select 1 from portal_participant p where p.ticket_id = t.ticketid and p.contact_id = :contact)
      and (t.parent_id = :account or t.parent_id in (
        select c.contactid from vte_contactdetails c
        join vte_crmentity ce on ce.crmid = c.contactid and ce.deleted = 0 where c.accountid = :account))`,
  Faq: "select id from vte_faq where status = 'Published'",
  Invoice: CONTACTS('vte_invoice', 'invoiceid'),
  Quotes: CONTACTS('vte_quotes', 'quoteid'),
  SalesOrder: CONTACTS('vte_salesorder', 'salesorderid'),
  Products: ['select productid id from vte_seproductsrel where crmid in (:ids)', ...FREE('Products'), ...SOLD].join(
    ' union ',
  ),
  Services: [...FREE('Services'), ...SOLD].join(' union '),
  Documents:
    'select n.notesid id from vte_notes n join vte_senotesrel s on s.notesid = n.notesid where n.active_portal = 1 and s.crmid in (:ids)',
  Contacts: 'select contactid id from vte_contactdetails where contactid in (:ids)',
  Accounts: 'select accountid id from vte_account where accountid = :account',
  Assets: 'select assetsid id from vte_assets where account in (:ids)',
  ProjectPlan: 'select projectid id from vte_project where linktoaccountscontacts in (:ids)',
  ProjectMilestone: PART('vte_projectmilestone', 'projectmilestoneid'),
  ProjectTask: PART('vte_projecttask', 'projecttaskid'),
  ServiceContracts: 'select servicecontractsid id from vte_servicecontracts where sc_related_to in (:ids)',
  Potentials: 'select potentialid id from vte_potential where related_to in (:ids)',
  Calendar: `select activityid id from vte_cntactivityrel where contactid in (:ids)
    union select activityid id from vte_seactivityrel where crmid in (:ids)
    union select activityid id from vte_invitees_con where inviteeid in (:ids)`,
};

/** Ids a database compares with columns of either sort. */
async function idsOf(knex: Knex, module: (typeof MODULES)[number], customer: Customer, isCompany: boolean) {
  const { contactId, accountId } = customer;
  const colleagues: { contactid: number }[] = isCompany
    ? await knex('vte_contactdetails as c')
        .join('vte_crmentity as e', 'e.crmid', 'c.contactid')
        .where({ 'c.accountid': accountId, 'e.deleted': 0 })
        .select('c.contactid')
    : [];
  const ids = [contactId, ...(isCompany ? [accountId] : []), ...colleagues.map((row) => row.contactid)];
  const list = ids.flatMap((id) => [String(id), `'${id}'`]).join(', ');
  const sql = EXPECTED[module]
    .replaceAll(':ids', list)
    .replaceAll(':account', String(accountId))
    .replaceAll(':contact', String(contactId));
  const rows: { crmid: number }[] = await knex('vte_crmentity')
    .where({ setype: module, deleted: 0 })
    .whereRaw(`crmid in (select v.id from (${sql}) v)`)
    .orderBy('crmid')
    .select('crmid');
  return rows.map((row) => row.crmid);
}

eachPortal('what customers see', (buildPortal, hostName) => {
  const tried = hostName === 'SQLite' ? ON_DEMO : MODULES;
  let on: TicketSite;
  let people: { person: TestPerson; visitor: Visitor; customer: Customer }[];
  let modules: (typeof MODULES)[number][];

  before(async () => {
    on = await openTicketSite(buildPortal);
    const { metadata } = on.test.portal.host;
    modules = MODULES.filter((name) => metadata.current.module(name) !== undefined);
    const torri = await on.site.signIn(on.test.torri);
    people = [];
    for (const [person, visitor] of [
      [on.test.villani, on.villani],
      [on.test.torri, torri],
    ] as const) {
      const { accountid } = await on.knex('vte_contactdetails').where('contactid', person.contactId).first('accountid');
      const customer = { contactId: person.contactId, accountId: accountid };
      const [colleague] = await on
        .knex('vte_contactdetails')
        .where('accountid', accountid)
        .whereNot('contactid', person.contactId)
        .select('contactid');
      const firstId = 800_000 + people.length * 1000;
      const withColleague = { ...customer, colleagueId: colleague?.contactid ?? person.contactId };
      await addCustomerRecords(on.knex, modules, withColleague, `Prova${firstId}`, firstId);
      people.push({ person, visitor, customer });
    }
    await shareTickets();
  });
  after(() => on?.close());

  /** Everybody takes part in three of four tickets of the CRM, their own company's and others', live and deleted. */
  async function shareTickets(): Promise<void> {
    const tickets: number[] = await on.knex('vte_troubletickets').orderBy('ticketid').pluck('ticketid');
    const rows = people.flatMap(({ customer: { contactId } }) =>
      tickets.map((id) => ({ ticket_id: id, contact_id: contactId, added_by: contactId, added_at: 0 })),
    );
    await on.knex.batchInsert(
      'portal_participant',
      rows.filter((row) => row.ticket_id % 4 !== 0),
      50,
    );
  }

  it('should have shared tickets to show in own scope, and others to hide', async () => {
    for (const { customer } of people) {
      const own: number[] = await on
        .knex('vte_troubletickets')
        .where('parent_id', customer.contactId)
        .pluck('ticketid');
      const seen = await idsOf(on.knex, 'HelpDesk', customer, false);
      assert.ok(
        seen.some((id) => !own.includes(id)),
        'a colleague’s',
      );
      const shared = await on.knex('portal_participant').where('contact_id', customer.contactId).pluck('ticket_id');
      assert.ok(
        shared.some((id) => !seen.includes(id)),
        'another company’s',
      );
    }
  });

  it('should be tried with every module the CRM has', () => {
    assert.deepEqual([...modules], [...tried]);
  });

  for (const scope of ['own', 'company'] as const) {
    describe(`in ${scope} scope`, () => {
      before(() =>
        changeProfile(on.test, ({ modules: rules }) => ({
          scope,
          modules: modules.map((module) => {
            const { scope: _, ...rule } = rules.find((known) => known.module === module) ?? { module };
            return { ...rule, permissions: { view: true }, pageSize: 100 as const };
          }),
        })),
      );

      for (const module of tried) {
        it(`should be exactly their ${module}, in the list and one by one`, async () => {
          const all: { crmid: number }[] = await on.knex('vte_crmentity').where('setype', module).select('crmid');
          for (const { person, visitor, customer } of people) {
            const expected = await idsOf(on.knex, module, customer, scope === 'company');
            assert.deepEqual(await listed(visitor, module), expected, `the list of ${person.email}`);
            for (const { crmid } of all) {
              const { status } = await visitor.get(`/${module}/${crmid}`);
              assert.equal(status, expected.includes(crmid) ? 200 : 404, `${module}/${crmid} of ${person.email}`);
            }
          }
        });
      }
    });
  }

  it('should have something to show and something to hide in every module', async () => {
    for (const module of modules) {
      const sets = await Promise.all(people.map(({ customer }) => idsOf(on.knex, module, customer, true)));
      for (const ids of sets) assert.ok(ids.length > 0, module);
      if (module !== 'Faq') assert.notDeepEqual(sets[0], sets[1], module);
    }
  });
});

/** Ids of the records in a module's list, all pages of it. */
async function listed(visitor: Visitor, module: string): Promise<number[]> {
  const ids = new Set<number>();
  for (let page = 1; ; page += 1) {
    const answer = await visitor.get(`/${module}?size=100&page=${page}`);
    if (answer.status === 303) break;
    assert.equal(answer.status, 200);
    // Not every module's list is a table.
    const rows = /<tbody[\s\S]*<\/tbody>/.exec(answer.body)?.[0] ?? /<main[\s\S]*<\/main>/.exec(answer.body)?.[0] ?? '';
    for (const [, id] of rows.matchAll(new RegExp(`/${module}/(\\d+)"`, 'g'))) ids.add(Number(id));
    if (!/rel="next"/.test(answer.body)) break;
  }
  return [...ids].sort((left, right) => left - right);
}
