import assert from 'node:assert/strict';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal } from '../../support/build-portal.js';
import { buildExtensionSite, type ExtensionSite, openSister } from '../../support/extension-site.js';
import { textOf, type Visitor } from '../../support/visitor.js';

const PAGE = '/admin/extensions';

eachPortal('The extensions’ page', (buildPortal) => {
  let site: ExtensionSite;
  let admin: Visitor;
  let villani: Visitor;

  before(async () => {
    site = await buildExtensionSite(buildPortal, ['good', 'bad']);
    admin = await signInAdmin(site.site, site);
    villani = await site.site.signIn(site.villani);
  });
  after(() => site?.close());

  const actions = async (): Promise<readonly string[]> =>
    (await site.portal.stores.audit.list({}, 50)).map(({ action }) => action);
  const token = async (): Promise<string> => (await admin.form('/admin/settings')).hidden._csrf ?? '';

  it('should be open to administrators only', async () => {
    for (const visitor of [site.site.visitor(), villani]) {
      const page = await visitor.get(PAGE);
      assert.equal(page.status, 303);
      assert.match(page.location, /^\/admin\/sign-in/);
      const { hidden } = await villani.form('/HelpDesk/new');
      for (const step of ['greeting/enable', 'greeting/disable', 'greeting'])
        assert.notEqual(Math.floor((await visitor.post(`${PAGE}/${step}`, hidden)).status / 100), 2, step);
    }
    assert.equal((await villani.get('/x/greeting/')).status, 404, 'nothing was switched');
    assert.equal(await site.fault('greeting'), 'never enabled');
  });

  it('should list what lies in the folder, faults and all, and stand in the menu', async () => {
    const { status, body } = await admin.get(PAGE);
    assert.equal(status, 200);
    assert.match(body, /<a [^>]*href="\/portal\/admin\/extensions"[^>]*aria-current="page"/);
    assert.match(textOf(body), /Greeting/);
    assert.match(textOf(body), /extension\.json: colour: unknown key/);
  });

  it('should do nothing without the form’s token', async () => {
    for (const step of ['greeting/enable', 'greeting'])
      assert.equal((await admin.post(`${PAGE}/${step}`, { word: 'Ciao' })).status, 403, step);
    assert.equal((await villani.get('/x/greeting/')).status, 404);
  });

  it('should answer 404 for what is none', async () => {
    const _csrf = await token();
    for (const step of ['nobody/enable', 'nobody/disable', 'nobody', '..%2Fgreeting/enable'])
      assert.equal((await admin.post(`${PAGE}/${step}`, { _csrf })).status, 404, step);
    assert.equal((await admin.get(`${PAGE}/nobody`)).status, 404);
  });

  it('should refuse to enable a bad one, with the reason', async () => {
    const answer = await admin.post(`${PAGE}/throws-in-setup/enable`, { _csrf: await token() });
    assert.equal(answer.status, 303);
    assert.match(textOf((await admin.get(PAGE)).body), /setup fails half-way/);
    assert.equal(await site.fault('throws-in-setup'), 'never enabled');
  });

  it('should enable one at once, without a restart, and keep a record of it', async () => {
    const answer = await admin.post(`${PAGE}/greeting/enable`, { _csrf: await token() });
    assert.equal(answer.status, 303);
    assert.equal((await villani.get('/x/greeting/')).status, 200);
    assert.match(textOf((await admin.get(PAGE)).body), /\/x\/greeting\//);
    assert.ok((await actions()).includes('extension.enabled'));
  });

  it('should, of its settings, refuse what a setting cannot be, keep what was typed and write nothing', async () => {
    const answer = await admin.submit(`${PAGE}/greeting`, { word: 'Ciao', times: '<b>7', isLoud: 'true', key: '' });
    assert.equal(answer.status, 422);
    assert.match(answer.body, /value="&lt;b&gt;7"/);
    assert.match(answer.body, /id="f-times-error"/);
    assert.match(textOf((await villani.get('/x/greeting/')).body), /Buongiorno Francesco/);
  });

  it('should, of its settings, hold at once, and tell in the record only which were changed', async () => {
    const typed = { word: 'Ciao', times: '2', isLoud: 'false', key: 'a very secret key' };
    const answer = await admin.submit(`${PAGE}/greeting`, typed);
    assert.equal(answer.status, 303);
    assert.match(textOf((await villani.get('/x/greeting/')).body), /Ciao Francesco/);
    const [line] = await site.portal.stores.audit.list({ action: 'extension.settingsChanged' }, 1);
    assert.deepEqual(line?.details, { settings: ['word', 'times', 'key'] });
    assert.equal(JSON.stringify(site.lines).includes('a very secret key'), false);
  });

  it('should, of its settings, never show a secret again, and keep it when its field is left empty', async () => {
    const { body } = await admin.get(`${PAGE}/greeting`);
    assert.equal(body.includes('a very secret key'), false);
    await admin.submit(`${PAGE}/greeting`, { word: 'Ciao', times: '3', isLoud: 'false', key: '' });
    const stored = (await site.portal.extensions.store.find('greeting'))?.settings;
    assert.equal(stored?.get('key'), 'a very secret key');
  });

  it('should, of its settings, tell the second of two administrators, whose text stays', async () => {
    const { hidden } = await admin.form(`${PAGE}/greeting`);
    await admin.submit(`${PAGE}/greeting`, { word: 'Salve', times: '1', isLoud: 'false', key: '' });
    const answer = await admin.post(`${PAGE}/greeting`, { ...hidden, word: 'Addio', times: '1', isLoud: 'false' });
    assert.equal(answer.status, 409);
    assert.match(answer.body, /value="Addio"/);
    assert.match(textOf((await villani.get('/x/greeting/')).body), /Salve Francesco/);
  });

  it('should show in another process within its own look, and go there likewise', async () => {
    const sister = await openSister(site);
    try {
      assert.ok(sister.extensions.registries.routes.of('greeting').length > 0, 'there since the start');
      await admin.post(`${PAGE}/greeting/disable`, { _csrf: await token() });
      assert.equal((await villani.get('/x/greeting/')).status, 404);
      await sister.extensions.host.look();
      assert.deepEqual(sister.extensions.registries.routes.of('greeting'), []);
      await admin.post(`${PAGE}/greeting/enable`, { _csrf: await token() });
      await sister.extensions.host.look();
      assert.ok(sister.extensions.registries.routes.of('greeting').length > 0);
    } finally {
      await sister.stop();
    }
  });

  it('should disable one and keep what it stored', async () => {
    const before = await site.portal.host.knex('portal_x_greeting__visit').select('id');
    await admin.post(`${PAGE}/greeting/disable`, { _csrf: await token() });
    assert.equal((await villani.get('/x/greeting/')).status, 404);
    assert.ok((await actions()).includes('extension.disabled'));
    assert.equal((await site.portal.host.knex('portal_x_greeting__visit').select('id')).length >= before.length, true);
    assert.equal((await site.portal.extensions.store.find('greeting'))?.settings.get('word'), 'Salve');
  });
});
