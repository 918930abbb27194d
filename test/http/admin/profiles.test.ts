import assert from 'node:assert/strict';
import type { Profile } from '../../../src/access/profile-schema.js';
import { createProfileDesk } from '../../../src/features/admin/profiles/create-profile-desk.js';
import type { ProfileDesk } from '../../../src/features/admin/profiles/profile-desk.js';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { filePart } from '../../support/multipart.js';
import { linksOf, openSite, type TestSite, textOf, type Visitor } from '../../support/visitor.js';

const LIST = '/admin/profiles';
const editor = { id: 1, name: 'Ada Admin' };

eachPortal('pages of profiles', (buildPortal) => {
  let portal: TestPortal;
  let site: TestSite;
  let desk: ProfileDesk;
  let admin: Visitor;
  let standard: string;

  before(async () => {
    portal = await buildPortal();
    site = await openSite(portal);
    desk = createProfileDesk(portal.portal.host, portal.portal.stores);
    standard = (await desk.overview())[0]?.id ?? '';
    await portal.portal.host.knex('vte_users').where({ is_admin: 'on' }).update({ default_language: 'it_it' });
    admin = await signInAdmin(site, portal);
  });

  after(async () => {
    await site.close();
    await portal.close();
  });

  const idOf = async (name: string): Promise<string> =>
    (await desk.overview()).find((entry) => entry.name === name)?.id ?? '';
  const change = async (id: string, to: (document: Profile) => Profile): Promise<void> => {
    const { document, revision } = await desk.open(id);
    await desk.save(id, to(document), revision, editor);
  };
  /** Follows a redirect and says what the page tells. */
  const told = async (location: string): Promise<string> => textOf((await admin.get(location)).body);

  for (const path of [LIST, `${LIST}/new`, `${LIST}/import`])
    it(`should ask a stranger at ${path} to sign in, and come back`, async () => {
      const answer = await site.visitor().get(path);
      assert.equal(answer.status, 303);
      assert.equal(answer.location.split('?')[0], '/admin/sign-in');
    });

  it('should show a customer nothing of it', async () => {
    const customer = await site.signIn(portal.torri);
    for (const path of [LIST, `${LIST}/${standard}/history`, `${LIST}/${standard}/export`]) {
      const { status, body } = await customer.get(path);
      assert.equal(status, 303, path);
      assert.equal(body, '');
    }
  });

  it('should refuse each change without the form’s token', async () => {
    const posts = [
      'new',
      'import',
      ...['rename', 'default', 'delete', 'publish', 'discard', 'versions/1'].map((step) => `${standard}/${step}`),
    ];
    for (const step of posts) {
      const { status } = await admin.post(`${LIST}/${step}`, { name: 'x' });
      assert.equal(status, 403, step);
    }
    assert.equal((await desk.overview()).length, 1);
    assert.equal((await desk.history(standard)).length, 1);
  });

  it('should answer 404 for a profile that is not there', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    for (const path of ['history', 'publish', 'delete', 'export', 'versions/1'])
      assert.equal((await admin.get(`${LIST}/${nobody}/${path}`)).status, 404, path);
    for (const path of ['history', 'versions/2', 'versions/x', 'export?version=9'])
      assert.equal((await admin.get(`${LIST}/${path === 'history' ? 'x' : standard}/${path}`)).status, 404, path);
  });

  it('should list profiles with their draft, their users and ways to work on them', async () => {
    await change(standard, (document) => ({ ...document, scope: document.scope === 'own' ? 'company' : 'own' }));
    const { body, status } = await admin.get(LIST);
    assert.equal(status, 200);
    const text = textOf(body);
    const [entry] = await desk.overview();
    for (const word of [
      entry?.name ?? '',
      'Predefinito',
      'Bozza',
      `${entry?.moduleCount} moduli`,
      `Utenti: ${entry?.contacts}`,
    ])
      assert.ok(text.includes(word), word);
    for (const path of [standard, `new?from=${standard}`, `${standard}/history`])
      assert.ok(linksOf(body).includes(`/portal${LIST}/${path}`), path);
    await desk.discard(standard, (await desk.open(standard)).revision, editor);
  });

  it('should make a copy with the name suggested, and keep what was typed when it is refused', async () => {
    const page = await admin.get(`${LIST}/new?from=${standard}`);
    assert.match(page.body, /name="name"[^>]*value="[^"]+ \(copia\)"/);
    const { hidden } = await admin.form(`${LIST}/new?from=${standard}`, `${LIST}/new`);
    const refused = await admin.post(`${LIST}/new`, {
      ...hidden,
      name: (await desk.open(standard)).document.name,
      from: standard,
    });
    assert.equal(refused.status, 422);
    assert.match(refused.body, /role="alert"/);
    assert.match(textOf(refused.body), /si chiama già/);
    assert.match(refused.body, new RegExp(`value="${standard}" selected`));
    const made = await admin.post(`${LIST}/new`, { ...hidden, name: ' Rivenditori ', from: standard });
    assert.equal(made.status, 303);
    const id = await idOf('Rivenditori');
    assert.equal(made.location, `${LIST}/${id}`);
    assert.match(await told(LIST), /Il profilo Rivenditori c’è/);
    assert.deepEqual((await desk.open(id)).document.modules, (await desk.open(standard)).document.modules);
  });

  it('should start a profile empty, or from the old portal', async () => {
    for (const [name, from] of [
      ['Vuoto', ''],
      ['Di prima', 'old-portal'],
    ] as const) {
      const made = await admin.submit(`${LIST}/new`, { name, from });
      assert.equal(made.status, 303);
      const { document } = await desk.open(await idOf(name));
      assert.equal(document.modules.length > 0, from !== '');
      await desk.remove(await idOf(name), undefined, editor);
    }
  });

  it('should say before publishing what changes for how many, and show it to that profile’s contact alone afterwards', async () => {
    const id = await idOf('Rivenditori');
    await desk.assign(portal.villani.contactId, id, editor);
    const villani = await site.signIn(portal.villani);
    const torri = await site.signIn({ ...portal.torri, password: portal.torri.password });
    assert.equal((await villani.get('/Faq')).status, 200);
    await change(id, (document) => ({
      ...document,
      modules: document.modules
        .filter(({ module }) => module !== 'Faq')
        .map((rule) =>
          rule.module === 'HelpDesk'
            ? { ...rule, fields: { ...rule.fields, ticketpriorities: { shown: false, form: 'hidden' as const } } }
            : rule,
        ),
    }));
    assert.equal((await villani.get('/Faq')).status, 200, 'a draft is nobody’s');
    const page = textOf((await admin.get(`${LIST}/${id}/publish`)).body);
    for (const words of ['Per 1 contatto', '1 campo in meno', 'Il modulo scompare', 'Bozza salvata da Ada Admin'])
      assert.ok(page.includes(words), words);
    assert.doesNotMatch(page, /HelpDesk|ticketpriorities/);
    const answer = await admin.submit(`${LIST}/${id}/publish`, { note: 'Senza FAQ' });
    assert.equal(answer.location, `${LIST}/${id}/history`);
    const history = await told(answer.location);
    for (const words of ['La versione 2 è pubblicata', 'Senza FAQ', 'In uso'])
      assert.ok(history.includes(words), words);
    assert.equal((await villani.get('/Faq')).status, 404);
    assert.doesNotMatch(textOf((await villani.get('/HelpDesk')).body), /Priorità/);
    assert.equal((await torri.get('/Faq')).status, 200);
    assert.match(textOf((await torri.get('/HelpDesk')).body), /Priorità/);
  });

  it('should show what going back changes, and do it', async () => {
    const id = await idOf('Rivenditori');
    const page = await admin.get(`${LIST}/${id}/versions/1`);
    assert.match(textOf(page.body), /Riportare Rivenditori alla versione 1\?.*Il modulo compare/);
    const answer = await admin.submit(`${LIST}/${id}/versions/1`, {});
    assert.equal(answer.location, `${LIST}/${id}/history`);
    assert.match(await told(answer.location), /Vale di nuovo la versione 1, come versione 3/);
    assert.deepEqual(await desk.version(id, 3), await desk.version(id, 1));
    const villani = await site.signIn(portal.villani);
    assert.equal((await villani.get('/Faq')).status, 200);
  });

  it('should tell who publishes late that somebody was faster, and keep the other’s work and the note', async () => {
    const id = await idOf('Rivenditori');
    await change(id, (document) => ({ ...document, languages: ['it'] }));
    const { hidden } = await admin.form(`${LIST}/${id}/publish`);
    await change(id, (document) => ({ ...document, languages: ['it', 'de'] }));
    const late = await admin.post(`${LIST}/${id}/publish`, { ...hidden, note: 'La mia nota' });
    assert.equal(late.status, 409);
    assert.match(textOf(late.body), /Ada Admin ha cambiato questo profilo il \d\d-\d\d-\d{4} \d\d:\d\d/);
    assert.match(late.body, /value="La mia nota"/);
    assert.deepEqual((await desk.open(id)).document.languages, ['it', 'de']);
    assert.equal((await desk.history(id)).length, 3);
    const discarded = await admin.submit(`${LIST}/${id}/publish`, {}, `${LIST}/${id}/discard`);
    assert.equal(discarded.status, 303);
    assert.equal((await desk.open(id)).isChanged, false);
    assert.match(textOf((await admin.get(`${LIST}/${id}/publish`)).body), /Non c’è una bozza/);
  });

  it('should bring a download back, and say what this CRM does not know', async () => {
    const id = await idOf('Rivenditori');
    const file = await admin.get(`${LIST}/${id}/export?version=1`);
    assert.match(String(file.headers['content-disposition']), /^attachment; filename="Rivenditori 1\.json"/);
    assert.match(String(file.headers['content-type']), /^application\/json/);
    const content = JSON.parse(file.body);
    content.document.modules.push({ module: 'Machines', permissions: { view: true } });
    content.document.name = '<b>Altrove</b>';
    const part = filePart('profilo.json', JSON.stringify(content), 'application/json');
    const answer = await admin.submit(`${LIST}/import`, { json: '', into: '' }, `${LIST}/import`, [part]);
    assert.equal(answer.status, 303, textOf(answer.body));
    const page = await admin.get(LIST);
    assert.match(textOf(page.body), /Importato come <b>Altrove<\/b>\. È rimasta fuori 1 cosa[^.]*Machines/);
    assert.doesNotMatch(page.body, /<b>Altrove/);
    await desk.remove(await idOf('<b>Altrove</b>'), undefined, editor);
  });

  it('should refuse what is no export, with the text kept', async () => {
    for (const [json, words] of [
      ['', /Scegli un file o incolla/],
      ['{ "mio": ', /non è JSON/],
      ['{"a":"<i>"}', /non è un profilo esportato/],
    ] as const) {
      const answer = await admin.submit(`${LIST}/import`, { json, into: '' });
      assert.equal(answer.status, 422);
      assert.match(textOf(answer.body), words);
      assert.ok(json === '' || textOf(answer.body).includes(json));
    }
    const huge = await admin.submit(`${LIST}/import`, { json: 'x'.repeat(300 * 1024), into: '' });
    assert.equal(huge.status, 413);
  });

  it('should rename, make the default and take away, each after its own question', async () => {
    const id = await idOf('Rivenditori');
    const refused = await admin.submit(`${LIST}/${id}/history`, { name: ' ' }, `${LIST}/${id}/rename`);
    assert.equal(refused.status, 422);
    await admin.submit(`${LIST}/${id}/history`, { name: 'Partner' }, `${LIST}/${id}/rename`);
    assert.match(await told(`${LIST}/${id}/history`), /Il profilo ora si chiama Partner/);
    await admin.submit(`${LIST}/${id}/history`, {}, `${LIST}/${id}/default`);
    assert.equal((await desk.open(id)).isDefault, true);
    assert.doesNotMatch((await admin.get(`${LIST}/${id}/history`)).body, /\/delete"/);
    await admin.submit(`${LIST}/${standard}/history`, {}, `${LIST}/${standard}/default`);
    const heir = await desk.create('Erede', editor, standard);
    const question = await admin.get(`${LIST}/${id}/delete`);
    assert.match(textOf(question.body), /Eliminare il profilo Partner\? Vale per 1 contatto/);
    const bad = await admin.submit(`${LIST}/${id}/delete`, { heir: 'nobody' });
    assert.equal(bad.status, 422);
    const gone = await admin.submit(`${LIST}/${id}/delete`, { heir });
    assert.equal(gone.location, LIST);
    assert.match(await told(LIST), /Il profilo è stato eliminato/);
    assert.equal((await desk.overview()).find((entry) => entry.id === heir)?.contacts, 1);
    await desk.remove(heir, undefined, editor);
  });
});
