import assert from 'node:assert/strict';
import type { BuildPortal } from './build-portal.js';
import { changeTicketRule, countWritten, openTicketSite, type TicketSite } from './ticket-site.js';
import type { Fields, SiteAnswer } from './visitor.js';

type Permissions = Parameters<Parameters<typeof changeTicketRule>[1]>[0]['permissions'];

/** What a ticket's own row says. */
export type TicketRow = Readonly<{ status: string; title: string; parent_id: number }>;

/** What customers, agents and administrators do to tickets, for a suite to play. */
export interface TicketSteps extends TicketSite {
  allow(changes: Partial<Permissions>): Promise<void>;
  /** Runs `work` while the profile lacks a permission. */
  without(permission: keyof Permissions, work: () => Promise<void>): Promise<void>;
  ticket(id: number): Promise<TicketRow>;
  /** An agent sets a status in the CRM. */
  agentSets(id: number, status: string): Promise<void>;
  agentComments(id: number): Promise<void>;
  /** From now on the ticket is that of another portal contact of the same company. */
  giveToColleague(id: number): Promise<void>;
  /** Sends the page's own form of a step. */
  act(id: number, action: string, fields?: Fields): Promise<SiteAnswer>;
  /** Sends a step without its form, as one does who is not offered it. */
  force(id: number, action: string, fields?: Fields): Promise<SiteAnswer>;
  /** Expects this status and that nothing was written; returns the page. */
  unchanged(send: () => Promise<SiteAnswer>, status: number): Promise<string>;
}

/** Opens a portal whose customers may do everything with tickets. */
export async function openTicketSteps(buildPortal: BuildPortal): Promise<TicketSteps> {
  const on = await openTicketSite(buildPortal);
  const { knex, villani, test } = on;
  const allow = (changes: Partial<Permissions>): Promise<void> =>
    changeTicketRule(test, ({ permissions }) => ({ permissions: { ...permissions, ...changes } }));
  await allow({ edit: true, delete: true });
  return {
    ...on,
    allow,
    async without(permission, work) {
      await allow({ [permission]: false });
      try {
        await work();
      } finally {
        await allow({ [permission]: true });
      }
    },
    ticket: (id) => knex('vte_troubletickets').where({ ticketid: id }).first(),
    async agentSets(id, status) {
      await knex('vte_troubletickets').where({ ticketid: id }).update({ status });
      await knex('vte_crmentity').where({ crmid: id }).update({ modifiedtime: '2030-01-01 10:00:00' });
    },
    async agentComments(id) {
      const [last] = await knex('vte_ticketcomments').max({ id: 'commentid' });
      const commentid = Number(last?.id) + 1000;
      const comment = { ticketid: id, comments: 'Arriviamo.', ownerid: 1, ownertype: 'user' };
      await knex('vte_ticketcomments').insert({ commentid, ...comment, createdtime: '2026-11-24 12:00:00' });
    },
    async giveToColleague(id) {
      const { accountid } = await knex('vte_contactdetails').where({ contactid: test.villani.contactId }).first();
      const others = knex('vte_contactdetails').where({ accountid }).whereNot({ contactid: test.villani.contactId });
      const { contactid, email } = await others.first();
      await knex('vte_troubletickets').where({ ticketid: id }).update({ parent_id: contactid });
      const dates = { support_start_date: '2026-01-01', support_end_date: '2030-12-31' };
      await knex('vte_customerdetails')
        .where({ customerid: contactid })
        .update({ portal: 1, ...dates });
      const access = { id: contactid, user_name: email, user_password: '', type: 'C', isactive: 1 };
      await knex('vte_portalinfo').insert(access).onConflict('id').merge(['isactive']);
    },
    act: (id, action, fields = {}) => villani.submit(`/HelpDesk/${id}`, fields, `/HelpDesk/${id}/${action}`),
    async force(id, action, fields = {}) {
      const { hidden } = await villani.form('/HelpDesk/new');
      return villani.post(`/HelpDesk/${id}/${action}`, { ...hidden, ...fields });
    },
    async unchanged(send, status) {
      const before = await countWritten(on);
      const answer = await send();
      assert.equal(answer.status, status);
      assert.deepEqual(await countWritten(on), before);
      return answer.body;
    },
  };
}
