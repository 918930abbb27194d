import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { filePart } from '../support/multipart.js';
import { createTicket, numbersOf, openTicketSite, type TicketSite } from '../support/ticket-site.js';

const LIST_LIMIT = 8;
const PAGE_LIMIT = 12;
const QUOTE_LIMIT = 15;
const SIZES = [1, 10, 60];

/** Transaction borders, session settings and pings are not counted (they need no thought of the database). */
const UNCOUNTED = /^\s*(begin|commit|rollback|savepoint|release|set\b|select 1\b|pragma)/i;

const COMMENTS_A_PAGE = 25;

const commentsOn = (body: string): number => body.match(/id="c\d+"/g)?.length ?? 0;

eachPortal('statements of a request', (buildPortal) => {
  let on: TicketSite;
  let page: number;
  before(async () => {
    on = await openTicketSite(buildPortal);
    page = await createTicket(on.villani, 'Molto commentato');
    const files = [1, 2, 3].map((number) => filePart(`nota-${number}.txt`, 'ciao'));
    await on.villani.submit(`/HelpDesk/${page}`, {}, `/HelpDesk/${page}/files`, files);
    const references = { product_id: 'Products', projectplanid: 'ProjectPlan', projecttaskid: 'ProjectTask' };
    for (const [column, module] of Object.entries(references)) {
      const { crmid } = await on.knex('vte_crmentity').where({ setype: module, deleted: 0 }).first();
      await on
        .knex('vte_troubletickets')
        .where({ ticketid: page })
        .update({ [column]: crmid });
    }
  });
  after(() => on?.close());

  /** A ticket with all its related lists filled costs a statement each. */
  before(async () => {
    for (const module of ['Services', 'Assets']) {
      const { crmid } = await on.knex('vte_crmentity').where({ setype: module, deleted: 0 }).first();
      await on.knex('vte_crmentityrel').insert({ crmid: page, module: 'HelpDesk', relcrmid: crmid, relmodule: module });
    }
  });

  /** The statements of one visit when everything that is kept in memory is there. */
  async function statementsOf(path: string): Promise<{ statements: string[]; body: string }> {
    await on.villani.get(path);
    const statements: string[] = [];
    const note = ({ sql }: { sql: string }): void => {
      if (!UNCOUNTED.test(sql)) statements.push(sql);
    };
    on.knex.on('query', note);
    const { status, body } = await on.villani.get(path);
    on.knex.removeListener('query', note);
    assert.equal(status, 200);
    return { statements, body };
  }

  function assertAtMost(limit: number, statements: readonly string[]): void {
    const seen = statements.map((sql) => sql.slice(0, 160)).join('\n');
    assert.ok(statements.length <= limit, `${statements.length} statements:\n${seen}`);
    assert.ok(statements.length > 2, 'they are counted at all');
  }

  /** Leaves the customer's company with this many tickets, of changing owners, parents and products. */
  async function keepTickets(wanted: number): Promise<void> {
    const { knex, test } = on;
    const { accountid } = await knex('vte_contactdetails').where({ contactid: test.villani.contactId }).first();
    const parents: number[] = await knex('vte_contactdetails').where({ accountid }).pluck('contactid');
    const users: number[] = await knex('vte_users').pluck('id');
    const products: number[] = await knex('vte_products').pluck('productid');
    const mine = () =>
      knex('vte_troubletickets as t')
        .join('vte_crmentity as e', 'e.crmid', 't.ticketid')
        .whereIn('t.parent_id', [...parents, accountid])
        .where('e.deleted', 0);
    const surplus: number[] = (await mine().pluck('t.ticketid')).filter((id: number) => id !== page).slice(wanted - 1);
    await knex('vte_crmentity').whereIn('crmid', surplus).update({ deleted: 1 });
    const { length } = await mine();
    for (let index = length; index < wanted; index += 1) {
      const id = await createTicket(on.villani, `Numero ${index}`);
      const pick = (list: readonly number[]): number => list[index % list.length] ?? 0;
      await knex('vte_troubletickets')
        .where({ ticketid: id })
        .update({ parent_id: pick(parents), product_id: pick(products) });
      await knex('vte_crmentity')
        .where({ crmid: id })
        .update({ smownerid: pick(users) });
    }
  }

  async function keepComments(wanted: number): Promise<void> {
    const { knex, test } = on;
    const { length } = await knex('vte_ticketcomments').where({ ticketid: page });
    const [last] = await knex('vte_ticketcomments').max({ id: 'commentid' });
    const { accountid } = await knex('vte_contactdetails').where({ contactid: test.villani.contactId }).first();
    const contacts: number[] = await knex('vte_contactdetails').where({ accountid }).pluck('contactid');
    const rows = Array.from({ length: wanted - length }, (_, index) => ({
      commentid: Number(last?.id) + 1 + index,
      ticketid: page,
      comments: `Commento ${index}`,
      ownerid: index % 3 === 0 ? 1 : (contacts[index % contacts.length] ?? 0),
      ownertype: index % 3 === 0 ? 'user' : 'customer',
      createdtime: '2026-11-24 12:00:00',
    }));
    for (const row of rows) await knex('vte_ticketcomments').insert(row);
  }

  for (const size of SIZES) {
    it(`should be at most ${LIST_LIMIT} for a warm list of ${size} tickets`, async () => {
      await keepTickets(size);
      const { statements, body } = await statementsOf('/HelpDesk?size=100');
      assert.equal(numbersOf(body).length, size);
      assertAtMost(LIST_LIMIT, statements);
      const firstPage = await statementsOf('/HelpDesk?size=10');
      assertAtMost(LIST_LIMIT, firstPage.statements);
      const searched = await statementsOf('/HelpDesk?size=100&q=a&f.ticketstatus=a&sort=-ticket_title');
      assertAtMost(LIST_LIMIT, searched.statements);
    });
  }

  it(`should be at most ${LIST_LIMIT} for a warm list of cards, with nothing asked for the interface`, async () => {
    const { stores, settings } = on.test.portal;
    const { statements: asTable } = await statementsOf('/HelpDesk?show=mine');
    await stores.settings.write('interface', '1');
    await settings.refresh();
    const { statements, body } = await statementsOf('/HelpDesk?show=mine');
    await stores.settings.remove('interface');
    await settings.refresh();
    assert.match(body, /p-v1-card/);
    assertAtMost(LIST_LIMIT, statements);
    assert.equal(statements.length, asTable.length);
  });

  for (const size of SIZES) {
    it(`should be at most ${PAGE_LIMIT} for a ticket’s page with ${size} comments and three files`, async () => {
      await keepComments(size);
      const { statements, body } = await statementsOf(`/HelpDesk/${page}`);
      assert.equal(commentsOn(body), Math.min(size, COMMENTS_A_PAGE));
      assertAtMost(PAGE_LIMIT, statements);
    });
  }

  for (const stage of ['Delivered', 'Accepted'])
    it(`should be at most ${QUOTE_LIMIT} for the page of a quote that is ${stage}`, async () => {
      const { contactId } = on.test.villani;
      const { quoteid: id } = await on
        .knex('vte_quotes')
        .where({ contactid: contactId, quotestage: 'Delivered' })
        .first();
      const { notesid } = await on.knex('vte_notes').first('notesid');
      await on.knex('vte_senotesrel').insert({ crmid: id, notesid, relmodule: 'Quotes' }).onConflict().ignore();
      await on.knex('vte_quotes').where({ quoteid: id }).update({ quotestage: stage, validtill: '2099-12-31' });
      try {
        const { statements, body } = await statementsOf(`/Quotes/${id}`);
        assert.match(body, /id="lines-title"/);
        assertAtMost(QUOTE_LIMIT, statements);
      } finally {
        await on.knex('vte_quotes').where({ quoteid: id }).update({ quotestage: 'Delivered' });
      }
    });

  it('should hold a long conversation in pages, numbered through', async () => {
    await keepComments(60);
    const last = await statementsOf(`/HelpDesk/${page}?comments=3`);
    assert.equal(commentsOn(last.body), 10);
    assert.match(last.body, />#10</);
    assert.match(last.body, />#1</);
    assertAtMost(PAGE_LIMIT, last.statements);
  });
});
