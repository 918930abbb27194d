import assert from 'node:assert/strict';
import { signInAdmin } from '../../support/admin.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { openSite, type TestSite, textOf, type Visitor } from '../../support/visitor.js';

eachPortal('The settings’ page', (buildPortal) => {
  let built: TestPortal;
  let site: TestSite;
  let admin: Visitor;

  beforeEach(async () => {
    built = await buildPortal();
    site = await openSite(built);
    admin = await signInAdmin(site, built);
  });
  afterEach(async () => {
    await site.close();
    await built.close();
  });

  it('should change what the portal does at once, and keep a record of it', async () => {
    const answer = await admin.submit('/admin/settings', { interface: '1', graceDays: '14' });
    assert.equal(answer.status, 303);
    assert.equal(built.portal.settings.interface, 1);
    const [line] = await built.portal.stores.audit.list({ action: 'settings.changed' }, 1);
    assert.deepEqual(line?.details, { interface: { from: '2', to: '1' }, graceDays: { from: 0, to: 14 } });
    await admin.submit('/admin/settings', { interface: '2', graceDays: '0' });
    const left = await built.portal.stores.settings.all();
    assert.equal(left.has('interface') || left.has('graceDays'), false, 'the shipped value is no row');
  });

  it('should refuse what a setting cannot be, keep what was typed and write nothing', async () => {
    const answer = await admin.submit('/admin/settings', { interface: '1', graceDays: '<b>7' });
    assert.equal(answer.status, 422);
    assert.match(answer.body, /value="&lt;b&gt;7"/);
    assert.match(answer.body, /id="f-graceDays-error"/);
    assert.equal(built.portal.settings.interface, 2);
    assert.deepEqual(
      [...(await built.portal.stores.settings.all()).keys()].filter((key) => key === 'interface'),
      [],
    );
  });

  it('should tell the second of two administrators, whose text stays', async () => {
    const stale = await admin.form('/admin/settings');
    await admin.submit('/admin/settings', { graceDays: '3' });
    const answer = await admin.post('/admin/settings', { ...stale.hidden, graceDays: '9' });
    assert.equal(answer.status, 409);
    assert.match(answer.body, /value="9"/);
    assert.equal(built.portal.settings.graceDays, 3);
    const form = await admin.form('/admin/settings');
    assert.equal((await admin.post('/admin/settings', { ...form.hidden, graceDays: '9' })).status, 303);
  });

  it('should let one of two win who save in the same instant', async () => {
    const { hidden } = await admin.form('/admin/settings');
    const saves = ['11', '12', '13', '14'].map((graceDays) => admin.post('/admin/settings', { ...hidden, graceDays }));
    const statuses = (await Promise.all(saves)).map(({ status }) => status).sort();
    assert.deepEqual(statuses, [303, 409, 409, 409]);
    assert.equal((await built.portal.stores.audit.list({ action: 'settings.changed' }, 10)).length, 1);
    const { hidden: sender } = await admin.form('/admin/mails/sender');
    const names = ['Uno', 'Due', 'Tre'].map((senderName) =>
      admin.post('/admin/mails/sender', { ...sender, senderName, replyTo: '', accessTemplate: '0' }),
    );
    assert.deepEqual((await Promise.all(names)).map(({ status }) => status).sort(), [303, 409, 409]);
  });

  it('should give back what was typed when the session is over, and to nobody else’s page', async () => {
    const { hidden } = await admin.form('/admin/settings');
    await built.portal.host.knex('portal_admin_session').delete();
    const typed = { ...hidden, senderName: 'Assistenza Rossi', graceDays: '7' };
    const answer = await admin.post('/admin/settings', typed, { Origin: new URL(built.url).origin });
    assert.equal(answer.status, 401);
    assert.match(answer.body, /Assistenza Rossi/);
    assert.match(answer.body, /\/admin\/sign-in/);
    const stranger = site.visitor();
    const stale = await stranger.post('/admin/settings', typed, { Origin: new URL(built.url).origin });
    assert.equal(stale.status, 403);
    assert.match(stale.body, /Assistenza Rossi/);
    const foreign = await stranger.post('/admin/settings', typed, { Origin: 'https://evil.example' });
    assert.doesNotMatch(foreign.body, /Assistenza Rossi/);
  });

  it('should be nobody else’s', async () => {
    const customer = await site.signIn(built.villani);
    assert.equal((await customer.get('/admin/settings')).status, 303);
    assert.equal((await customer.post('/admin/settings', { graceDays: '90' })).status, 403);
  });

  it('should show in the record of changes what customers did and were refused', async () => {
    const customer = await site.signIn(built.villani);
    await customer.get('/HelpDesk/999999');
    const page = await admin.get('/admin/audit');
    assert.equal(page.status, 200);
    const text = textOf(page.body);
    for (const words of [/Villani/, /\/HelpDesk\/999999/, /127\.0\.0\.1/]) assert.match(text, words);
    const only = await admin.get('/admin/audit?action=access.denied&q=helpdesk');
    assert.match(textOf(only.body), /\/HelpDesk\/999999/);
    const rows = textOf(/<tbody[\s\S]*<\/tbody>/.exec(only.body)?.[0] ?? '');
    assert.match(rows, /HelpDesk\/999999/);
    assert.doesNotMatch(rows, /Password|entrato|signed in/);
    assert.match(
      textOf((await admin.get('/admin/audit?from=01-01-2001&to=02-01-2001')).body),
      /Nessuna voce|No entries/,
    );
    assert.equal((await admin.get('/admin/audit?page=0')).status, 400);
  });

  it('should export the record of changes without formulas', async () => {
    await site.visitor().submit('/admin/sign-in', { user: '=cmd|x', password: 'x' });
    const file = await admin.get('/admin/audit.csv?action=admin.signInFailed');
    assert.match(String(file.headers['content-type']), /text\/csv/);
    assert.match(file.body, /'=cmd\|x/);
    assert.equal((await site.visitor().get('/admin/audit.csv')).status, 303);
  });
});
