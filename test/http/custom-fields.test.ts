import assert from 'node:assert/strict';
import { buildDumpPortal } from '../support/build-portal.js';
import { dumpsDirectory, mariadbUrl } from '../support/databases.js';
import { replay } from '../support/recorded-statements.js';
import { changeTicketRule, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { textOf, type Visitor } from '../support/visitor.js';

const NEW = '/HelpDesk/new';

/** The fields the CRM's layout editor made: what is typed, what the column gets, and how it is read in both languages. */
const CUSTOM = [
  ['cf_whs_1006', 'Traccia testo', 'Rullo è qui', 'Rullo è qui', 'Rullo è qui', 'Rullo è qui'],
  ['cf_whs_1007', 'Traccia numero', '1200', '1200', '1.200', '1,200'],
  ['cf_whs_1008', 'Traccia decimale', '2,5', '2.500', '2,5', '2.5'],
  ['cf_whs_1009', 'Traccia percento', '40', '40.00', '40 %', '40 %'],
  ['cf_whs_1010', 'Traccia importo', '99,9', '99.90', '99,90 €', '99.90 €'],
  ['cf_whs_1011', 'Traccia data', '30-11-2026', '2026-11-30', '30-11-2026', '30-11-2026'],
  ['cf_whs_1012', 'Traccia e-mail', 'a@b.example', 'a@b.example', 'a@b.example', 'a@b.example'],
  ['cf_whs_1013', 'Traccia telefono', '+39 045 1', '+39 045 1', '+39 045 1', '+39 045 1'],
  ['cf_whs_1014', 'Traccia scelta', 'Secondo', 'Secondo', 'Secondo', 'Secondo'],
  ['cf_whs_1015', 'Traccia scelte', 'Verde', 'Verde', 'Verde', 'Verde'],
  [
    'cf_whs_1016',
    'Traccia URL',
    'https://a.example/b',
    'https://a.example/b',
    'https://a.example/b',
    'https://a.example/b',
  ],
  ['cf_whs_1017', 'Traccia casella', '1', '1', 'Sì', 'Yes'],
  [
    'cf_whs_1018',
    'Traccia testo lungo',
    'riga uno\r\nriga due',
    'riga uno\r\nriga due',
    'riga uno riga due',
    'riga uno riga due',
  ],
] as const;

const names = CUSTOM.map(([name]) => name);
const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;

(isConfigured ? describe : describe.skip)('fields, labels and values made in the CRM (MariaDB)', function suite() {
  this.timeout(120_000);
  let on: TicketSite;
  let villani: Visitor;
  let english: Visitor;
  let ticket: string;

  const refresh = (): Promise<boolean> => on.test.portal.host.metadata.refresh();

  before(async () => {
    on = await openTicketSite(buildDumpPortal);
    villani = on.villani;
    english = await on.site.signIn(on.test.villani, 'en');
    await replay(on.test.config.databaseUrl, 'crm-custom-fields');
    assert.equal(await refresh(), true);
  });
  after(() => on?.close());

  it('should show them on the page at once, but in no form the profile does not open', async () => {
    const page = textOf((await villani.get('/HelpDesk/27')).body);
    for (const [, label] of CUSTOM) assert.ok(page.includes(label), label);
    const form = textOf((await villani.get(NEW)).body);
    for (const [, label] of CUSTOM) assert.ok(!form.includes(label), label);
  });

  it('should take them in the form of a new ticket and store them as the CRM does', async () => {
    await changeTicketRule(on.test, ({ fields }) => ({
      fields: {
        ...fields,
        ...Object.fromEntries(names.map((name) => [name, { shown: true, form: 'writable' as const }])),
      },
      listColumns: ['ticket_no', 'ticket_title', ...names],
    }));
    const form = textOf((await villani.get(NEW)).body);
    for (const [, label] of CUSTOM) assert.ok(form.includes(label), label);
    const fields = { ticket_title: 'Con campi', ...Object.fromEntries(CUSTOM.map(([name, , typed]) => [name, typed])) };
    const answer = await villani.submit(NEW, fields, NEW, []);
    assert.equal(answer.status, 303);
    ticket = answer.location;
    const row = await on.knex('vte_ticketcf').where('ticketid', ticket.replace('/HelpDesk/', '')).first();
    for (const [name, , , stored] of CUSTOM) assert.equal(String(row[name]), stored, name);
  });

  it('should refuse what their kind cannot hold', async () => {
    const bad = { cf_whs_1006: 'x'.repeat(41), cf_whs_1007: '1,5', cf_whs_1009: '101', cf_whs_1014: 'Quarto' };
    const answer = await villani.submit(NEW, { ticket_title: 'Male', ...bad }, NEW, []);
    assert.equal(answer.status, 422);
    for (const name of Object.keys(bad)) assert.ok(answer.body.includes(`href="#field-${name}"`), name);
  });

  it('should read them in both languages', async () => {
    const italian = textOf((await villani.get(ticket)).body);
    const other = textOf((await english.get(ticket)).body);
    for (const [name, , , , it, en] of CUSTOM) {
      assert.ok(italian.includes(it), `${name}: ${it}`);
      assert.ok(other.includes(en), `${name}: ${en}`);
    }
  });

  it('should filter and sort by every one of them', async () => {
    for (const [name, , , , it] of CUSTOM) {
      const isFlag = it === 'Sì';
      if (!isFlag) {
        const found = await villani.get(
          `/HelpDesk?f.${name}=${encodeURIComponent(it.slice(0, 8).split(' ')[0] ?? '')}`,
        );
        assert.equal(found.status, 200, name);
        assert.ok(found.body.includes(ticket), name);
      }
      const none = await villani.get(`/HelpDesk?f.${name}=zzz`);
      assert.equal(none.status, 200, name);
      assert.ok(!none.body.includes(`${ticket}"`) || isFlag, name);
      for (const sort of [name, `-${name}`])
        assert.equal((await villani.get(`/HelpDesk?sort=${sort}`)).status, 200, sort);
    }
  });

  it('should see a new and a renamed picklist value', async () => {
    await replay(on.test.config.databaseUrl, 'crm-picklist-value-added');
    assert.equal(await refresh(), true);
    assert.ok(textOf((await villani.get(NEW)).body).includes('Traccia: fermo macchina'));
    const added = { ticket_title: 'Fermo', ticketcategories: 'Traccia: fermo macchina' };
    assert.equal((await villani.submit(NEW, added, NEW, [])).status, 303);
    await replay(on.test.config.databaseUrl, 'crm-picklist-value-renamed');
    assert.equal(await refresh(), true);
    const form = textOf((await villani.get(NEW)).body);
    assert.ok(form.includes('Traccia: piccolo problema'));
    const old = { ticket_title: 'Vecchio', ticketcategories: 'Small Problem' };
    assert.equal((await villani.submit(NEW, old, NEW, [])).status, 422);
  });

  it('should see a renamed label in both languages', async () => {
    await replay(on.test.config.databaseUrl, 'crm-label-renamed');
    assert.equal(await refresh(), true);
    assert.ok(textOf((await villani.get(ticket)).body).includes('Urgenza (traccia)'));
    assert.ok(textOf((await english.get(ticket)).body).includes('Urgency (trace)'));
  });

  it('should go on without a column the CRM dropped before the next look at its metadata', async () => {
    await on.knex.raw('alter table vte_ticketcf drop column cf_whs_1013');
    const list = await villani.get('/HelpDesk');
    assert.equal(list.status, 200);
    assert.ok(list.body.includes(ticket));
    const page = textOf((await villani.get(ticket)).body);
    assert.ok(page.includes('Traccia testo') && !page.includes('Traccia telefono'));
  });
});
