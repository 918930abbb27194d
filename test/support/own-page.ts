import assert from 'node:assert/strict';
import type { BuildPortal } from './build-portal.js';
import { changeProfile, openTicketSite, type TicketSite } from './ticket-site.js';
import { formOf, type SiteAnswer, type Visitor } from './visitor.js';

type Rule = Parameters<Parameters<typeof changeProfile>[1]>[0]['modules'][number];

/** What a customer finds on their own page, for a suite to play. */
export interface OwnPage extends TicketSite {
  /** A row of one of the CRM's tables of contacts. */
  row(table: string, key: string, id?: number): Promise<Readonly<Record<string, string | number | null>>>;
  /** Publishes the contacts' rule with changes. */
  changeRule(change: (rule: Rule) => Partial<Rule>): Promise<void>;
  /** Every field of the form of the own data as the page fills it, and its hidden ones. */
  filled(visitor: Visitor): Promise<Record<string, string>>;
  /** Saves the form of the own data with changes. */
  save(visitor: Visitor, changes: Readonly<Record<string, string>>): Promise<SiteAnswer>;
  /** The last mail of a kind in the outbox. */
  lastMail(kind: string): Promise<{ readonly to_address: string; readonly data: Readonly<Record<string, string>> }>;
  /** The token of the last mailed confirmation. */
  lastToken(): Promise<string>;
}

/** The password everybody of a test site has after the first sign-in. */
export const OWN_PASSWORD = 'tramonto lento 9';

/** Opens a portal with Villani signed in, who may edit their own data. */
export async function openOwnPage(buildPortal: BuildPortal): Promise<OwnPage> {
  const site = await openTicketSite(buildPortal);
  const { knex, test } = site;
  const filled = async (visitor: Visitor): Promise<Record<string, string>> => {
    const { body } = await visitor.get('/me');
    const form = /<form class="p-own-data"[\s\S]*?<\/form>/.exec(body)?.[0] ?? '';
    const inputs = form.matchAll(
      /<input class="form-control" (?![^>]*readonly)[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g,
    );
    const areas = form.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>\n?([^<]*)<\/textarea>/g);
    const fields = [...inputs, ...areas].map(([, name = '', value = '']) => [name, value]);
    const hidden = formOf(body, '/portal/me/edit');
    assert.ok(hidden, 'the page has the form of the own data');
    return { ...Object.fromEntries(fields), ...hidden };
  };
  const lastMail = async (kind: string) => {
    const mail = await knex('portal_mail').where({ kind }).orderBy('id', 'desc').first();
    assert.ok(mail, `a mail ${kind}`);
    return { to_address: mail.to_address, data: JSON.parse(mail.data) };
  };
  return {
    ...site,
    row: (table, key, id = test.villani.contactId) => knex(table).where(key, id).first(),
    changeRule: (change) =>
      changeProfile(test, ({ modules }) => ({
        modules: modules.map((rule) => (rule.module === 'Contacts' ? { ...rule, ...change(rule) } : rule)),
      })),
    filled,
    save: async (visitor, changes) => visitor.post('/me/edit', { ...(await filled(visitor)), ...changes }),
    lastMail,
    lastToken: async () => test.portal.stores.tokens.secretOf((await lastMail('email-confirm')).data.tokenId ?? ''),
  };
}
