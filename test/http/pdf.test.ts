import assert from 'node:assert/strict';
import type { Profile } from '../../src/access/profile-schema.js';
import { eachPortal } from '../support/build-portal.js';
import { addDirtyRecords, addDirtyTickets } from '../support/dirty-rows.js';
import { hideFormToken } from '../support/hide-form-token.js';
import { type ReadPdf, readPdf } from '../support/pdf.js';
import { changeProfile, createTicket, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { linksOf, type SiteAnswer, textOf, type Visitor } from '../support/visitor.js';

type Rule = Profile['modules'][number];

eachPortal('records as PDFs', function suite(this: Mocha.Suite, buildPortal) {
  let on: TicketSite;
  let villani: Visitor;
  let english: Visitor;
  let torri: Visitor;
  let quote: number;
  let invoice: number;
  let ticket: number;
  before(async () => {
    on = await openTicketSite(buildPortal);
    villani = on.villani;
    english = await on.site.signIn(on.test.villani, 'en');
    torri = await on.site.signIn(on.test.torri);
    const of = (table: string, key: string): Promise<number[]> =>
      on.knex(table).where({ contactid: on.test.villani.contactId }).orderBy(key).pluck(key);
    quote = (await of('vte_quotes', 'quoteid'))[0] ?? 0;
    invoice = (await of('vte_invoice', 'invoiceid'))[0] ?? 0;
    ticket = await createTicket(villani, 'Rullo fermo');
    await on.knex('vte_quotes').where({ quoteid: quote }).update({ terms_conditions: 'Pagamento a 30 giorni.' });
  });
  after(() => on?.close());

  const pathOf = (module: string, id: number): string => `/${module}/${id}.pdf`;

  async function read(path: string, visitor = villani): Promise<ReadPdf> {
    const { status, bytes } = await visitor.get(path);
    assert.equal(status, 200, path);
    return readPdf(bytes);
  }

  /** Runs `work` while a module's rule is another one. */
  async function withRule(
    module: string,
    change: (rule: Rule) => Partial<Rule>,
    work: () => Promise<void>,
  ): Promise<void> {
    let before: Profile['modules'] = [];
    await changeProfile(on.test, ({ modules }) => {
      before = modules;
      return { modules: modules.map((rule) => (rule.module === module ? { ...rule, ...change(rule) } : rule)) };
    });
    try {
      await work();
    } finally {
      await changeProfile(on.test, () => ({ modules: before }));
    }
  }

  const hiding =
    (...names: readonly string[]) =>
    ({ fields }: Rule): Partial<Rule> => ({
      fields: {
        ...fields,
        ...Object.fromEntries(names.map((name) => [name, { shown: false, form: 'hidden' as const }])),
      },
    });

  /** An answer without its time, its form token and the address asked for. */
  function judged({ status, headers, body }: SiteAnswer, path: string) {
    const { date: _, 'x-request-id': requestId = '', 'content-length': __, ...rest } = headers;
    const echoes = [String(requestId), path, encodeURIComponent(path)].filter(Boolean);
    return { status, rest, body: echoes.reduce((text, echo) => text.replaceAll(echo, '~'), hideFormToken(body)) };
  }

  async function assertAbsent(path: string): Promise<void> {
    // The menu marks the module an address is in.
    const nowhere = `/${path.split('/')[1]}/987654`;
    assert.deepEqual(judged(await villani.get(path), path), judged(await villani.get(nowhere), nowhere), path);
  }

  it('should be offered on the page of what can be printed, and nowhere else', async () => {
    for (const [module, id] of [
      ['Quotes', quote],
      ['Invoice', invoice],
      ['HelpDesk', ticket],
    ] as const) {
      const { body } = await villani.get(`/${module}/${id}`);
      assert.ok(linksOf(body).includes(`/portal${pathOf(module, id)}`), module);
    }
    const { body } = await villani.get(`/Contacts/${on.test.villani.contactId}`);
    assert.doesNotMatch(body, /\.pdf"/);
  });

  it('should be a file with the record’s number that nobody keeps', async () => {
    const { quote_no: number } = await on.knex('vte_quotes').where({ quoteid: quote }).first('quote_no');
    const { headers, bytes } = await villani.get(pathOf('Quotes', quote));
    assert.equal(headers['content-type'], 'application/pdf');
    assert.match(headers['content-disposition'] ?? '', new RegExp(`^attachment; filename="?${number}\\.pdf"?$`));
    assert.equal(headers['content-length'], String(bytes.length));
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'");
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
    const head = await villani.head(pathOf('Quotes', quote));
    assert.deepEqual([head.status, head.headers['content-type'], head.bytes.length], [200, 'application/pdf', 0]);
  });

  for (const module of ['Quotes', 'Invoice'] as const) {
    it(`should hold what the page of one of the ${module} shows: lines, totals as stored, company and customer`, async () => {
      const id = module === 'Quotes' ? quote : invoice;
      const page = (await villani.get(`/${module}/${id}`)).body;
      const pdf = await read(pathOf(module, id));
      const section = /<section class="card" aria-labelledby="lines-title">[\s\S]*?<\/section>/.exec(page)?.[0] ?? '';
      const cells = (section.match(/<dd>[\s\S]*?<\/dd>/g) ?? []).map(textOf);
      assert.ok(cells.length >= 2);
      for (const text of cells) assert.ok(pdf.text.includes(text), text);
      const company = await on.knex('vte_organizationdetails').first();
      for (const text of [company.organizationname, company.address, company.crmv_vat_registration_number])
        assert.ok(pdf.text.includes(text), text);
      const { accountname } = await on
        .knex('vte_contactdetails')
        .join('vte_account', 'vte_account.accountid', 'vte_contactdetails.accountid')
        .where({ contactid: on.test.villani.contactId })
        .first('accountname');
      assert.ok(pdf.text.includes(accountname));
      assert.equal(pdf.language, 'it');
    });
  }

  it('should not compute: a total that does not agree with the lines is printed as it stands', async () => {
    const { total, currency_id: currency } = await on.knex('vte_quotes').where({ quoteid: quote }).first();
    await on.knex('vte_quotes').where({ quoteid: quote }).update({ total: '98765.430' });
    const { text } = await read(pathOf('Quotes', quote));
    await on.knex('vte_quotes').where({ quoteid: quote }).update({ total, currency_id: currency });
    assert.match(text, /Totale 98\.765,43 €/);
  });

  it('should speak the visitor’s language, formats included', async () => {
    const [italian, other] = [await read(pathOf('Quotes', quote)), await read(pathOf('Quotes', quote), english)];
    assert.match(italian.text, /PREVENTIVO .*Cliente .*Quantità .*Pagina 1 di 1$/);
    assert.match(other.text, /QUOTE .*Customer .*Quantity .*Page 1 of 1$/);
    assert.deepEqual([italian.language, other.language], ['it', 'en']);
    assert.match(italian.text, /\d,\d\d €/);
    assert.match(other.text, /\d\.\d\d €/);
  });

  it('should leave out what the profile hides, amounts too', async () => {
    const shown = await read(pathOf('Quotes', quote));
    assert.match(shown.text, /Pagamento a 30 giorni/);
    await withRule('Quotes', hiding('terms_conditions', 'account_id', 'hdnGrandTotal'), async () => {
      const { text } = await read(pathOf('Quotes', quote));
      assert.doesNotMatch(text, /Pagamento a 30|€|Totale|Srl|S\.r\.l/);
    });
  });

  it('should hold a ticket’s fields, files and conversation, the oldest comment first', async () => {
    const texts = Array.from({ length: 30 }, (_, index) => `Commento numero ${index + 1} sul rullo`);
    const [last] = await on.knex('vte_ticketcomments').max({ id: 'commentid' });
    await on.knex('vte_ticketcomments').insert(
      texts.map((comments, index) => ({
        commentid: Number(last?.id ?? 0) + 1000 + index,
        ticketid: ticket,
        comments,
        ownerid: on.test.villani.contactId,
        ownertype: 'customer',
        createdtime: '2026-11-24 12:00:00',
      })),
    );
    await on.knex('vte_troubletickets').where({ ticketid: ticket }).update({ description: 'Il rullo\nnon gira più.' });
    const { text, title } = await read(pathOf('HelpDesk', ticket));
    assert.match(title, /Rullo fermo$/);
    assert.match(text, /Il rullo non gira più\./);
    const places = texts.map((comment) => text.indexOf(`${comment} `));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.ok((places[0] ?? -1) > 0);
    assert.match(text, /#1 · 24-11-2026 12:00:00/);
  });

  it('should hold no word of the staff’s, and no hidden field of a ticket', async () => {
    if (!(await on.knex.schema.hasTable('vte_modcomments')))
      await on.knex.schema.createTable('vte_modcomments', (table) => {
        table.integer('modcommentsid');
        table.text('commentcontent');
        table.integer('related_to');
      });
    await on
      .knex('vte_modcomments')
      .insert({ modcommentsid: 899_998, commentcontent: 'Cliente moroso', related_to: ticket });
    await on.knex('vte_troubletickets').where({ ticketid: ticket }).update({ solution: 'Soluzione segreta' });
    assert.match((await read(pathOf('HelpDesk', ticket))).text, /Soluzione segreta/);
    await withRule('HelpDesk', hiding('solution'), async () => {
      const { text } = await read(pathOf('HelpDesk', ticket));
      assert.doesNotMatch(text, /moroso|segreta/);
    });
  });

  it('should be the same 404 for another company’s record, an unknown one, a malformed id and a module without PDFs', async () => {
    const theirs = await createTicket(torri, 'Loro');
    const paths = [pathOf('HelpDesk', theirs), '/Quotes/987653.pdf', `/Quotes/${ticket}.pdf`, `/HelpDesk/${quote}.pdf`];
    const malformed = ['0', '01', '1e3', '-1', '%00', '99999999999', '1.0', 'a', '1%20', '%2e%2e', `${ticket}.pdf`];
    const others = [`/Contacts/${on.test.villani.contactId}.pdf`, `/HelpDesk/${ticket}.PDF`, `/helpdesk/${ticket}.pdf`];
    for (const path of [...paths, ...others, ...malformed.map((id) => `/HelpDesk/${id}.pdf`), '/Users/1.pdf'])
      await assertAbsent(path);
    assert.equal((await torri.get(pathOf('HelpDesk', theirs))).status, 200);
  });

  it('should be the same 404 where the module is off', async () => {
    const off = ({ permissions }: Rule): Partial<Rule> => ({ permissions: { ...permissions, view: false } });
    await withRule('Invoice', off, () => assertAbsent(pathOf('Invoice', invoice)));
  });

  it('should ask who it is first, and answer to nothing but GET', async () => {
    const { location } = await on.site.visitor().get(pathOf('Quotes', quote));
    assert.equal(location, `/sign-in?next=${encodeURIComponent(`/portal${pathOf('Quotes', quote)}`)}`);
    assert.equal((await villani.post(pathOf('Quotes', quote), {})).status, 403);
  });

  it('should print the dirtiest rows', async () => {
    const { contactId } = on.test.villani;
    const { accountid: accountId } = await on.knex('vte_contactdetails').where({ contactid: contactId }).first();
    await addDirtyTickets(on.knex, contactId, 880_000, 13);
    const records = await addDirtyRecords(on.knex, { contactId, accountId }, 881_000);
    const sales = records.filter(([module]) => module === 'Quotes' || module === 'Invoice');
    const tickets = Array.from({ length: 13 }, (_, index) => ['HelpDesk', 880_000 + index] as const);
    for (const [module, id] of [...tickets, ...sales]) {
      const { text } = await read(pathOf(module, id));
      assert.doesNotMatch(text, /undefined|NaN|\[object|\0/, `${module} ${id}`);
    }
    assert.match((await read(pathOf('HelpDesk', 880_007))).text, /… .*abbreviati/);
  });

  it('should print the first lines of thousands, and say so', async () => {
    const model = await on.knex('vte_inventoryproductrel').where({ id: quote }).first();
    const lines = Array.from({ length: 5000 }, (_, index) => ({
      ...model,
      lineitem_id: 990_000 + index,
      sequence_no: index + 100,
    }));
    for (let start = 0; start < lines.length; start += 50)
      await on.knex('vte_inventoryproductrel').insert(lines.slice(start, start + 50));
    const { text, pages } = await read(pathOf('Quotes', quote));
    await on.knex('vte_inventoryproductrel').where('lineitem_id', '>=', 990_000).delete();
    assert.match(text, /i primi 500 articoli su 500\d/);
    assert.ok(pages.length > 10);
    assert.ok(pages.slice(0, -2).every((page) => /Quantità/.test(page)));
  });

  it('should make two at once for one visitor, and ask for patience beyond', async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => villani.get(pathOf('HelpDesk', ticket))));
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual([...new Set(statuses)], [200, 429]);
    const refused = answers.find(({ status }) => status === 429);
    assert.equal(refused?.headers['retry-after'], '5');
    assert.match(refused?.body ?? '', /PDF precedenti/);
    assert.equal((await villani.get(pathOf('HelpDesk', ticket))).status, 200);
  });
});
