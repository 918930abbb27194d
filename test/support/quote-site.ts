import assert from 'node:assert/strict';
import { newSubmissionKey } from '../../src/features/submission.js';
import type { BuildPortal } from './build-portal.js';
import { changeProfile, openTicketSite, type TicketSite } from './ticket-site.js';
import type { Fields, SiteAnswer } from './visitor.js';

type Row = Readonly<Record<string, unknown>>;

/** What a test quote has in its row and its entity. */
export interface QuoteRow {
  readonly subject?: string | null;
  readonly quotestage?: string | null;
  readonly validtill?: string | null;
  readonly contactid?: number | null;
  readonly accountid?: number | null;
  readonly smownerid?: number;
  readonly terms_conditions?: string;
}

/** Quotes, their customers and their owners in the CRM, for a suite to play. */
export interface QuoteSite extends TicketSite {
  /** A member of the staff, who is not the portal's own user. */
  readonly agent: { readonly id: number; readonly email: string };
  /** Adds an offered quote of Villani's and returns its id. */
  addQuote(row?: QuoteRow): Promise<number>;
  quote(id: number): Promise<Row>;
  /** Whether the profile lets customers answer. */
  allow(isAllowed: boolean): Promise<void>;
  /** Confirms an answer on its own page. */
  confirm(id: number, answer: string, fields?: Fields): Promise<SiteAnswer>;
  /** Sends an answer without its page, as one does who is not offered it. */
  force(id: number, answer: string, fields?: Fields): Promise<SiteAnswer>;
  /** The mails about a quote, their data read. */
  mails(id: number): Promise<readonly { kind: string; to: string; language: string; data: Row }[]>;
  /** The staff's talks about a quote, oldest first. */
  talks(id: number): Promise<readonly Row[]>;
  /** Expects this status and that nothing was written; returns the page. */
  unchanged(send: () => Promise<SiteAnswer>, status: number): Promise<string>;
}

const FIRST_ID = 810_000;
const NOW = '2026-11-20 10:00:00';
const WRITTEN = ['vte_crmentity', 'vte_changelog', 'vte_modcomments', 'vte_modnotifications', 'vte_notifications'];

/** Opens a portal whose customers may answer quotes. */
export async function openQuoteSite(buildPortal: BuildPortal): Promise<QuoteSite> {
  const on = await openTicketSite(buildPortal);
  const { knex, villani, test } = on;
  let nextId = FIRST_ID;
  const allow = (accept: boolean): Promise<void> =>
    changeProfile(test, ({ modules }) => ({
      modules: modules.map((rule) =>
        rule.module === 'Quotes' ? { ...rule, permissions: { ...rule.permissions, accept } } : rule,
      ),
    }));
  await allow(true);
  const portalUser = test.portal.host.metadata.current.portalUser.id;
  const agent = await knex('vte_users').whereNot({ id: portalUser }).where({ deleted: 0, status: 'Active' }).first();
  await knex('vte_users').update({ notify_me_via: 'Emails' });
  const { accountid } = await knex('vte_contactdetails').where({ contactid: test.villani.contactId }).first();
  const rowsIn = async (table: string): Promise<number> => Number((await knex(table).count({ n: '*' }))[0]?.n);
  const written = async () => ({
    quotes: await knex('vte_quotes').orderBy('quoteid').select('quoteid', 'quotestage'),
    counts: await Promise.all([...WRITTEN, 'portal_mail', 'portal_submission'].map(rowsIn)),
  });
  return {
    ...on,
    agent: { id: agent.id, email: agent.email1 },
    allow,
    async addQuote({ smownerid = agent.id, ...row } = {}) {
      nextId += 1;
      const entity = { setype: 'Quotes', smownerid, smcreatorid: 1, createdtime: NOW, modifiedtime: NOW };
      await knex('vte_crmentity').insert({ crmid: nextId, ...entity });
      const own = { contactid: test.villani.contactId, accountid, subject: 'Rulli e cinghie', quotestage: 'Delivered' };
      const money = { currency_id: 1, subtotal: 100, total: 122, taxtype: 'group' };
      await knex('vte_quotes').insert({ quoteid: nextId, quote_no: `QUO${nextId}`, ...own, ...money, ...row });
      await knex('vte_quotescf').insert({ quoteid: nextId });
      await knex('vte_quotesbillads').insert({ quotebilladdressid: nextId });
      await knex('vte_quotesshipads').insert({ quoteshipaddressid: nextId });
      return nextId;
    },
    quote: (id) => knex('vte_quotes').where({ quoteid: id }).first(),
    confirm: (id, answer, fields = {}) =>
      villani.submit(`/Quotes/${id}/confirm/${answer}`, fields, `/Quotes/${id}/${answer}`),
    async force(id, answer, fields = {}) {
      const { hidden } = await villani.form('/me', '/sign-out');
      return villani.post(`/Quotes/${id}/${answer}`, { ...hidden, _key: newSubmissionKey(), ...fields });
    },
    async mails(id) {
      const rows = await knex('portal_mail').where('unique_key', 'like', `quote-%:${id}.%`).orderBy('id');
      return rows.map((row) => ({
        kind: row.kind,
        to: row.to_address,
        language: row.language,
        data: JSON.parse(row.data),
      }));
    },
    talks: (id) =>
      knex('vte_modcomments')
        .where({ related_to: String(id) })
        .orderBy('modcommentsid'),
    async unchanged(send, status) {
      const before = await written();
      const answer = await send();
      assert.equal(answer.status, status);
      assert.deepEqual(await written(), before);
      return answer.body;
    },
  };
}
