import assert from 'node:assert/strict';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal } from '../../support/build-portal.js';
import { countWritten, createTicket, openTicketSite, type TicketSite } from '../../support/ticket-site.js';
import { textOf, type Visitor } from '../../support/visitor.js';

eachPortal('while the CRM is being upgraded', (buildPortal) => {
  let on: TicketSite;
  let mine: number;
  let form: Readonly<Record<string, string>>;
  let crm: unknown;
  before(async () => {
    on = await openTicketSite(buildPortal);
    mine = await createTicket(on.villani, 'Mio');
    form = (await on.villani.form(`/HelpDesk/${mine}`, `/HelpDesk/${mine}/comments`)).hidden;
    crm = await crmRows();
    await on.test.portal.stores.settings.write('readOnly', true);
    await on.test.portal.settings.refresh();
  });
  after(() => on?.close());

  const CRM_TABLES = ['vte_portalinfo', 'vte_crmentity_seq', 'vte_ticketcomments', 'vte_contactdetails', 'vte_notes'];
  const crmRows = () => Promise.all(CRM_TABLES.map((table) => on.knex(table).select()));

  it('should show pages with a banner and without what would write', async () => {
    for (const path of ['/', '/HelpDesk', `/HelpDesk/${mine}`, '/me']) {
      const { status, body } = await on.villani.get(path);
      assert.equal(status, 200, path);
      assert.match(textOf(body), /Il CRM è in aggiornamento/, path);
      assert.doesNotMatch(textOf(body), /Il tuo accesso è scaduto/, path);
    }
    const { body } = await on.villani.get(`/HelpDesk/${mine}`);
    assert.doesNotMatch(body, /\/comments"|\/resolve"|\/files"/);
    assert.doesNotMatch((await on.villani.get('/HelpDesk')).body, /\/HelpDesk\/new"/);
  });

  it('should put off what a customer sends, with the text kept', async () => {
    const before = await countWritten(on);
    for (const [path, fields] of [
      [`/HelpDesk/${mine}/comments`, { ...form, comment: 'Un testo lungo & <prezioso>' }],
      ['/HelpDesk/new', { ...form, ticket_title: 'Un testo lungo & <prezioso>', _texts: 'ticket_title' }],
    ] as const) {
      const answer = await on.villani.post(path, fields);
      assert.equal(answer.status, 503, path);
      assert.ok(Number(answer.headers['retry-after']) > 0);
      assert.match(answer.body, /Un testo lungo &amp; &lt;prezioso&gt;/, path);
      assert.match(textOf(answer.body), /resta qui; riprova tra qualche minuto/);
    }
    for (const step of ['resolve', 'delete', 'participants'])
      assert.equal((await on.villani.post(`/HelpDesk/${mine}/${step}`, form)).status, 503, step);
    assert.equal((await on.villani.get('/HelpDesk/new')).status, 503);
    assert.deepEqual(await countWritten(on), before);
  });

  it('should still sign customers in and out, in the portal’s own tables only', async () => {
    const torri = await on.site.signIn(on.test.torri);
    assert.equal((await torri.get('/HelpDesk')).status, 200);
    assert.equal((await torri.submit('/me', {}, '/sign-out')).status, 303);
    assert.deepEqual(await crmRows(), crm);
  });

  it('should let no write to the CRM’s tables through, and the portal’s own pass', async () => {
    const { host, stores } = on.test.portal;
    for (const write of [
      () => host.knex('vte_contactdetails').update({ phone: '1' }),
      () => host.knex.raw('update `vte_contactdetails` set phone = ?', ['1']),
      () => host.knex('vte_crmentity').where({ crmid: mine }).delete(),
      () => host.transaction((trx) => trx('vte_crmentity').where({ crmid: mine }).update({ deleted: 1 })),
    ])
      await assert.rejects(async () => write(), { code: 'crmReadOnly', status: 503 }, String(write));
    await stores.logins.setTheme(on.test.villani.contactId, 'dark');
    assert.deepEqual(await crmRows(), crm);
  });

  it('should leave the administration open', async () => {
    const admin: Visitor = await signInAdmin(on.site, on.test);
    const { contactId } = on.test.villani;
    assert.equal((await admin.get(`/admin/explain?contact=${contactId}&module=HelpDesk&record=${mine}`)).status, 200);
    assert.equal((await admin.submit('/admin/view', { contact: String(contactId) })).status, 303);
  });

  it('should still send mails and let administrators change what is the portal’s own', async () => {
    const { host, stores, settings } = on.test.portal;
    assert.equal(settings.readOnly, true);
    const leased = await stores.mails.lease('upgrade', 5, 1000);
    assert.ok(leased.length > 0, 'the portal’s mails go on');
    await host.knex('portal_mail').where({ lease_owner: 'upgrade' }).update({ lease_until: null });
    const admin = await signInAdmin(on.site, on.test);
    assert.equal((await admin.submit('/admin/profiles/new', { name: 'Mentre', from: '' })).status, 303);
    const look = await admin.submit('/admin/look', { name: 'Mentre', theme: '' });
    assert.equal(look.status, 303);
  });

  it('should write again afterwards', async () => {
    await on.test.portal.stores.settings.write('readOnly', false);
    await on.test.portal.settings.refresh();
    assert.equal(
      (await on.villani.submit(`/HelpDesk/${mine}`, { comment: 'Ora' }, `/HelpDesk/${mine}/comments`)).status,
      303,
    );
    assert.doesNotMatch(textOf((await on.villani.get('/')).body), /Il CRM è in aggiornamento/);
  });
});
