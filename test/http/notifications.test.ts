import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { addColleague } from '../support/colleague.js';
import {
  changeProfile,
  changeTicketRule,
  createTicket,
  openTicketSite,
  type TicketSite,
} from '../support/ticket-site.js';
import { type Fields, formOf, type SiteAnswer, textOf, type Visitor } from '../support/visitor.js';

const PAGE = '/me/notifications';
const TOPICS = ['tickets', 'comments', 'status', 'documents', 'quotes', 'invoices', 'access'];

eachPortal('notifications of a customer', (buildPortal) => {
  let on: TicketSite;
  let villani: Visitor;
  let torri: Visitor;
  let ticket: number;
  before(async () => {
    on = await openTicketSite(buildPortal);
    villani = on.villani;
    torri = await on.site.signIn(on.test.torri);
    ticket = await createTicket(villani, 'Nastro fermo <b>ora</b>');
  });
  after(() => on?.close());
  beforeEach(async () => {
    for (const table of ['portal_mail_choice', 'portal_mail_preference', 'portal_ticket_mute'])
      await on.knex(table).delete();
  });

  const choices = async (contactId = on.test.villani.contactId): Promise<Record<string, string>> => {
    const rows = await on.knex('portal_mail_choice').where({ contact_id: contactId });
    return Object.fromEntries(rows.map(({ topic, mode }) => [topic, mode]));
  };
  const muted = (): Promise<number[]> =>
    on.knex('portal_ticket_mute').where({ contact_id: on.test.villani.contactId }).pluck('ticket_id');
  const all = (mode: string, more: Fields = {}): Fields => ({
    ...Object.fromEntries(TOPICS.map((topic) => [topic, mode])),
    ...more,
  });
  const selected = (html: string, topic: string): string => {
    const select = new RegExp(`<select[^>]*id="f-${topic}"[\\s\\S]*?</select>`).exec(html)?.[0] ?? '';
    return /<option value="(\w+)" selected/.exec(select)?.[1] ?? '';
  };

  it('should offer every topic at once until something else is chosen, and lead there from the profile', async () => {
    const { body, status } = await villani.get(PAGE);
    assert.equal(status, 200);
    for (const topic of TOPICS) assert.equal(selected(body, topic), 'now', topic);
    assert.match(textOf(body), /Le email sulla password e sugli accessi arrivano sempre/);
    assert.match(textOf(body), /lunedì, ore 08:00/);
    assert.match((await villani.get('/me')).body, /href="\/portal\/me\/notifications"/);
  });

  it('should keep what was chosen, and forget what is ordinary again', async () => {
    const saved = await villani.submit(PAGE, all('now', { comments: 'daily', invoices: 'off', bare: '1' }));
    assert.deepEqual([saved.status, saved.location], [303, PAGE]);
    assert.deepEqual(await choices(), { comments: 'daily', invoices: 'off' });
    const { body } = await villani.get(PAGE);
    assert.deepEqual(
      [selected(body, 'comments'), selected(body, 'invoices'), selected(body, 'status')],
      ['daily', 'off', 'now'],
    );
    assert.match(body, /id="f-bare"[^>]* checked/);
    await villani.submit(PAGE, all('now', { invoices: 'weekly' }));
    assert.deepEqual(await choices(), { invoices: 'weekly' });
    assert.doesNotMatch((await villani.get(PAGE)).body, /id="f-bare"[^>]* checked/);
  });

  it('should be each customer’s own', async () => {
    await villani.submit(PAGE, all('off'));
    assert.deepEqual(await choices(on.test.torri.contactId), {});
    assert.equal(selected((await torri.get(PAGE)).body, 'comments'), 'now');
    await torri.submit(PAGE, all('weekly'));
    assert.equal((await choices()).comments, 'off');
  });

  it('should show again, beside its field, what cannot be chosen, and keep nothing of the form', async () => {
    const { hidden } = await villani.form(PAGE);
    const wrong = await villani.post(PAGE, { ...hidden, ...all('daily', { quotes: 'hourly', bare: '1' }) });
    assert.equal(wrong.status, 422);
    assert.match(wrong.body, /id="f-quotes"[^>]*aria-invalid="true"/);
    assert.match(wrong.body, /id="f-quotes-error"/);
    assert.equal(selected(wrong.body, 'comments'), 'daily');
    assert.match(wrong.body, /id="f-bare"[^>]* checked/);
    assert.deepEqual(await choices(), {});
    for (const fields of [all(''), all('now', { status: '__proto__' }), hidden])
      assert.equal((await villani.post(PAGE, { ...hidden, ...fields })).status, 422);
    const twice = [...Object.entries({ ...hidden, ...all('now') }), ['status', 'off'] as const];
    assert.equal((await villani.post(PAGE, twice)).status, 400);
    assert.deepEqual(await choices(), {});
  });

  it('should take nothing without the page’s token or a session', async () => {
    assert.equal((await villani.post(PAGE, all('off'))).status, 403);
    assert.equal((await villani.post(`/HelpDesk/${ticket}/mute`, { mute: '1' })).status, 403);
    assert.equal((await on.site.visitor().get(PAGE)).location, `/sign-in?next=${encodeURIComponent(`/portal${PAGE}`)}`);
    assert.deepEqual([await choices(), await muted()], [{}, []]);
  });

  it('should not ask about what the profile keeps from the customer, nor touch it', async () => {
    await villani.submit(PAGE, all('daily'));
    const show = (view: boolean): Promise<void> =>
      changeProfile(on.test, ({ modules }) => ({
        modules: modules.map((rule) =>
          rule.module === 'Quotes' ? { ...rule, permissions: { ...rule.permissions, view } } : rule,
        ),
      }));
    await show(false);
    const { body } = await villani.get(PAGE);
    const saved = await villani.submit(PAGE, all('weekly'));
    await show(true);
    assert.deepEqual([body.includes('id="f-quotes"'), saved.status], [false, 303]);
    const { quotes, comments } = await choices();
    assert.deepEqual([quotes, comments], ['daily', 'weekly']);
  });

  describe('of one ticket', () => {
    const mute = async (visitor: Visitor, id: number, value: string): Promise<SiteAnswer> => {
      const { hidden } = await visitor.form('/HelpDesk/new');
      return visitor.post(`/HelpDesk/${id}/mute`, { _csrf: hidden._csrf ?? '', mute: value });
    };

    it('should be muted and come again on its page, by the button that is there', async () => {
      const page = `/HelpDesk/${ticket}`;
      const done = await villani.submit(page, {}, `${page}/mute`);
      assert.deepEqual([done.status, done.location, await muted()], [303, page, [ticket]]);
      const { body } = await villani.get(page);
      assert.match(textOf(body), /Non ricevi email su questa richiesta\. Torna a ricevere email/);
      await villani.submit(page, {}, `${page}/mute`);
      assert.deepEqual(await muted(), []);
      assert.match(textOf((await villani.get(page)).body), /Silenzia questa richiesta/);
    });

    it('should be muted once, however often it is asked', async () => {
      await Promise.all([1, 2, 3].map(() => mute(villani, ticket, '1')));
      assert.deepEqual(await muted(), [ticket]);
    });

    it('should be refused for a ticket one does not see, with the words for one that is not there', async () => {
      const [foreign, none] = [await mute(torri, ticket, '1'), await mute(torri, 987654321, '1')];
      assert.deepEqual([foreign.status, none.status], [404, 404]);
      assert.equal(textOf(foreign.body), textOf(none.body));
      assert.deepEqual(await on.knex('portal_ticket_mute'), []);
      for (const id of ['x', '0', '-1', '9'.repeat(40)])
        assert.equal(
          (await villani.post(`/HelpDesk/${id}/mute`, (await villani.form('/HelpDesk/new')).hidden)).status,
          404,
        );
    });

    it('should be open to a participant, for themselves alone', async () => {
      await changeTicketRule(on.test, () => ({ scope: 'own' }));
      const person = await addColleague(on);
      const colleague = await on.site.signIn(person);
      assert.equal((await mute(colleague, ticket, '1')).status, 404);
      const participation = { ticket_id: ticket, contact_id: person.contactId, added_by: on.test.villani.contactId };
      await on.knex('portal_participant').insert({ ...participation, added_at: 1 });
      assert.equal((await mute(colleague, ticket, '1')).status, 303);
      assert.deepEqual(await on.knex('portal_ticket_mute').pluck('contact_id'), [person.contactId]);
    });

    it('should be listed, and unmuted there also when the ticket is not seen any more', async () => {
      await mute(villani, ticket, '1');
      const hidden = 987654;
      await on
        .knex('portal_ticket_mute')
        .insert({ contact_id: on.test.villani.contactId, ticket_id: hidden, muted_at: 1 });
      const { body } = await villani.get(PAGE);
      assert.match(body, new RegExp(`href="/portal/HelpDesk/${ticket}">[^<]*Nastro fermo &lt;b&gt;ora`));
      assert.match(textOf(body), /Una richiesta che non vedi più/);
      const token = formOf(body, `/portal${PAGE}/unmute`)?._csrf ?? '';
      await torri.post(`${PAGE}/unmute`, { ...(await torri.form(PAGE)).hidden, ticket: String(hidden) });
      assert.equal((await muted()).length, 2, 'nobody else’s');
      await villani.post(`${PAGE}/unmute`, { _csrf: token, ticket: String(hidden) });
      assert.deepEqual(await muted(), [ticket]);
      assert.equal((await villani.post(`${PAGE}/unmute`, { _csrf: token, ticket: 'x' })).status, 303);
    });
  });

  it('should only be read by whoever may only read', async () => {
    await villani.submit(PAGE, all('daily'));
    const { hidden } = await villani.form(PAGE);
    const { contactId } = on.test.villani;
    const dates = () => on.knex('vte_customerdetails').where({ customerid: contactId });
    const { support_end_date: end } = await dates().first('support_end_date');
    const today = on.test.portal.host.wallClock.today();
    const yesterday = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
    await on.test.portal.stores.settings.write('graceDays', 30);
    await on.test.portal.settings.refresh();
    await dates().update({ support_end_date: yesterday });
    try {
      const { body } = await villani.get(PAGE);
      assert.equal(formOf(body, `/portal${PAGE}`), undefined);
      assert.match(textOf(body), /Risposte e commenti Una volta al giorno, in un riepilogo/);
      assert.equal((await villani.post(PAGE, { ...hidden, ...all('off') })).status, 403);
      assert.equal((await villani.post(`/HelpDesk/${ticket}/mute`, { ...hidden, mute: '1' })).status, 403);
      assert.equal((await villani.post(`${PAGE}/unmute`, { ...hidden, ticket: '1' })).status, 403);
      assert.doesNotMatch((await villani.get(`/HelpDesk/${ticket}`)).body, /\/mute"/);
      assert.equal((await choices()).comments, 'daily');
    } finally {
      await dates().update({ support_end_date: end });
      await on.test.portal.stores.settings.remove('graceDays');
      await on.test.portal.settings.refresh();
    }
  });

  it('should let what was held go at once when it is wanted at once', async () => {
    await villani.submit(PAGE, all('weekly'));
    const held = { kind: 'comment-added', contact_id: on.test.villani.contactId, state: 'held', gate_reason: 'choice' };
    const later = Date.now() + 86_400_000;
    await on.knex('portal_mail').insert({
      ...held,
      unique_key: 'comment-added:held:1',
      to_address: on.test.villani.email,
      language: 'it',
      data: '{}',
      message_id: '<a@b>',
      next_attempt_at: later,
      created_at: 1,
    });
    const dueAt = async (): Promise<number> =>
      Number((await on.knex('portal_mail').where({ unique_key: 'comment-added:held:1' }).first()).next_attempt_at);
    await villani.submit(PAGE, all('daily'));
    assert.equal(await dueAt(), later);
    await villani.submit(PAGE, all('daily', { comments: 'now' }));
    assert.ok((await dueAt()) <= Date.now());
  });
});
