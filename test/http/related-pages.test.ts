import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { linksOf, textOf, type Visitor } from '../support/visitor.js';

const PAGE_LIMIT = 15;
const UNCOUNTED = /^\s*(begin|commit|rollback|savepoint|release|set\b|select 1\b|pragma)/i;

/** Modules whose pages are walked. */
const MODULES = [
  'Contacts',
  'Accounts',
  'Quotes',
  'Invoice',
  'Documents',
  'ProjectPlan',
  'Products',
  'Assets',
  'HelpDesk',
];

eachPortal('pages with related records', (buildPortal, hostName) => {
  let on: TicketSite;
  let torri: Visitor;
  before(async () => {
    on = await openTicketSite(buildPortal);
    torri = await on.site.signIn(on.test.torri);
  });
  after(() => on?.close());

  async function pageOf(path: string, visitor = on.villani): Promise<string> {
    const { status, body } = await visitor.get(path);
    assert.equal(status, 200, path);
    return body;
  }

  /** The card with this title, as text. */
  function cardOf(html: string, title: string): string {
    const card = (html.match(/<section class="card"[\s\S]*?<\/section>/g) ?? []).find(
      (section) => textOf(/<h2[\s\S]*?<\/h2>/.exec(section)?.[0] ?? '') === title,
    );
    return card ?? '';
  }

  async function firstQuote(contactid: number): Promise<number> {
    return (await on.knex('vte_quotes').where({ contactid }).orderBy('quoteid').first()).quoteid;
  }

  it('should show a customer what is related to them, with links that open', async () => {
    const html = await pageOf(`/Contacts/${on.test.villani.contactId}`);
    const card = cardOf(html, 'Preventivi');
    const quotes: { quoteid: number; subject: string }[] = await on
      .knex('vte_quotes')
      .where('contactid', on.test.villani.contactId);
    for (const { quoteid, subject } of quotes) {
      assert.ok(textOf(card).includes(subject));
      const href = linksOf(card).find((link) => link.endsWith(`/Quotes/${quoteid}`));
      assert.ok(href);
    }
    assert.equal(linksOf(card).length, quotes.length);
  });

  it('should show ten rows and say that there are more', async () => {
    const { contactId } = on.test.villani;
    const { ticketid } = await on.knex('vte_troubletickets').where('parent_id', contactId).first('ticketid');
    const ticket = await on.knex('vte_troubletickets').where({ ticketid }).first();
    const entity = await on.knex('vte_crmentity').where('crmid', ticketid).first();
    for (let index = 0; index < 12; index += 1) {
      const id = 900_000 + index;
      await on.knex('vte_crmentity').insert({ ...entity, crmid: id });
      await on.knex('vte_troubletickets').insert({ ...ticket, ticketid: id, title: `Copia ${index}` });
    }
    const card = cardOf(await pageOf(`/Contacts/${contactId}`), 'Assistenza Clienti');
    assert.equal(card.match(/class="p-record"/g)?.length, 10);
    assert.match(textOf(card), /Assistenza Clienti 10\+/);
    const all = linksOf(card).at(-1) ?? '';
    assert.equal(all, `/portal/HelpDesk?related=Contacts.${contactId}`);
    const list = await pageOf(all.replace('/portal', ''));
    assert.ok((list.match(/class="p-record"/g) ?? []).length > 12, 'all of them');
    await on.knex('vte_crmentity').where('crmid', '>=', 900_000).delete();
    await on.knex('vte_troubletickets').where('ticketid', '>=', 900_000).delete();
  });

  it('should name nothing of the other company on any page, whatever is related to it', async () => {
    const [own, other] = [on.test.villani.contactId, on.test.torri.contactId];
    const foreign = await on.knex('vte_troubletickets').where('parent_id', other).first();
    const mine = await firstQuote(own);
    await on.knex('vte_crmentityrel').insert([
      { crmid: own, module: 'Contacts', relcrmid: foreign.ticketid, relmodule: 'HelpDesk' },
      { crmid: own, module: 'Contacts', relcrmid: other, relmodule: 'Contacts' },
    ]);
    const { accountid } = await on.knex('vte_contactdetails').where('contactid', own).first();
    const { accountname } = await on
      .knex('vte_account as a')
      .join('vte_contactdetails as c', 'c.accountid', 'a.accountid')
      .where('c.contactid', other)
      .first('a.accountname');
    const secrets: string[] = [accountname, foreign.title, 'Torri Luca'];
    const ids: { crmid: number; setype: string }[] = await on
      .knex('vte_crmentity')
      .where('deleted', 0)
      .whereIn('setype', MODULES);
    let opened = 0;
    for (const { crmid, setype } of ids) {
      const { status, body } = await on.villani.get(`/${setype}/${crmid}`);
      if (status === 404) continue;
      assert.equal(status, 200, `${setype}/${crmid}`);
      opened += 1;
      for (const secret of secrets) assert.equal(textOf(body).includes(secret), false, `${setype}/${crmid}: ${secret}`);
    }
    assert.ok(opened > MODULES.length, `${opened} pages`);
    assert.equal((await torri.get(`/Quotes/${mine}`)).status, 404);
    assert.equal((await torri.get(`/Accounts/${accountid}`)).status, 404);
  });

  it(`should take at most ${PAGE_LIMIT} statements for a page with five related lists`, async () => {
    const { contactId } = on.test.villani;
    const path = `/Contacts/${contactId}`;
    await pageOf(path);
    const statements: string[] = [];
    const note = ({ sql }: { sql: string }): void => {
      if (!UNCOUNTED.test(sql)) statements.push(sql.slice(0, 120));
    };
    on.knex.on('query', note);
    const html = await pageOf(path);
    on.knex.removeListener('query', note);
    const lists = html.match(/aria-labelledby="related-\d+"/g)?.length ?? 0;
    assert.ok(lists / 2 >= 5, `${lists / 2} lists`);
    assert.ok(statements.length <= PAGE_LIMIT, `${statements.length} statements:\n${statements.join('\n')}`);
  });

  it('should show lines and totals as they are stored, also where they do not agree', async () => {
    const quote = await firstQuote(on.test.villani.contactId);
    await on.knex('vte_quotes').where('quoteid', quote).update({ total: 1234567.5, adjustment: -2 });
    const html = await pageOf(`/Quotes/${quote}`);
    const card = cardOf(html, 'Dettagli Prodotto') || cardOf(html, 'Dettagli prodotti');
    const text = textOf(card);
    const lines = await on.knex('vte_inventoryproductrel').where('id', quote);
    assert.equal(card.match(/class="p-line"/g)?.length, lines.length);
    assert.match(text, /5 %/);
    assert.match(text, /Totale 1\.234\.567,50 €/);
    assert.match(text, /Arrotondamento -2,00 €/);
    assert.equal(textOf(html).match(/1\.234\.567,50/g)?.length, 1, 'no block says it again');
    const english = await on.site.signIn(on.test.villani, 'en');
    assert.match(textOf(await pageOf(`/Quotes/${quote}`, english)), /Total 1,234,567\.50 €/);
  });

  it('should show a quote whose totals, products and relation tables are gone', async () => {
    const quote = await firstQuote(on.test.villani.contactId);
    await on.knex('vte_inventorytotals').where('id', quote).delete();
    await on.knex('vte_inventoryproductrel').where('id', quote).update({ productid: 999_999, linetotal: null });
    const text = textOf(await pageOf(`/Quotes/${quote}`));
    assert.match(text, /Articolo senza nome/);
    await on.knex.schema.renameTable('vte_senotesrel', 'vte_gone');
    try {
      await pageOf(`/Quotes/${quote}`);
      await pageOf(`/Contacts/${on.test.villani.contactId}`);
    } finally {
      await on.knex.schema.renameTable('vte_gone', 'vte_senotesrel');
      await on.test.portal.host.metadata.refresh();
    }
  });

  it('should read a question as question and answer, and give its released files to everybody', async () => {
    const faq: { id: number; answer: string } = await on.knex('vte_faq').where('status', 'Published').first();
    await on.knex('vte_faq').where('id', faq.id).update({ answer: '<p>Leggi <b>qui</b><script>x()</script></p>' });
    const { notesid } = await on
      .knex('vte_notes as n')
      .join('vte_seattachmentsrel as s', 's.crmid', 'n.notesid')
      .where('n.active_portal', 0)
      .first('n.notesid');
    await on.knex('vte_senotesrel').insert({ crmid: faq.id, notesid, relmodule: 'Faq' });
    const hidden = await pageOf(`/Faq/${faq.id}`, torri);
    assert.match(hidden, /<p>Leggi <b>qui<\/b><\/p>/);
    assert.equal(hidden.includes('x()'), false);
    const { attachmentsid } = await on.knex('vte_seattachmentsrel').where('crmid', notesid).first();
    const file = `/Faq/${faq.id}/files/${attachmentsid}`;
    assert.equal(hidden.includes(file), false, 'not released');
    assert.equal((await torri.get(file)).status, 404);
    await on.knex('vte_notes').where({ notesid }).update({ active_portal: 1 });
    assert.ok((await pageOf(`/Faq/${faq.id}`, torri)).includes(file));
    assert.equal((await torri.get(file)).status, 200);
    await on.knex('vte_notes').where({ notesid }).update({ filestatus: 0 });
    assert.equal((await torri.get(file)).status, 404, 'taken out of use');
    await on.knex('vte_notes').where({ notesid }).update({ filestatus: 1 });
    await on.knex('vte_faq').where('id', faq.id).update({ status: 'Draft' });
    assert.equal((await torri.get(file)).status, 404, 'the question is not published any more');
    await on.knex('vte_faq').where('id', faq.id).update({ status: 'Published', answer: faq.answer });
  });

  it('should give a project’s steps in their order and its files to its own customers only', async () => {
    const { contactId } = on.test.villani;
    const { accountid } = await on.knex('vte_contactdetails').where('contactid', contactId).first();
    const { projectid } = await on
      .knex('vte_project')
      .whereIn('linktoaccountscontacts', [String(accountid), String(contactId)])
      .first();
    const names: string[] = await on
      .knex('vte_projecttask')
      .where('projectid', String(projectid))
      .orderBy('startdate')
      .pluck('projecttaskname');
    const html = await pageOf(`/ProjectPlan/${projectid}`);
    const positions = names.map((name) => textOf(html).indexOf(name));
    assert.ok(positions.every((position) => position > 0));
    assert.deepEqual(
      positions,
      positions.toSorted((a, b) => a - b),
    );
    const { notesid, attachmentsid } = await on
      .knex('vte_notes as n')
      .join('vte_seattachmentsrel as s', 's.crmid', 'n.notesid')
      .where('n.active_portal', 1)
      .first('n.notesid', 's.attachmentsid');
    await on.knex('vte_senotesrel').insert({ crmid: projectid, notesid, relmodule: 'ProjectPlan' });
    const file = `/ProjectPlan/${projectid}/files/${attachmentsid}`;
    assert.ok((await pageOf(`/ProjectPlan/${projectid}`)).includes(file));
    assert.equal((await on.villani.get(file)).status, 200);
    assert.equal((await torri.get(file)).status, 404);
  });

  it('should lead to a document’s address only if a browser may be sent there', async () => {
    const { notesid } = await on
      .knex('vte_senotesrel as r')
      .join('vte_notes as n', 'n.notesid', 'r.notesid')
      .where({ 'r.crmid': on.test.villani.contactId, 'n.active_portal': 1 })
      .first('n.notesid');
    await on.knex('vte_seattachmentsrel').where('crmid', notesid).delete();
    const showAddress = async (filename: string): Promise<string> => {
      await on.knex('vte_notes').where({ notesid }).update({ filelocationtype: 'E', filename });
      return pageOf(`/Documents/${notesid}`);
    };
    const html = await showAddress('https://video.acme.example/cinghia');
    assert.match(
      html,
      /<a class="p-file-name" href="https:\/\/video\.acme\.example\/cinghia" rel="noopener noreferrer">/,
    );
    for (const address of ['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', '']) {
      const { length } = linksOf(await showAddress(address)).filter((href) => /^(?:javascript|file|data):/i.test(href));
      assert.equal(length, 0, address);
    }
  });

  it('should not offer folders that others use', async () => {
    await on
      .knex('vte_crmentityfolder')
      .insert({ folderid: 900, tabid: 8, createdby: 1, foldername: 'Contratti Torri' });
    await on.test.portal.host.metadata.refresh();
    const html = await pageOf('/Documents');
    assert.equal(html.includes('Contratti Torri'), false, hostName);
    const { folderid } = await on
      .knex('vte_senotesrel as r')
      .join('vte_notes as n', 'n.notesid', 'r.notesid')
      .where({ 'r.crmid': on.test.villani.contactId, 'n.active_portal': 1 })
      .first('n.folderid');
    const { foldername } = await on.knex('vte_crmentityfolder').where({ folderid }).first();
    const found = await pageOf(`/Documents?f.folderid=${encodeURIComponent(foldername)}`);
    assert.match(found, /class="p-record"/);
    assert.doesNotMatch(await pageOf('/Documents?f.folderid=Contratti+Torri'), /class="p-record"/);
  });
});
