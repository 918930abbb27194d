import assert from 'node:assert/strict';
import { signInAdmin } from '../support/admin.js';
import { eachPortal } from '../support/build-portal.js';
import { openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { type SiteAnswer, textOf, type Visitor } from '../support/visitor.js';

eachPortal('colleagues', (buildPortal) => {
  let on: TicketSite;
  let villani: Visitor;
  let admin: Visitor;
  /** Two contacts of Villani's company, and one of another. */
  let first: number;
  let second: number;
  let stranger: number;

  before(async () => {
    on = await openTicketSite(buildPortal);
    villani = on.villani;
    admin = await signInAdmin(on.site, on.test);
    const { accountid } = await contact(on.test.villani.contactId);
    stranger = on.test.torri.contactId;
    const others: number[] = await on
      .knex('vte_contactdetails as c')
      .join('vte_crmentity as e', 'e.crmid', 'c.contactid')
      .where({ 'e.deleted': 0 })
      .whereNotIn('c.contactid', [on.test.villani.contactId, stranger])
      .orderBy('c.contactid')
      .limit(2)
      .pluck('c.contactid');
    [first = 0, second = 0] = others;
    await on.knex('vte_contactdetails').whereIn('contactid', others).update({ accountid });
  });
  after(() => on?.close());

  const contact = (id: number) => on.knex('vte_contactdetails').where({ contactid: id }).first();
  const access = (id: number) => on.knex('vte_customerdetails').where({ customerid: id }).first();

  beforeEach(async () => {
    for (const table of ['portal_manager', 'portal_suspension', 'portal_audit', 'portal_mail', 'portal_throttle'])
      await on.knex(table).delete();
    const ids = [first, second];
    await on.knex('vte_portalinfo').whereIn('id', ids).delete();
    await on.knex('vte_customerdetails').whereIn('customerid', ids).update({ portal: '0', support_end_date: null });
    for (const id of ids)
      await on
        .knex('vte_contactdetails')
        .where({ contactid: id })
        .update({ email: `persona${id}@bellavista.example` });
  });

  const mark = async (id: number, fields: Readonly<Record<string, string>> = {}): Promise<SiteAnswer> =>
    admin.submit(`/admin/contacts/${id}/manager`, { manager: '1', most: '', profile: '', ...fields });
  /** As a browser does it: the question, then the answer. */
  const act = async (id: number, action: string, visitor = villani): Promise<SiteAnswer> =>
    visitor.submit(`/colleagues/${id}/confirm/${action}`, {}, `/colleagues/${id}/${action}`);
  const actions = async (): Promise<string[]> =>
    (await on.knex('portal_audit').where('action', 'like', 'colleague.%').orderBy('id')).map((row) => row.action);
  const page = async (): Promise<string> => textOf((await villani.get('/colleagues')).body);

  it('should not exist for anybody who is not marked', async () => {
    for (const path of ['/colleagues', `/colleagues/${first}/confirm/invite`])
      assert.equal((await villani.get(path)).status, 404, path);
    const { hidden } = await villani.form('/HelpDesk/new');
    assert.equal((await villani.post(`/colleagues/${first}/invite`, hidden)).status, 404);
    assert.equal((await access(first))?.portal, '0');
    assert.equal((await on.site.visitor().get('/colleagues')).status, 303, 'a visitor is asked to sign in');
  });

  it('should let a manager invite a colleague, who gets the access data and no longer than the manager', async () => {
    assert.equal((await mark(on.test.villani.contactId)).status, 303);
    const text = await page();
    assert.match(text, /Colleghi/);
    assert.match(text, new RegExp(`persona${first}@bellavista.example`));
    assert.doesNotMatch(text, /torri/i, 'nobody of another company');
    const question = await villani.get(`/colleagues/${first}/confirm/invite`);
    assert.match(textOf(question.body), new RegExp(`persona${first}@bellavista.example`));
    const done = await act(first, 'invite');
    assert.deepEqual([done.status, done.location], [303, '/colleagues']);
    const own = await access(on.test.villani.contactId);
    const given = await access(first);
    assert.equal(given.portal, '1');
    assert.equal(String(given.support_end_date).slice(0, 10), String(own.support_end_date).slice(0, 10));
    const mails = await on.knex('portal_mail').where({ kind: 'activation', contact_id: first });
    assert.equal(mails.length, 1);
    assert.match(await page(), /Invitato/);
    assert.deepEqual(await actions(), ['colleague.invited']);
    const [line] = await on.knex('portal_audit').where({ action: 'colleague.invited' });
    assert.deepEqual([line.actor_kind, line.actor_id, line.contact_id], ['customer', on.test.villani.contactId, first]);
    const card = textOf((await admin.get(`/admin/contacts/${first}/manager`)).body);
    assert.match(card, /Villani (ha invitato|invited)/);
  });

  it('should send the link again, at most three times an hour, and suspend and invite anew', async () => {
    await mark(on.test.villani.contactId);
    await act(first, 'invite');
    assert.equal((await act(first, 'link')).status, 303);
    assert.equal((await on.knex('portal_mail').where({ kind: 'activation', contact_id: first })).length, 2);
    for (let time = 2; time <= 3; time += 1) assert.equal((await act(first, 'link')).status, 303);
    assert.equal((await act(first, 'link')).status, 429);
    assert.equal((await act(first, 'suspend')).status, 303);
    assert.equal((await access(first)).portal, '0');
    assert.match(await page(), /Sospeso/);
    assert.equal((await act(first, 'invite')).status, 303);
    assert.equal((await access(first)).portal, '1');
    assert.deepEqual((await on.knex('portal_suspension')).length, 0);
  });

  it('should do a form once, however often it is sent', async () => {
    await mark(on.test.villani.contactId);
    const { hidden } = await villani.form(`/colleagues/${first}/confirm/invite`, `/colleagues/${first}/invite`);
    const answers = await Promise.all([1, 2, 3].map(() => villani.post(`/colleagues/${first}/invite`, hidden)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303, 303],
    );
    assert.deepEqual(await actions(), ['colleague.invited']);
    assert.equal((await on.knex('portal_mail').where({ kind: 'activation', contact_id: first })).length, 1);
  });

  it('should keep the limit, also of parallel invitations', async () => {
    await mark(on.test.villani.contactId, { most: '1' });
    assert.match(await page(), /Inviti disponibili: 1/);
    const forms = await Promise.all(
      [first, second].map((id) => villani.form(`/colleagues/${id}/confirm/invite`, `/colleagues/${id}/invite`)),
    );
    const answers = await Promise.all(forms.map(({ action, hidden }) => villani.post(action, hidden)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 422]);
    const refused = answers.find(({ status }) => status === 422);
    assert.match(textOf(refused?.body ?? ''), /Hai usato tutti gli inviti/);
    assert.deepEqual(await actions(), ['colleague.invited']);
    assert.equal((await villani.get(`/colleagues/${second}/confirm/invite`)).status, 422);
  });

  it('should leave alone oneself, other managers, other companies and whom the staff shut out', async () => {
    await mark(on.test.villani.contactId);
    await act(first, 'invite');
    await mark(first);
    const suspend = async (id: number): Promise<number> =>
      (await act(id, 'suspend').catch(() => ({ status: 0 }))).status;
    const { hidden } = await villani.form('/HelpDesk/new');
    const post = async (id: number, action: string): Promise<number> =>
      (await villani.post(`/colleagues/${id}/${action}`, { _csrf: hidden._csrf ?? '', _key: key() })).status;
    assert.equal(await post(on.test.villani.contactId, 'suspend'), 422, 'oneself');
    assert.equal(await post(first, 'suspend'), 422, 'another manager');
    assert.equal(await post(stranger, 'suspend'), 404, 'another company');
    assert.equal(await post(999999, 'suspend'), 404, 'nobody');
    assert.equal(await post(first, 'delete'), 404, 'no such action');
    assert.equal(await suspend(first), 0, 'nor is there a form');
    assert.equal((await access(first)).portal, '1');
    await on
      .knex('vte_portalinfo')
      .insert({ id: second, user_name: 'x@y.example', user_password: '', type: 'C', isactive: 0 });
    assert.match(await page(), /Chiuso dall’assistenza/);
    assert.equal(await post(second, 'invite'), 422, 'whom the staff shut out');
    await on.knex('vte_portalinfo').where({ id: second }).delete();
    await on.knex('vte_contactdetails').where({ contactid: second }).update({ email: '' });
    assert.match(await page(), /Senza email/);
    assert.equal(await post(second, 'invite'), 422, 'without an address');
  });

  it('should not give back what the staff took away after a suspension of the manager’s', async () => {
    await mark(on.test.villani.contactId);
    await act(first, 'invite');
    await act(first, 'suspend');
    const { hidden } = await villani.form(`/colleagues/${first}/confirm/invite`, `/colleagues/${first}/invite`);
    const staff = (fields: Readonly<Record<string, string>>) =>
      admin.submit(`/admin/contacts/${first}`, fields, `/admin/contacts/${first}`);
    assert.equal((await staff({ access: '1', start: '', end: '2099-12-31', profile: '' })).status, 303);
    assert.equal((await staff({ start: '', end: '2099-12-31', profile: '' })).status, 303);
    assert.equal((await access(first)).portal, '0');
    assert.equal((await villani.post(`/colleagues/${first}/invite`, hidden)).status, 422);
    assert.equal((await access(first)).portal, '0');
  });

  it('should not stand in the record as an administrator’s doing', async () => {
    await mark(on.test.villani.contactId);
    await act(first, 'invite');
    await act(first, 'suspend');
    const lines = await on.knex('portal_audit').where({ contact_id: first }).whereNot({ action: 'access.denied' });
    assert.ok(lines.length > 2);
    assert.deepEqual(
      lines.filter((line) => line.actor_kind === 'admin').map((line) => line.action),
      [],
    );
  });

  it('should be over with the mark, and with another company', async () => {
    const { contactId } = on.test.villani;
    await mark(contactId);
    assert.equal((await villani.get('/colleagues')).status, 200);
    await admin.submit(`/admin/contacts/${contactId}/manager`, { most: '', profile: '' });
    assert.equal((await villani.get('/colleagues')).status, 404);
    const marked = await on.knex('portal_audit').where('action', 'like', 'manager.%').orderBy('id').pluck('action');
    assert.deepEqual(marked, ['manager.marked', 'manager.unmarked']);
    await mark(contactId);
    await on.knex('portal_manager').update({ account_id: 424242 });
    assert.equal((await villani.get('/colleagues')).status, 404, 'marked for another company');
  });

  it('should refuse wrong limits with what was typed, and strangers to the administration', async () => {
    const refused = await mark(on.test.villani.contactId, { most: '<b>', profile: 'nobody' });
    assert.equal(refused.status, 422);
    assert.match(refused.body, /value="&lt;b&gt;"/);
    assert.match(textOf(refused.body), /(Scrivi un numero da|Write a number from) 1/);
    assert.equal((await on.knex('portal_manager')).length, 0);
    const path = `/admin/contacts/${on.test.villani.contactId}/manager`;
    assert.equal((await villani.get(path)).location.startsWith('/admin/sign-in'), true, 'no customer gets in');
  });

  let keys = 0;
  function key(): string {
    keys += 1;
    return `key${String(keys).padStart(21, '0')}`;
  }
});
