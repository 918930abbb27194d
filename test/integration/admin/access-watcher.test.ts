import assert from 'node:assert/strict';
import { silentLogger } from '../../../src/core/logger.js';
import type { ContactAdmin } from '../../../src/features/admin/contacts/contact-admin.js';
import { withLifecycle } from '../../../src/plugin/site.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { administrator, contactAdminOf, disabledContact, replayEnabling } from '../../support/contact-admin.js';
import { replay } from '../../support/recorded-statements.js';

const DATES = { supportStart: '2026-01-01', supportEnd: '2099-12-31' } as const;
const DANGELO = { id: 24, email: 'elena.dangelo@torri.example', account: 20 } as const;

eachPortal('Noticing what agents do to access', (buildPortal, hostName) => {
  let test: TestPortal;
  let admin: ContactAdmin;
  let contactId: number;

  beforeEach(async () => {
    test = await buildPortal();
    admin = contactAdminOf(test.portal);
    contactId = await disabledContact(test.portal);
    await admin.look();
  });
  afterEach(() => test.close());

  /** As the CRM leaves it, long enough ago to be no half save. */
  async function enableInCrm(id: number, { end = '2099-12-31', start = '2026-01-01' } = {}): Promise<void> {
    const { knex } = test.portal.host;
    const { email } = await knex('vte_contactdetails').where({ contactid: id }).first();
    const dates = { portal: '1', support_start_date: start, support_end_date: end };
    await knex('vte_customerdetails')
      .insert({ customerid: id, ...dates })
      .onConflict('customerid')
      .merge();
    await knex('vte_portalinfo')
      .insert({ id, user_name: email, user_password: 'z8', type: 'C', isactive: 1 })
      .onConflict('id')
      .merge();
    await knex('vte_crmentity').where({ crmid: id }).update({ modifiedtime: '2026-11-23 07:44:34' });
  }

  async function disableInCrm(id: number): Promise<void> {
    await test.portal.host.knex('vte_customerdetails').where({ customerid: id }).update({ portal: '0' });
    await test.portal.host.knex('vte_portalinfo').where({ id }).update({ isactive: 0 });
  }

  async function invitations(): Promise<number[]> {
    return test.portal.host.knex('portal_mail').where({ kind: 'activation' }).orderBy('id').pluck('contact_id');
  }

  it('should mail nobody for what was there at the first look', async () => {
    await admin.look();
    assert.deepEqual(await invitations(), []);
  });

  it('should mail a contact once, whoever looks and however often', async () => {
    await enableInCrm(contactId);
    await Promise.all([admin.look(), contactAdminOf(test.portal).look()]);
    await admin.look();
    await contactAdminOf(test.portal).look();
    assert.deepEqual(await invitations(), [contactId]);
    const audit = await test.portal.host.knex('portal_audit').where({ contact_id: contactId }).first();
    assert.deepEqual([audit.action, audit.actor_kind], ['contact.invited', 'system']);
  });

  it('should not mail again whom the administration itself enabled', async () => {
    await admin.change.apply(administrator, contactId, { isEnabled: true, ...DATES });
    await admin.look();
    assert.deepEqual(await invitations(), [contactId]);
  });

  it('should take links and sessions from whom an agent disables, and mail anew when the agent enables again', async () => {
    await enableInCrm(contactId);
    await admin.look();
    const session = { contactId, kind: 'full', accountId: undefined, userAgent: '', network: '' } as const;
    await test.portal.stores.sessions.create(session);
    await test.portal.host.knex('portal_mail').update({ state: 'sent' });
    await disableInCrm(contactId);
    await admin.look();
    assert.deepEqual(await test.portal.stores.sessions.list(contactId), []);
    const links = await test.portal.host.knex('portal_token').where({ contact_id: contactId }).whereNull('used_at');
    assert.deepEqual(links, []);
    await enableInCrm(contactId);
    await admin.look();
    assert.deepEqual(await invitations(), [contactId, contactId]);
  });

  it('should wait for half a save, and for access that begins later', async () => {
    const { host } = test.portal;
    await enableInCrm(contactId, { start: '2098-01-01' });
    await host.knex('vte_portalinfo').where({ id: contactId }).delete();
    await admin.look();
    await enableInCrm(contactId, { start: '2098-01-01' });
    await host.knex('vte_crmentity').where({ crmid: contactId }).update({ modifiedtime: host.wallClock.now() });
    await admin.look();
    assert.equal(await host.knex('portal_access_seen').where({ contact_id: contactId }).first(), undefined);
    await enableInCrm(contactId, { start: '2098-01-01' });
    await admin.look();
    await admin.look();
    assert.deepEqual(await invitations(), []);
    await enableInCrm(contactId);
    await admin.look();
    await admin.look();
    assert.deepEqual(await invitations(), [contactId]);
  });

  it('should leave alone whom nobody can mail', async () => {
    await enableInCrm(contactId);
    await test.portal.host.knex('vte_contactdetails').where({ contactid: contactId }).update({ email: 'no address' });
    await admin.look();
    await admin.look();
    assert.deepEqual(await invitations(), []);
  });

  it('should follow thousands a hundred at a time, those saved first before the others', async () => {
    const { knex } = test.portal.host;
    const ids = Array.from({ length: 150 }, (_, index) => 500_000 + index);
    const rows = (build: (id: number, index: number) => object) => ids.map(build);
    const time = (index: number) => `2026-11-20 08:${String(59 - Math.floor(index / 10)).padStart(2, '0')}:00`;
    await knex('vte_crmentity').insert(
      rows((crmid, index) => ({
        crmid,
        setype: 'Contacts',
        modifiedtime: time(index),
        createdtime: time(index),
        smownerid: 1,
        deleted: 0,
      })),
    );
    await knex('vte_contactdetails').insert(
      rows((contactid) => ({ contactid, lastname: `L${contactid}`, email: `c${contactid}@x.example` })),
    );
    await knex('vte_customerdetails').insert(
      rows((customerid) => ({ customerid, portal: '1', support_start_date: null, support_end_date: '2099-12-31' })),
    );
    await knex('vte_portalinfo').insert(
      rows((id) => ({ id, user_name: `c${id}@x.example`, user_password: '', type: 'C', isactive: 1 })),
    );
    await admin.look();
    const first = await invitations();
    assert.equal(first.length, 100);
    assert.deepEqual(first.slice(0, 3), [500_140, 500_141, 500_142]);
    await admin.look();
    assert.equal(new Set(await invitations()).size, 150);
  });

  it('should mail nobody for what happened while the portal was disabled', async () => {
    const options = { config: test.config, log: silentLogger };
    await withLifecycle(options, (lifecycle) => lifecycle.disable());
    await enableInCrm(contactId);
    await withLifecycle(options, (lifecycle) => lifecycle.enable());
    await admin.look();
    await admin.look();
    assert.deepEqual(await invitations(), []);
    await disableInCrm(contactId);
    await admin.look();
    await enableInCrm(contactId);
    await admin.look();
    assert.deepEqual(await invitations(), [contactId]);
  });

  if (hostName === 'MariaDB')
    it('should notice the CRM’s own statements, of Bellini and of D’Angelo, through a restart', async () => {
      await replayEnabling(test.config.databaseUrl);
      await admin.look();
      await replayEnabling(test.config.databaseUrl, DANGELO);
      await Promise.all([contactAdminOf(test.portal).look(), contactAdminOf(test.portal).look()]);
      assert.deepEqual(await invitations(), [22, DANGELO.id]);
      const mail = await test.portal.host.knex('portal_mail').where({ contact_id: DANGELO.id }).first();
      assert.equal(mail.to_address, DANGELO.email);
      await replay(test.config.databaseUrl, 'crm-contact-disable-portal');
      await admin.look();
      assert.equal((await admin.reader.find(22))?.contact.state, 'off');
    });
});
