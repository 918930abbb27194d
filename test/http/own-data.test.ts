import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { type OwnPage, openOwnPage } from '../support/own-page.js';
import { textOf } from '../support/visitor.js';

eachPortal('one’s own data', (buildPortal) => {
  let on: OwnPage;
  before(async () => {
    on = await openOwnPage(buildPortal);
  });
  after(() => on?.close());

  const contactRow = () => on.row('vte_contactdetails', 'contactid');
  const addressRow = () => on.row('vte_contactaddress', 'contactaddressid');

  it('should show the fields the profile allows, filled, with the CRM’s blocks and labels', async () => {
    const { body } = await on.villani.get('/me');
    const text = textOf(body);
    for (const label of ['Informazioni Contatto', 'Nome', 'Cognome', 'Cellulare', 'Informazioni Indirizzo'])
      assert.ok(text.includes(label), label);
    const fields = await on.filled(on.villani);
    assert.equal(fields.lastname, 'Villani');
    assert.ok('mailingcity' in fields && !('email' in fields) && !('leadsource' in fields) && !('portal' in fields));
  });

  it('should save what is typed, say so, and tell extensions before and after', async () => {
    const heard: string[] = [];
    const { hooks } = on.test.portal;
    hooks.onFilter('test', 'record.beforeSave', ({ module }) => {
      heard.push(`before ${module}`);
      return undefined;
    });
    hooks.onAction('test', 'record.updated', ({ module, id }) => {
      heard.push(`after ${module} ${id}`);
    });
    const answer = await on.save(on.villani, { mobile: '+39 333 7654321', mailingcity: 'Padova «centro»' });
    hooks.removeOwner('test');
    assert.deepEqual([answer.status, answer.location], [303, '/me']);
    assert.match(textOf((await on.villani.get('/me')).body), /Profilo salvato/);
    assert.equal((await contactRow()).mobile, '+39 333 7654321');
    assert.equal((await addressRow()).mailingcity, 'Padova «centro»');
    assert.deepEqual(heard, ['before Contacts', `after Contacts ${on.test.villani.contactId}`]);
  });

  it('should come back with the sentence beside a wrong field and everything typed', async () => {
    const before = await contactRow();
    const answer = await on.save(on.villani, { lastname: '', mobile: 'nessun numero' });
    assert.equal(answer.status, 422);
    assert.match(answer.body, /aria-invalid="true"/);
    assert.ok(answer.body.includes('value="nessun numero"'));
    assert.match(answer.body, /<title>Errore/);
    assert.deepEqual(await contactRow(), before);
  });

  it('should offer to send without what the CRM cannot hold', async () => {
    const refused = await on.save(on.villani, { mailingcity: 'Verona 🍕' });
    assert.equal(refused.status, 422);
    assert.match(refused.body, /name="_strip"/);
    assert.equal((await on.save(on.villani, { mailingcity: 'Verona 🍕', _strip: '1' })).status, 303);
    assert.equal((await addressRow()).mailingcity, 'Verona');
  });

  it('should answer a conflict with the text kept, and save at the second try', async () => {
    const fields = await on.filled(on.villani);
    const { contactId } = on.test.villani;
    await on.knex('vte_crmentity').where({ crmid: contactId }).update({ modifiedtime: '2030-01-01 10:00:00' });
    const answer = await on.villani.post('/me/edit', { ...fields, mailingcity: 'Vicenza' });
    assert.equal(answer.status, 409);
    assert.match(textOf(answer.body), /I tuoi dati sono cambiati mentre scrivevi/);
    assert.ok(answer.body.includes('value="Vicenza"'));
    const again = { ...fields, mailingcity: 'Vicenza', _modified: '2030-01-01 10:00:00' };
    assert.equal((await on.villani.post('/me/edit', again)).status, 303);
    assert.equal((await addressRow()).mailingcity, 'Vicenza');
  });

  it('should write once when the form is sent twice, and refuse its key with other content', async () => {
    const form = { ...(await on.filled(on.villani)), mailingcity: 'Rovigo' };
    const logs = async () => (await on.knex('vte_changelog').where('parent_id', on.test.villani.contactId)).length;
    const before = await logs();
    assert.equal((await on.villani.post('/me/edit', form)).location, '/me');
    assert.equal((await on.villani.post('/me/edit', form)).location, '/me');
    assert.equal(await logs(), before + 1);
    assert.equal((await on.villani.post('/me/edit', { ...form, mailingcity: 'Altrove' })).status, 409);
  });

  it('should bind no field beyond the form’s own', async () => {
    const tables = { vte_contactdetails: 'contactid', vte_customerdetails: 'customerid', vte_portalinfo: 'id' };
    const read = () => Promise.all(Object.entries(tables).map(([table, key]) => on.row(table, key)));
    const before = await read();
    const owner = (await on.row('vte_crmentity', 'crmid')).smownerid;
    const answer = await on.save(on.villani, {
      email: 'altro@acme.example',
      account_id: '1',
      accountid: '1',
      contact_no: 'CON1',
      portal: '0',
      support_start_date: '2000-01-01',
      support_end_date: '2099-12-31',
      assigned_user_id: '2',
      smownerid: '2',
      imagename: 'x.png',
      gdpr_marketing: '1',
      'fields[portal]': '1',
      __proto__: 'x',
    });
    assert.equal(answer.status, 303);
    assert.deepEqual(await read(), before);
    assert.equal((await on.row('vte_crmentity', 'crmid')).smownerid, owner);
  });

  it('should need the form’s token', async () => {
    const { _csrf: _token, ...fields } = await on.filled(on.villani);
    assert.equal((await on.villani.post('/me/edit', fields)).status, 403);
    const strange = await on.villani.post('/me/edit', await on.filled(on.villani), { Origin: 'https://evil.example' });
    assert.equal(strange.status, 403);
  });

  describe('the other addresses', () => {
    it('should lead from one’s own record to the same form, and write by it alike', async () => {
      const { contactId } = on.test.villani;
      assert.equal((await on.villani.get('/me/edit')).location, '/me');
      assert.equal((await on.villani.get(`/Contacts/${contactId}/edit`)).location, '/me');
      assert.match((await on.villani.get(`/Contacts/${contactId}`)).body, /class="btn" href="\/portal\/me"/);
      const fields = { ...(await on.filled(on.villani)), mailingcity: 'Belluno' };
      assert.equal((await on.villani.post(`/Contacts/${contactId}/edit`, fields)).location, '/me');
      assert.equal((await addressRow()).mailingcity, 'Belluno');
    });

    it('should never let anybody edit or make a colleague', async () => {
      const { accountid } = await contactRow();
      const others = on
        .knex('vte_contactdetails')
        .where({ accountid })
        .whereNot('contactid', on.test.villani.contactId);
      const { contactid, lastname } = await others.first();
      assert.equal((await on.villani.get(`/Contacts/${contactid}`)).status, 200);
      assert.equal((await on.villani.get(`/Contacts/${contactid}/edit`)).status, 403);
      const fields = { ...(await on.filled(on.villani)), lastname: 'Altro' };
      assert.equal((await on.villani.post(`/Contacts/${contactid}/edit`, fields)).status, 403);
      assert.equal((await on.row('vte_contactdetails', 'contactid', contactid)).lastname, lastname);
      await on.changeRule(({ permissions }) => ({ permissions: { ...permissions, create: true } }));
      assert.equal((await on.villani.get('/Contacts/new')).status, 403);
    });

    it('should not know contacts of another company', async () => {
      const { contactId } = on.test.torri;
      assert.equal((await on.villani.get(`/Contacts/${contactId}/edit`)).status, 404);
      assert.equal((await on.villani.post(`/Contacts/${contactId}/edit`, await on.filled(on.villani))).status, 404);
    });
  });

  describe('the picture', () => {
    it('should be shown where the profile shows it, and to its owner only', async () => {
      assert.equal((await on.villani.get('/me/photo')).status, 404);
      const { contactId } = on.test.villani;
      const png = Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      );
      const id = 900_001;
      const times = { createdtime: '2026-11-24 10:00:00', modifiedtime: '2026-11-24 10:00:00' };
      await on
        .knex('vte_crmentity')
        .insert({ crmid: id, setype: 'Contacts Image', smcreatorid: 1, smownerid: 1, ...times });
      await on
        .knex('vte_attachments')
        .insert({ attachmentsid: id, name: 'io.png', type: 'image/png', path: 'storage/nowhere/' });
      await on.knex('vte_seattachmentsrel').insert({ crmid: contactId, attachmentsid: id });
      await on.knex('vte_filestorage').insert({ fileid: id, filedata: png });
      assert.equal((await on.villani.get('/me/photo')).status, 404, 'the profile hides it');
      await on.changeRule(({ fields }) => ({ fields: { ...fields, imagename: { shown: true, form: 'hidden' } } }));
      assert.match((await on.villani.get('/me')).body, /<img src="\/portal\/me\/photo"/);
      const photo = await on.villani.get('/me/photo');
      assert.equal(photo.status, 200);
      assert.deepEqual(photo.bytes, png);
      assert.match(String(photo.headers['content-disposition']), /^inline/);
      const torri = await on.site.signIn(on.test.torri);
      assert.equal((await torri.get('/me/photo')).status, 404);
    });
  });

  describe('where the profile does not allow it', () => {
    it('should show the basic facts and write nothing', async () => {
      const fields = { ...(await on.filled(on.villani)), mailingcity: 'Nessuna' };
      await on.changeRule(({ permissions }) => ({ permissions: { ...permissions, edit: false } }));
      const page = await on.villani.get('/me');
      assert.equal(page.status, 200);
      assert.ok(!page.body.includes('action="/portal/me/edit"') && !page.body.includes('href="/portal/me/email"'));
      assert.match(textOf(page.body), /I miei dati Nome Francesco Cognome Villani/);
      assert.equal((await on.villani.post('/me/edit', fields)).status, 403);
      assert.notEqual((await addressRow()).mailingcity, 'Nessuna');
    });
  });
});
