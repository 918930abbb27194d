import type { Knex } from 'knex';
import { encodePortalPassword } from '../../src/host/vtenext/portal-password.js';

/** What an agent does on a ticket's page in the CRM, statement by statement as the CRM does it (`host/writes/crm-agent-comment.sql`). */
export interface Agent {
  /** Answers the customer; returns the comment's id. */
  comments(ticketId: number, text: string): Promise<number>;
  /** Asks for secret data; `password` undefined leaves what the CRM leaves of one that is too long. */
  asks(ticketId: number, password: string | undefined): Promise<number>;
  /** Changes the status, with its entry in the history. */
  sets(ticketId: number, before: string, after: string): Promise<void>;
}

const AT = '2026-11-24 12:00:00';

/** An agent of the CRM in this database. */
export function createAgent(knex: Knex): Agent {
  const nextId = async (table: string, column: string): Promise<number> => {
    await knex(`${table}_seq`).increment('id', 1);
    const taken = await knex(`${table}_seq`).first();
    const [highest] = await knex(table).max({ last: column });
    return Math.max(Number(taken.id), Number(highest?.last) + 1);
  };
  const agent: Agent = {
    async comments(ticketId, text) {
      const commentid = await nextId('vte_ticketcomments', 'commentid');
      const { status } = await knex('vte_troubletickets').where({ ticketid: ticketId }).first();
      await agent.sets(ticketId, status, 'Wait For Response');
      const comment = { ticketid: ticketId, ownerid: 1, ownertype: 'user', createdtime: AT };
      await knex('vte_ticketcomments').insert({ commentid, ...comment, comments: null });
      await knex('vte_ticketcomments').where({ commentid }).update({ comments: text });
      return commentid;
    },
    async asks(ticketId, password) {
      const sentence = '\n\nTo provide the requested information, click {HERELINK}.';
      const commentid = await agent.comments(ticketId, `Serve un dato riservato.${sentence}`);
      const stored = password === undefined ? 'z'.repeat(255) : encodePortalPassword(password);
      await knex('vte_ticketcomments').where({ commentid }).update({ conf_status: 1, conf_password: stored });
      return commentid;
    },
    async sets(ticketId, before, after) {
      await knex('vte_crmentity').where({ crmid: ticketId }).update({ modifiedby: 1, modifiedtime: AT });
      await knex('vte_troubletickets').where({ ticketid: ticketId }).update({ status: after });
      await knex('vte_changelog').insert({
        changelogid: await nextId('vte_changelog', 'changelogid'),
        audit_no: 2,
        parent_id: ticketId,
        user_id: 1,
        user_name: 'admin',
        display_id: 1,
        display_module: 'Users',
        display_name: 'Administrator',
        modified_date: AT,
        description: JSON.stringify([['Status', before, after, 'ticketstatus', 'picklist', '', '', '', '']]),
        hide: 0,
      });
    },
  };
  return agent;
}
