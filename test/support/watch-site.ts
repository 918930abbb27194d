import assert from 'node:assert/strict';
import type { Knex } from 'knex';
import { silentLogger } from '../../src/core/logger.js';
import type { ChangeTeller } from '../../src/features/watch/changes.js';
import { createWatch } from '../../src/portal-watch.js';
import type { BuildPortal, TestPortal } from './build-portal.js';
import { CrmAgent } from './crm-agent.js';
import { buildClock, type TestClock } from './store-databases.js';

/** A mail of the outbox as tests compare it. */
export interface WrittenMail {
  readonly key: string;
  readonly kind: string;
  readonly contactId: number;
  readonly language: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A portal whose CRM is watched, with a clock that stands still and an agent at work. */
export interface WatchSite {
  readonly test: TestPortal;
  readonly knex: Knex;
  readonly clock: TestClock;
  readonly agent: CrmAgent;
  readonly watch: Watch;
  /** Another process's. */
  another(): Watch;
  /** Looks until everything has settled and is told; the mails written since the last time. */
  settle(watch?: Watch): Promise<readonly WrittenMail[]>;
  close(): Promise<void>;
}

export type Watch = ReturnType<typeof createWatch>;
export type { ChangeTeller };

/** Longer than a change has to settle. */
export const SETTLED_MS = 3_000;

/** Builds a portal and takes its marks. */
export async function openWatchSite(buildPortal: BuildPortal): Promise<WatchSite> {
  const clock = buildClock();
  const test = await buildPortal({ clock });
  const { knex } = test.portal.host;
  const another = (): Watch => watchOf(test);
  const watch = another();
  await watch.look();
  let last = 0;
  return {
    test,
    knex,
    clock,
    agent: new CrmAgent(knex, test.portal.host.wallClock),
    watch,
    another,
    async settle(by = watch) {
      await by.look();
      clock.pass(SETTLED_MS);
      await by.look();
      const rows = await knex('portal_mail').where('id', '>', last).orderBy('id');
      last = rows.at(-1)?.id ?? last;
      return rows.map((row) => ({
        key: row.unique_key,
        kind: row.kind,
        contactId: row.contact_id,
        language: row.language,
        data: JSON.parse(row.data),
      }));
    },
    close: () => test.close(),
  };
}

function watchOf({ portal }: TestPortal): Watch {
  const { host, stores, services, settings } = portal;
  return createWatch({ host, stores, services, settings, isEnabled: () => true, log: silentLogger });
}

/** A colleague's contact with access and the same company as Villani; on the dump, who has none, is given it. */
export async function colleagueOf({ test, knex }: Pick<WatchSite, 'test' | 'knex'>): Promise<number> {
  const { contactId } = test.villani;
  const { accountid } = await knex('vte_contactdetails').where({ contactid: contactId }).first();
  const row = await knex('vte_contactdetails')
    .where({ accountid })
    .whereNot({ contactid: contactId })
    .orderBy('contactid')
    .first();
  assert.ok(row, 'a colleague');
  const id: number = row.contactid;
  const dates = { portal: '1', support_start_date: '2026-01-01', support_end_date: '2099-12-31' };
  await knex('vte_contactdetails')
    .where({ contactid: id })
    .update({ email: `collega.${id}@bellavista.example`, emailoptout: '0' });
  await knex('vte_customerdetails')
    .insert({ customerid: id, ...dates })
    .onConflict('customerid')
    .merge();
  await knex('vte_portalinfo')
    .insert({ id, user_name: `collega.${id}@bellavista.example`, user_password: 'z8', type: 'C', isactive: 1 })
    .onConflict('id')
    .merge();
  return id;
}
