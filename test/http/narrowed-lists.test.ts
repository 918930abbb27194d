import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { parseCsv } from '../support/csv.js';
import { countStatements } from '../support/statements.js';
import { changeProfile, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { linksOf, textOf, type Visitor } from '../support/visitor.js';

const LIST_LIMIT = 8;

eachPortal('lists of related records', (buildPortal, hostName) => {
  let on: TicketSite;
  let torri: Visitor;
  let quote: { quoteid: number; quote_no: string; subject: string };

  before(async () => {
    on = await openTicketSite(buildPortal);
    torri = await on.site.signIn(on.test.torri);
    quote = await on.knex('vte_quotes').where('contactid', on.test.villani.contactId).orderBy('quoteid').first();
  });
  after(() => on?.close());

  const idsOf = (body: string, module: string): number[] => {
    const links = linksOf(/<tbody[\s\S]*<\/tbody>/.exec(body)?.[0] ?? '');
    const ids = links.flatMap((href) => new RegExp(`^/portal/${module}/(\\d+)$`).exec(href)?.[1] ?? []);
    return [...new Set(ids.map(Number))];
  };

  async function related(module: string, key: string, visitor = on.villani): Promise<number[]> {
    const { status, body } = await visitor.get(`/${module}?related=${key}&size=100`);
    assert.equal(status, 200, `${module} ${key}`);
    return idsOf(body, module).sort((left, right) => left - right);
  }

  it('should show one to many and many to many, as the card on the record’s page does', async () => {
    const { contactId } = on.test.villani;
    const tickets: number[] = await on
      .knex('vte_troubletickets as t')
      .join('vte_crmentity as e', 'e.crmid', 't.ticketid')
      .where({ 't.parent_id': contactId, 'e.deleted': 0 })
      .orderBy('t.ticketid')
      .pluck('t.ticketid');
    assert.deepEqual(await related('HelpDesk', `Contacts.${contactId}`), tickets);
    const lines: number[] = await on.knex('vte_inventoryproductrel').where('id', quote.quoteid).pluck('productid');
    const sold: number[] = await on
      .knex('vte_crmentity')
      .whereIn('crmid', lines)
      .where({ setype: 'Products', deleted: 0 })
      .orderBy('crmid')
      .pluck('crmid');
    const [product = 0] = sold;
    assert.ok((await related('Quotes', `Products.${product}`)).includes(quote.quoteid));
  });

  it('should say whose records they are, lead back, and keep it in every address of the page', async () => {
    const key = `Contacts.${on.test.villani.contactId}`;
    const { body } = await on.villani.get(`/HelpDesk?related=${key}&size=10`);
    const { contact_no } = await on.knex('vte_contactdetails').where('contactid', on.test.villani.contactId).first();
    assert.match(textOf(body), new RegExp(`Collegati a: ${contact_no}`));
    assert.match(
      body,
      new RegExp(`<p class="p-parent">Collegati a <a href="/portal/Contacts/${on.test.villani.contactId}">`),
    );
    assert.match(body, new RegExp(`<input type="hidden" name="related" value="${key.replace('.', '\\.')}">`));
    const links = linksOf(body).filter((href) => href.startsWith('/portal/HelpDesk?') || href.includes('.csv'));
    const without = links.filter((href) => !href.includes(`related=${key}`));
    assert.deepEqual(
      without,
      ['/portal/HelpDesk?size=10', '/portal/HelpDesk?size=10'],
      'only the two that take it off',
    );
  });

  it('should export what it shows', async () => {
    await changeProfile(on.test, ({ modules }) => ({
      modules: modules.map((rule) => ({ ...rule, permissions: { ...rule.permissions, export: true } })),
    }));
    const key = `Contacts.${on.test.villani.contactId}`;
    const shown = await related('HelpDesk', key);
    const { body } = await on.villani.get(`/HelpDesk.csv?related=${key}`);
    assert.equal(parseCsv(body).length, shown.length + 1);
    assert.equal((await torri.get(`/HelpDesk.csv?related=${key}`)).status, 404);
  });

  it('should be the same 404 for what is not there, not the visitor’s, off, or not related at all', async () => {
    const { contactId } = on.test.villani;
    const key = `Contacts.${contactId}`;
    const missing = await on.villani.get('/HelpDesk?related=Contacts.999999999');
    assert.equal(missing.status, 404);
    const strange = [
      'Contacts.2147483999',
      `Contacts.${on.test.torri.contactId}`,
      'Nowhere.5',
      'Users.1',
      `Quotes.${contactId}`,
    ];
    for (const other of strange) {
      const answer = await on.villani.get(`/HelpDesk?related=${other}`);
      assert.deepEqual([answer.status, textOf(answer.body)], [404, textOf(missing.body)], other);
    }
    assert.equal((await on.villani.get(`/Faq?related=${key}`)).status, 404, 'no such relation');
    assert.equal((await on.villani.get(`/HelpDesk?related=${key}.999`)).status, 404, 'no such list');
    assert.equal((await on.villani.get('/HelpDesk?related=Contacts')).status, 400);
    assert.equal((await torri.get(`/HelpDesk?related=${key}`)).status, 404);
    await changeProfile(on.test, ({ modules }) => ({ modules: modules.filter(({ module }) => module !== 'Quotes') }));
    assert.equal((await on.villani.get(`/Products?related=Quotes.${quote.quoteid}`)).status, 404);
  });

  it('should show nothing outside the list’s own scope, and no relation by a field that is not shown', async () => {
    const { contactId } = on.test.villani;
    const foreign = await on.knex('vte_troubletickets').where('parent_id', on.test.torri.contactId).first();
    await on
      .knex('vte_crmentityrel')
      .insert({ crmid: contactId, module: 'Contacts', relcrmid: foreign.ticketid, relmodule: 'HelpDesk' });
    assert.equal((await related('HelpDesk', `Contacts.${contactId}`)).includes(foreign.ticketid), false);
    const { projectid } = await on.knex('vte_project').orderBy('projectid').first();
    const tasks = `/ProjectTask?related=ProjectPlan.${projectid}`;
    assert.ok(idsOf((await on.villani.get(tasks)).body, 'ProjectTask').length > 0);
    const hide = { projectid: { shown: false, form: 'hidden' as const } };
    await changeProfile(on.test, ({ modules }) => ({
      modules: modules.map((rule) =>
        rule.module === 'ProjectTask' ? { ...rule, fields: { ...rule.fields, ...hide } } : rule,
      ),
    }));
    assert.deepEqual(idsOf((await on.villani.get(tasks)).body, 'ProjectTask'), []);
  });

  it('should ask extensions about the record as its page does', async () => {
    const { contactId } = on.test.villani;
    const takeBack = on.test.portal.hooks.onFilter('test', 'record.beforeShow', (record) => {
      seen.push(`${record.module}.${record.id}`);
      return undefined;
    });
    const seen: string[] = [];
    await on.villani.get(`/HelpDesk?related=Contacts.${contactId}`);
    takeBack();
    assert.deepEqual(seen, [`Contacts.${contactId}`]);
  });

  it(`should take at most ${LIST_LIMIT} statements`, async () => {
    for (const module of ['HelpDesk', 'Documents']) {
      const path = `/${module}?related=Contacts.${on.test.villani.contactId}&size=10`;
      const taken = await countStatements(on.knex, () => on.villani.get(path));
      assert.ok(taken.length <= LIST_LIMIT, `${path}\n${taken.join('\n')}`);
    }
  });

  if (hostName === 'SQLite') return;

  describe('appointments', () => {
    const today = (): string => on.test.portal.host.wallClock.today();
    const day = (offset: number): string =>
      new Date(Date.parse(`${today()}T00:00:00Z`) + offset * 86_400_000).toISOString().slice(0, 10);
    let next = 840_000;

    async function addEvent(subject: string, columns: Readonly<Record<string, unknown>>): Promise<number> {
      next += 1;
      const times = { createdtime: '2026-10-02 10:00:00', modifiedtime: '2026-10-02 10:00:00' };
      const { knex, test } = on;
      await knex('vte_crmentity').insert({
        crmid: next,
        setype: 'Calendar',
        smownerid: 1,
        smcreatorid: 1,
        deleted: 0,
        ...times,
      });
      const event = { activitytype: 'Meeting', eventstatus: 'Planned', visibility: 'Standard', location: 'Verona' };
      await knex('vte_activity').insert({ activityid: next, subject, ...event, ...columns });
      await knex('vte_cntactivityrel').insert({ contactid: test.villani.contactId, activityid: next });
      return next;
    }

    before(async () => {
      await changeProfile(on.test, ({ modules }) => ({
        modules: [...modules, { module: 'Calendar', scope: 'own', permissions: { view: true } }],
      }));
      await addEvent('Ieri', { date_start: day(-1), time_start: '10:00', due_date: day(-1), time_end: '11:00' });
      await addEvent('Più tardi', { date_start: day(2), time_start: '15:00', due_date: day(2), time_end: '16:00' });
      await addEvent('Prima', { date_start: day(2), time_start: '09:00', due_date: day(2), time_end: '10:00' });
      await addEvent('Oggi', { date_start: today(), time_start: '00:01', due_date: today(), time_end: '00:02' });
      await addEvent('In corso', { date_start: day(-5), due_date: day(5) });
      await addEvent('Senza fine', { date_start: day(-2), due_date: '0000-00-00' });
      await addEvent('Senza date', { date_start: '0000-00-00', due_date: null });
    });

    const titles = async (query: string): Promise<string[]> => {
      const { status, body } = await on.villani.get(`/Calendar${query}`);
      assert.equal(status, 200, query);
      return (body.match(/<a class="p-title"[\s\S]*?<\/a>/g) ?? []).map(textOf);
    };

    it('should begin with the next one, and keep what is over apart', async () => {
      assert.deepEqual(await titles(''), ['In corso', 'Oggi', 'Prima', 'Più tardi']);
      assert.deepEqual(await titles('?when=past'), ['Ieri', 'Senza fine', 'Senza date']);
      assert.equal((await titles('?when=all')).length, 7);
      assert.equal((await on.villani.get('/Calendar?when=never')).status, 400);
      assert.equal((await on.villani.get('/HelpDesk?when=past')).status, 400);
    });

    it('should keep the part in its addresses, each part in its own order', async () => {
      const { body } = await on.villani.get('/Calendar?when=past&q=e');
      assert.match(body, /<input type="hidden" name="when" value="past">/);
      const parts = linksOf(body).filter((href) => /when=(upcoming|all)/.test(href));
      assert.ok(parts.length >= 2 && parts.every((href) => !href.includes('sort=') && href.includes('q=e')));
    });

    it('should say when there is nothing ahead', async () => {
      const text = textOf((await torri.get('/Calendar')).body);
      assert.match(text, /Niente in programma/);
      assert.match(text, /Vedi quelli passati/);
    });

    it('should head the page with when, where and with whom, as far as it is shown', async () => {
      const id = await addEvent('Riunione', {
        date_start: '2026-11-30',
        time_start: '09:00',
        due_date: '2026-11-30',
        time_end: '10:30',
      });
      const text = textOf((await on.villani.get(`/Calendar/${id}`)).body);
      assert.match(text, /Quando lunedì 30-11-2026, 09:00–10:30 Dove Verona Con chi Administrator/);
      await changeProfile(on.test, ({ modules }) => ({
        modules: modules.map((rule) =>
          rule.module === 'Calendar' ? { ...rule, fields: { location: { shown: false, form: 'hidden' } } } : rule,
        ),
      }));
      assert.doesNotMatch(textOf((await on.villani.get(`/Calendar/${id}`)).body), /Verona/);
    });

    it(`should take at most ${LIST_LIMIT} statements`, async () => {
      const taken = await countStatements(on.knex, () => on.villani.get('/Calendar?size=10'));
      assert.ok(taken.length <= LIST_LIMIT, taken.join('\n'));
    });
  });
});
