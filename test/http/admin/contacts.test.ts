import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { administrator, contactAdminOf, disabledContact } from '../../support/contact-admin.js';
import { filePart } from '../../support/multipart.js';
import { linksOf, openSite, type TestSite, textOf, type Visitor } from '../../support/visitor.js';

const DATES = { start: '2026-01-01', end: '2099-12-31' } as const;

eachPortal('Pages of contacts', (buildPortal) => {
  let test: TestPortal;
  let site: TestSite;
  let admin: Visitor;
  let id: number;

  before(async () => {
    test = await buildPortal();
    site = await openSite(test);
    id = await disabledContact(test.portal);
    await test.portal.host.knex('vte_users').where({ id: 1 }).update({ default_language: 'it_it' });
    admin = await signInAdmin(site, test);
  });
  after(async () => {
    await site.close();
    await test.close();
  });
  afterEach(async () => {
    const { knex } = test.portal.host;
    await contactAdminOf(test.portal).change.apply(administrator, id, {
      isEnabled: false,
      supportStart: null,
      supportEnd: null,
      profileId: null,
    });
    await knex('vte_contactdetails').where({ contactid: id }).update({ accountid: 0 });
  });

  async function stateOf(contactId = id): Promise<string | undefined> {
    return (await contactAdminOf(test.portal).reader.find(contactId))?.contact.state;
  }

  async function emailOf(contactId: number): Promise<string> {
    return (await test.portal.host.knex('vte_contactdetails').where({ contactid: contactId }).first('email')).email;
  }

  it('should be closed to customers and to nobody', async () => {
    const customer = await site.signIn(test.villani);
    for (const path of ['/admin/contacts', '/admin/contacts.csv', `/admin/contacts/${id}`, '/admin/contacts/import'])
      for (const visitor of [customer, site.visitor()]) {
        const answer = await visitor.get(path);
        assert.deepEqual([answer.status, answer.location.split('?')[0]], [303, '/admin/sign-in'], path);
      }
    const refused = await customer.post(`/admin/contacts/${id}`, { access: '1', ...DATES });
    assert.ok(refused.status === 403 || refused.status === 401 || refused.status === 303, String(refused.status));
    assert.equal(await stateOf(), 'off');
  });

  it('should list, search and sort contacts, each tab with its count', async () => {
    const email = await emailOf(id);
    const all = await admin.get('/admin/contacts');
    assert.equal(all.status, 200);
    assert.ok(textOf(all.body).includes('Non abilitato'));
    const found = await admin.get(`/admin/contacts?q=${encodeURIComponent(email)}&state=off&sort=-end`);
    assert.ok(linksOf(found.body).includes(`/portal/admin/contacts/${id}`));
    const none = await admin.get('/admin/contacts?q=%25_%27%3C');
    assert.equal(none.status, 200);
    assert.ok(textOf(none.body).includes('Nessun contatto corrisponde'));
    for (const wrong of ['page=abc', 'state=constructor', 'sort=password', 'page=1&page=2'])
      assert.equal((await admin.get(`/admin/contacts?${wrong}`)).status, 400, wrong);
  });

  it('should enable a contact by the form, then suspend at once', async () => {
    const path = `/admin/contacts/${id}`;
    const saved = await admin.submit(path, { access: '1', ...DATES });
    assert.deepEqual([saved.status, saved.location], [303, path]);
    const page = await admin.get(path);
    assert.ok(textOf(page.body).includes('riceve per email i dati di accesso'));
    assert.ok(textOf(page.body).includes('Dati di accesso in partenza'));
    assert.equal(await stateOf(), 'invited');
    const again = await admin.submit(path, {}, `${path}/invite`);
    assert.equal(again.status, 303);
    assert.ok(textOf((await admin.get(path)).body).includes('quelli di prima non valgono più'));
    assert.equal((await admin.submit(path, {}, `${path}/suspend`)).status, 303);
    assert.equal(await stateOf(), 'off');
  });

  it('should keep what was typed beside what is wrong with it', async () => {
    const path = `/admin/contacts/${id}`;
    const wrong = await admin.submit(path, { access: '1', start: '31-02-2027', end: '' });
    assert.equal(wrong.status, 422);
    assert.ok(wrong.body.includes('id="f-start-error"'));
    assert.ok(wrong.body.includes('value="31-02-2027"'));
    const over = await admin.submit(path, { access: '1', start: '2020-01-01', end: '2020-02-01' });
    assert.equal(over.status, 422);
    assert.ok(textOf(over.body).includes('La data di fine è già passata'));
    assert.equal(await stateOf(), 'off');
  });

  it('should tell the second of two administrators, and lose nothing of what they typed', async () => {
    const path = `/admin/contacts/${id}`;
    const other = await signInAdmin(site, test);
    const { hidden } = await other.form(path);
    assert.equal((await admin.submit(path, { access: '1', ...DATES })).status, 303);
    const stale = await other.post(path, { ...hidden, access: '1', start: '2026-05-05', end: '2031-05-05' });
    assert.equal(stale.status, 409);
    assert.ok(stale.body.includes('value="2031-05-05"'));
    assert.ok(stale.body.includes('name="was.end" value="2099-12-31"'));
    const { hidden: now } = await other.form(path);
    assert.equal((await other.post(path, { ...now, access: '1', start: '2026-05-05', end: '2031-05-05' })).status, 303);
  });

  it('should change several contacts after showing what happens, once', async () => {
    const search = `/admin/contacts?q=${encodeURIComponent(await emailOf(id))}`;
    const bulk = '/admin/contacts/bulk';
    const nothing = await admin.submit(search, { action: 'enable', ...DATES, profile: '' }, bulk);
    assert.equal(nothing.status, 422);
    assert.ok(textOf(nothing.body).includes('Spunta almeno un contatto'));
    const planned = await admin.submit(search, { action: 'enable', ...DATES, profile: '', [`c.${id}`]: '1' }, bulk);
    assert.equal(planned.status, 303);
    assert.equal(await stateOf(), 'off', 'nothing happens before it is confirmed');
    const plan = await admin.get(planned.location);
    assert.ok(textOf(plan.body).includes('Accesso abilitato: 1'));
    const { hidden } = await admin.form(planned.location);
    const answers = await Promise.all([admin.post(planned.location, hidden), admin.post(planned.location, hidden)]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal(await stateOf(), 'invited');
    assert.ok(textOf((await admin.get(planned.location)).body).includes('Modifica conclusa'));
    const mails = await test.portal.host.knex('portal_mail').where({ contact_id: id, kind: 'activation' });
    assert.equal(mails.length, 1);
    assert.equal((await admin.get('/admin/contacts/jobs/none')).status, 404);
  });

  it('should export what an import takes back, and no formula', async () => {
    const { knex } = test.portal.host;
    const before = await knex('vte_contactdetails').where({ contactid: id }).first();
    await knex('vte_contactdetails').where({ contactid: id }).update({ lastname: '=cmd|calc' });
    const file = await admin.get('/admin/contacts.csv');
    await knex('vte_contactdetails').where({ contactid: id }).update({ lastname: before.lastname });
    assert.match(String(file.headers['content-type']), /^text\/csv/);
    const [noted] = await test.portal.stores.audit.list({ action: 'contact.listExported' }, 1);
    assert.equal(noted?.actor.kind, 'admin');
    const rows: Record<string, string>[] = parse(file.body, { bom: true, columns: true });
    const own = rows.find((row) => row.contact === String(id));
    assert.ok(own && !Object.values(own).some((cell) => /^[=+@-]/.test(cell)));
    const planned = await admin.submit('/admin/contacts/import', {}, '/admin/contacts/import', [
      filePart('elenco.csv', file.bytes, 'text/csv'),
    ]);
    assert.equal(planned.status, 303, textOf(planned.body).slice(0, 300));
    const text = textOf((await admin.get(planned.location)).body);
    assert.ok(text.includes(`Nessuna modifica: ${rows.length}`), text.slice(0, 500));
    assert.ok(!text.includes('Non possibile'));
  });

  it('should show each row of a file with its effect or fault, then apply the good ones', async () => {
    const twin = test.villani.email;
    const csv = [
      'contact;access;start;end;profile',
      `${id};yes;01-01-2026;31-12-2099;`,
      `${id};no;;;`,
      '999999;yes;;;',
      'nobody@nowhere.example;yes;;;',
      `${twin};;31-02-2027;;`,
      `${test.torri.contactId};;;;Nessuno`,
      '<script>alert(1)</script>;yes;;;',
    ].join('\n');
    const planned = await admin.submit('/admin/contacts/import', { text: csv }, '/admin/contacts/import', []);
    assert.equal(planned.status, 303);
    const plan = await admin.get(planned.location);
    const text = textOf(plan.body);
    assert.ok(text.includes('Non possibile: 6'), text.slice(0, 400));
    assert.ok(text.includes('La data di inizio non esiste.') && text.includes('Non c’è un profilo con questo nome.'));
    assert.ok(!plan.body.includes('<script>alert'));
    assert.equal((await admin.submit(planned.location, {})).status, 303);
    assert.equal(await stateOf(), 'invited');
    const wrong = await admin.submit('/admin/contacts/import', { text: 'a,b\n1,2' }, '/admin/contacts/import', []);
    assert.equal(wrong.status, 422);
    assert.ok(wrong.body.includes('a,b'));
    const picture = filePart('foto.png', Buffer.from('89504e470d0a1a0a', 'hex'), 'image/png');
    assert.equal((await admin.submit('/admin/contacts/import', {}, '/admin/contacts/import', [picture])).status, 422);
  });

  it('should show contacts whose rows are dirty, and none that is deleted', async () => {
    const { knex } = test.portal.host;
    await contactAdminOf(test.portal).change.apply(administrator, id, { isEnabled: true, supportEnd: '2099-12-31' });
    const before = await knex('vte_contactdetails').where({ contactid: id }).first();
    await knex('vte_contactdetails')
      .where({ contactid: id })
      .update({ email: null, firstname: null, accountid: 999_999, lastname: '<b>Rossi</b>' });
    await knex('vte_customerdetails')
      .where({ customerid: id })
      .update({ support_start_date: '0000-00-00', support_end_date: '0000-00-00' });
    for (const path of ['/admin/contacts', '/admin/contacts.csv', `/admin/contacts/${id}`]) {
      const page = await admin.get(path);
      assert.equal(page.status, 200, path);
      assert.ok(!page.body.includes('<b>Rossi</b>') || path.endsWith('.csv'));
    }
    await knex('vte_customerdetails').where({ customerid: id }).delete();
    assert.equal((await admin.get(`/admin/contacts/${id}`)).status, 200);
    await knex('vte_crmentity').where({ crmid: id }).update({ deleted: 1 });
    assert.equal((await admin.get(`/admin/contacts/${id}`)).status, 404);
    await knex('vte_crmentity').where({ crmid: id }).update({ deleted: 0 });
    await knex('vte_contactdetails').where({ contactid: id }).update(before);
    for (const wrong of ['0', '1e3', 'x', '99999999999'])
      assert.equal((await admin.get(`/admin/contacts/${wrong}`)).status, 404);
  });
});
