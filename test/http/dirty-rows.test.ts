import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { addDirtyFields, addDirtyRecords, addDirtyTickets } from '../support/dirty-rows.js';
import { changeProfile, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { textOf, type Visitor } from '../support/visitor.js';

const FIRST = 700_000;
const COUNT = 52;

eachPortal('a CRM full of dirty rows', (buildPortal) => {
  let on: TicketSite;
  let villani: Visitor;
  let others: readonly (readonly [string, number])[];

  before(async () => {
    on = await openTicketSite(buildPortal);
    villani = on.villani;
    const { contactId } = on.test.villani;
    const { accountid } = await on.knex('vte_contactdetails').where('contactid', contactId).first('accountid');
    await addDirtyTickets(on.knex, contactId, FIRST, COUNT);
    others = await addDirtyRecords(on.knex, { contactId, accountId: accountid }, FIRST + 1000);
    await on.knex('vte_ticketcomments').insert([
      { commentid: 700_001, ticketid: FIRST, comments: null, ownerid: 1, ownertype: 'user' },
      { commentid: 700_002, ticketid: FIRST, comments: 'senza autore', ownerid: 0, ownertype: null },
      { commentid: 700_003, ticketid: FIRST, comments: 'sparito\u0003', ownerid: 98_765, ownertype: 'user' },
    ]);
    await changeProfile(on.test, ({ modules }) => ({
      scope: 'company',
      modules: modules.map((rule) => ({
        ...rule,
        scope: 'company' as const,
        permissions: { ...rule.permissions, export: true },
      })),
    }));
  });
  after(() => on?.close());

  /** Everything there is to open, each a 200. */
  async function openEverything(): Promise<void> {
    const listed = new Set<string>();
    for (const module of ['HelpDesk', ...new Set(others.map(([name]) => name))]) {
      const list = await villani.get(`/${module}?size=100`);
      assert.equal(list.status, 200, module);
      for (const [, path = ''] of list.body.matchAll(/href="[^"]*?(\/\w+\/7\d{5})"/g)) listed.add(path);
      assert.doesNotMatch(list.body, /<script>alert|href="javascript:|\[object Object\]|\bNaN\b|undefined/);
    }
    const tickets = Array.from({ length: COUNT }, (_, index) => `/HelpDesk/${FIRST + index}`);
    for (const path of [...tickets, ...others.map(([module, id]) => `/${module}/${id}`)]) {
      assert.ok(listed.has(path), `${path} is listed`);
      const page = await villani.get(path);
      assert.equal(page.status, 200, path);
      assert.doesNotMatch(
        page.body,
        /<script>alert|href="javascript:|onerror|\[object Object\]|\bNaN\b|0000-00|00-0000/,
        path,
      );
    }
    for (const path of ['/', '/HelpDesk/new', '/HelpDesk?q=orfano', '/search?q=enorme'])
      assert.equal((await villani.get(path)).status, 200, path);
  }

  it('should show every list and every page', openEverything).timeout(120_000);

  it('should show the best of each value', async () => {
    const text = async (index: number): Promise<string> =>
      textOf((await villani.get(`/HelpDesk/${FIRST + index}`)).body);
    assert.ok((await text(0)).includes(`TT${FIRST}`));
    assert.ok((await text(0)).includes('senza autore'));
    assert.ok((await text(4)).includes('Mai sentito'));
    assert.ok((await text(4)).includes('__proto__'));
    assert.ok((await text(5)).includes("<b>Tom &amp; Jerry's"));
    assert.ok((await text(6)).includes('ab[31mc'));
    assert.ok((await text(8)).includes('Senza riga cf'));
    assert.ok((await text(9)).includes('Ciao'));
    assert.ok((await text(11)).includes('-12,50'));
  });

  it('should sort and filter by every column of the list', async () => {
    const list = (await villani.get('/HelpDesk')).body;
    const columns = new Set([...list.matchAll(/name="f\.(\w+)"/g)].map(([, name = '']) => name));
    assert.ok(columns.size >= 5);
    for (const name of columns)
      for (const query of [`sort=${name}`, `sort=-${name}`, `f.${name}=a`, `f.${name}=%27%25_|`])
        assert.equal((await villani.get(`/HelpDesk?${query}`)).status, 200, query);
  });

  it('should say that a file is missing instead of failing', async () => {
    const [, document = 0] = others.find(([module]) => module === 'Documents') ?? [];
    const answer = await villani.get(`/Documents/${document}/files/765432`);
    assert.equal(answer.status, 404);
  });

  it('should lose only the fields whose rows lead nowhere, and lists that are gone', async () => {
    await addDirtyFields(on.knex);
    await on.knex.schema.dropTable('vte_ticketseverities');
    await on.knex('vte_entity_displayname').delete();
    assert.equal(await on.test.portal.host.metadata.refresh(), true);
    await openEverything();
    const page = textOf((await villani.get(`/HelpDesk/${FIRST + 4}`)).body);
    assert.ok(page.includes('Mai sentito') && page.includes('Sporco 4') && !page.includes('Sporco 1'));
  }).timeout(120_000);
});
