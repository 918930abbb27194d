import { silentLogger } from '../../src/core/logger.js';
import { type ContactAdmin, createContactAdmin } from '../../src/features/admin/contacts/contact-admin.js';
import type { StaffAuthor } from '../../src/host/host-adapter.js';
import type { Portal } from '../../src/portal.js';

import { replay } from './recorded-statements.js';

/** The administrator both hosts have. */
export const administrator: StaffAuthor = { userId: 1, userName: 'admin', name: 'Administrator' };

/** The administration of a portal's contacts, beside the portal's own: as another process has it. */
export function contactAdminOf(portal: Portal, graceDays = 0): ContactAdmin {
  const { host, stores, services } = portal;
  return createContactAdmin({ host, stores, outbox: services.outbox, graceDays: () => graceDays, log: silentLogger });
}

/** A contact without portal access; the dump's is Marta Bellini, 22. */
export async function disabledContact({ host }: Pick<Portal, 'host'>): Promise<number> {
  const row = await host
    .knex('vte_contactdetails as c')
    .join('vte_crmentity as e', 'e.crmid', 'c.contactid')
    .leftJoin('vte_portalinfo as p', 'p.id', 'c.contactid')
    .leftJoin('vte_customerdetails as d', 'd.customerid', 'c.contactid')
    .where('e.deleted', 0)
    .whereNull('p.id')
    .where('c.email', '<>', '')
    .orderBy('c.contactid')
    .first('c.contactid');
  return row.contactid;
}

/** What the CRM wrote when it enabled contact 22, on a database; for another contact with these facts in place of hers. */
export async function replayEnabling(
  url: string,
  to: { readonly id: number; readonly email: string; readonly account: number } = {
    id: 22,
    email: 'marta.bellini@bellavista.example',
    account: 19,
  },
): Promise<void> {
  await replay(url, 'crm-contact-enable-portal', (sql) =>
    sql
      .replace('VALUES (41,', `VALUES (${900_000 + to.id},`)
      .replaceAll("'22'", `'${to.id}'`)
      .replaceAll('marta.bellini@bellavista.example', to.email)
      .replaceAll("`accountid`='19'", `\`accountid\`='${to.account}'`),
  );
}
