import type { TestPerson } from './build-portal.js';
import type { TicketSite } from './ticket-site.js';

/** Lets a contact into the portal, with Villani's one-time password; `address` is new, so that no twin gets in the way. */
export async function letIn({ knex, test }: TicketSite, contactId: number, address: string): Promise<TestPerson> {
  const { user_password } = await knex('vte_portalinfo').where({ id: test.villani.contactId }).first('user_password');
  await knex('vte_contactdetails').where({ contactid: contactId }).update({ email: address, emailoptout: 0 });
  const window = { portal: 1, support_start_date: null, support_end_date: '2099-12-31' };
  await knex('vte_customerdetails')
    .insert({ customerid: contactId, ...window })
    .onConflict('customerid')
    .merge();
  await knex('vte_portalinfo')
    .insert({ id: contactId, user_name: address, user_password, type: 'C', isactive: 1 })
    .onConflict('id')
    .merge();
  return { contactId, email: address, password: test.villani.password };
}

/** Lets another contact of Villani's company into the portal. */
export async function addColleague(on: TicketSite, address = 'collega@portale.example'): Promise<TestPerson> {
  const { contactId } = on.test.villani;
  const { accountid } = await on.knex('vte_contactdetails').where({ contactid: contactId }).first('accountid');
  const { contactid } = await on
    .knex('vte_contactdetails as c')
    .join('vte_crmentity as e', 'e.crmid', 'c.contactid')
    .where({ 'c.accountid': accountid, 'e.deleted': 0 })
    .whereNot('c.contactid', contactId)
    .orderBy('c.contactid')
    .first('c.contactid');
  return letIn(on, contactid, address);
}
