import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { eachPortal } from '../support/build-portal.js';
import { hideFormToken } from '../support/hide-form-token.js';
import { filePart } from '../support/multipart.js';
import { PORTAL_MODULES } from '../support/portal-modules.js';
import { changeProfile, countWritten, createTicket, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { linksOf, type SiteAnswer, textOf, type Visitor } from '../support/visitor.js';

/** As long as a real id, and of no record. */
const NOWHERE = 987654;

eachPortal('what is not the visitor’s', (buildPortal) => {
  let on: TicketSite;
  let villani: Visitor;
  let torri: Visitor;
  let mine: number;
  let theirs: number;
  before(async () => {
    on = await openTicketSite(buildPortal);
    villani = on.villani;
    torri = await on.site.signIn(on.test.torri);
    // Ids get as many digits as NOWHERE has, so that nothing but the answer itself can differ in length.
    await on.knex('vte_crmentity_seq').update({ id: 500_000 });
    mine = await createTicket(villani, 'Mio');
    theirs = await createTicket(torri, 'Loro');
    await torri.submit(`/HelpDesk/${theirs}`, {}, `/HelpDesk/${theirs}/files`, [filePart('loro.txt', 'segreto')]);
    await torri.submit(`/HelpDesk/${theirs}`, { comment: 'Riservato' }, `/HelpDesk/${theirs}/comments`);
    await villani.submit(`/HelpDesk/${mine}`, {}, `/HelpDesk/${mine}/files`, [filePart('mio.txt', 'mio')]);
  });
  after(() => on?.close());

  async function attachmentOf(ticketId: number): Promise<number> {
    const row: { attachment_id: number } | undefined = await on
      .knex('portal_file')
      .where({ ticket_id: ticketId })
      .first();
    assert.ok(row);
    return row.attachment_id;
  }

  /** The answer without what may differ: its time, id and form token, and the address that was asked for. */
  function judged({ status, headers, body }: SiteAnswer, path: string) {
    const { date, 'x-request-id': requestId, ...rest } = headers;
    assert.ok(date);
    const echoes = [requestId, path, encodeURIComponent(path), path.replaceAll('&', '&amp;')];
    const texts = echoes.filter((text) => typeof text === 'string');
    return {
      status,
      headers: rest,
      body: texts.reduce((text, echo) => text.replaceAll(echo, '~'), hideFormToken(body)),
    };
  }

  async function assertAbsent(path: string, nowhere: string, ask = (at: string) => villani.get(at)): Promise<void> {
    const [asked, absent] = [judged(await ask(path), path), judged(await ask(nowhere), nowhere)];
    assert.equal(asked.status, 404, path);
    assert.equal(asked.body, absent.body, path);
    if (path.length !== nowhere.length)
      for (const answer of [asked, absent]) delete (answer.headers as IncomingHttpHeaders)['content-length'];
    assert.deepEqual(asked.headers, absent.headers, path);
  }

  async function idsOf(module: string): Promise<number[]> {
    return on.knex('vte_crmentity').where({ setype: module }).orderBy('crmid').pluck('crmid');
  }

  /** The ids a module's list shows. */
  async function shownIds(module: string, visitor: Visitor): Promise<Set<number>> {
    const { status, body } = await visitor.get(`/${module}?size=100`);
    assert.equal(status, 200);
    const own = new RegExp(`^/portal/${module}/(\\d+)$`);
    return new Set(linksOf(body).flatMap((href) => Number(own.exec(href)?.[1] ?? []) || []));
  }

  for (const module of PORTAL_MODULES) {
    it(`should answer every ${module} record that the list does not show like one that does not exist`, async () => {
      const shown = await shownIds(module, villani);
      for (const id of await idsOf(module)) {
        const path = `/${module}/${id}`;
        if (shown.has(id)) assert.equal((await villani.get(path)).status, 200, path);
        else await assertAbsent(path, `/${module}/${String(NOWHERE).slice(0, String(id).length)}`);
      }
    });
  }

  it('should keep the two companies’ own records apart, but for what is public', async () => {
    const open = new Set(['Faq', 'Products', 'Services']);
    for (const module of PORTAL_MODULES.filter((name) => !open.has(name))) {
      const his = await shownIds(module, torri);
      const both = [...(await shownIds(module, villani))].filter((id) => his.has(id));
      assert.deepEqual(both, [], module);
    }
  });

  it('should not find a record under another module’s name', async () => {
    for (const module of PORTAL_MODULES.filter((name) => name !== 'HelpDesk'))
      await assertAbsent(`/${module}/${mine}`, `/${module}/${NOWHERE}`);
    for (const unknown of ['Calendar', 'Users', 'Nothing', 'ServiceContracts'])
      await assertAbsent(`/${unknown}/${mine}`, `/${unknown}/${NOWHERE}`);
  });

  for (const id of ['0', '01', '1e3', '-1', '%00', '99999999999', '1.0', '+1', '0x1B', '1%20', '%2e%2e', '１２', 'a']) {
    it(`should answer the malformed id ${id} like a record that does not exist`, async () => {
      await assertAbsent(`/HelpDesk/${encodeURI(decodeURI(id))}`, `/HelpDesk/${NOWHERE}`);
      await assertAbsent(`/HelpDesk/${mine}/files/${encodeURI(decodeURI(id))}`, `/HelpDesk/${mine}/files/${NOWHERE}`);
    });
  }

  it('should answer every address below another customer’s ticket alike', async () => {
    const file = await attachmentOf(theirs);
    for (const below of ['', '/edit', `/files/${file}`, '/confirm/delete', '/confirm/reopen', '/confirm/resolve'])
      await assertAbsent(`/HelpDesk/${theirs}${below}`, `/HelpDesk/${NOWHERE}${below}`);
  });

  it('should answer HEAD as GET, without a body', async () => {
    const head = (path: string) => villani.head(path);
    await assertAbsent(`/HelpDesk/${theirs}`, `/HelpDesk/${NOWHERE}`, head);
    await assertAbsent(`/HelpDesk/${theirs}/files/${await attachmentOf(theirs)}`, `/HelpDesk/${NOWHERE}/files/1`, head);
    assert.equal((await villani.head(`/HelpDesk/${mine}/files/${await attachmentOf(mine)}`)).bytes.length, 0);
  });

  it('should reach a file through its own ticket only', async () => {
    const [own, other] = [await attachmentOf(mine), await attachmentOf(theirs)];
    assert.equal((await villani.get(`/HelpDesk/${mine}/files/${own}`)).body, 'mio');
    for (const path of [
      `/HelpDesk/${mine}/files/${other}`,
      `/HelpDesk/${theirs}/files/${own}`,
      `/Documents/${mine}/files/${own}`,
    ])
      await assertAbsent(path, path.replace(/\d+$/, String(NOWHERE)));
  });

  it('should answer a step on another’s ticket like one on no ticket, and change nothing', async () => {
    const { hidden } = await villani.form('/HelpDesk/new');
    const before = await countWritten(on);
    const fields = { ...hidden, comment: 'Intruso', ticket_title: 'Intruso', _modified: '' };
    for (const step of ['comments', 'resolve', 'reopen', 'delete', 'edit'])
      await assertAbsent(`/HelpDesk/${theirs}/${step}`, `/HelpDesk/${NOWHERE}/${step}`, (path) =>
        villani.post(path, fields),
      );
    const upload = (path: string) => villani.postFiles(path, hidden, [filePart('intruso.txt', 'ciao')]);
    await assertAbsent(`/HelpDesk/${theirs}/files`, `/HelpDesk/${NOWHERE}/files`, upload);
    assert.deepEqual(await countWritten(on), before);
    const text = textOf((await torri.get(`/HelpDesk/${theirs}`)).body);
    assert.doesNotMatch(text, /Intruso|intruso/);
  });

  it('should ignore whatever a form sends beyond its fields', async () => {
    const injected = {
      parent_id: String(on.test.torri.contactId),
      assigned_user_id: '7',
      ticketstatus: 'Closed',
      createdtime: '2001-01-01 00:00:00',
      modifiedtime: '2001-01-01 00:00:00',
      creator: '7',
      id: String(theirs),
      record: String(theirs),
      crmid: String(theirs),
      deleted: '1',
      solution: 'Rimborsate tutto',
      ticket_no: 'TT1',
      'values[parent_id]': '1',
      __proto__: 'x',
    };
    const answer = await villani.submit('/HelpDesk/new', { ...injected, ticket_title: 'Con campi in più' });
    assert.equal(answer.status, 303);
    const id = Number(answer.location.replace('/HelpDesk/', ''));
    const row = await on.knex('vte_troubletickets').where({ ticketid: id }).first();
    const entity = await on.knex('vte_crmentity').where({ crmid: id }).first();
    const usual = await on.knex('vte_crmentity').where({ crmid: mine }).first();
    assert.deepEqual(
      [row.parent_id, row.status, row.solution ?? '', entity.smownerid, entity.smcreatorid, entity.deleted],
      [on.test.villani.contactId, 'Open', '', usual.smownerid, usual.smcreatorid, 0],
    );
    assert.notEqual(row.ticket_no, 'TT1');
    assert.ok(String(entity.createdtime) > '2026');
  });

  it('should refuse a reference to a record that is not the visitor’s', async () => {
    const before = await countWritten(on);
    for (const id of [theirs, on.test.torri.contactId, mine, NOWHERE]) {
      const answer = await villani.submit('/HelpDesk/new', { ticket_title: 'Con prodotto', product_id: String(id) });
      assert.equal(answer.status, 422, String(id));
      assert.match(answer.body, /id="field-product_id-error"/);
    }
    assert.deepEqual(await countWritten(on), before);
    const [product] = await shownIds('Products', villani);
    const taken = await villani.submit('/HelpDesk/new', { ticket_title: 'Con prodotto', product_id: String(product) });
    assert.equal(taken.status, 303);
  });

  it('should hide an agent’s internal document until the agent shows it', async () => {
    const file = await attachmentOf(mine);
    const { document_id: document } = await on.knex('portal_file').where({ attachment_id: file }).first();
    // What is left when an agent attached it: no row of the portal, no customer in the change log.
    await on.knex('portal_file').where({ attachment_id: file }).delete();
    await on.knex('vte_changelog').where({ parent_id: document }).delete();
    await on.knex('vte_notes').where({ notesid: document }).update({ active_portal: 0 });
    assert.doesNotMatch((await villani.get(`/HelpDesk/${mine}`)).body, /mio\.txt/);
    await assertAbsent(`/HelpDesk/${mine}/files/${file}`, `/HelpDesk/${mine}/files/${NOWHERE}`);
    await on.knex('vte_notes').where({ notesid: document }).update({ active_portal: 1 });
    assert.match((await villani.get(`/HelpDesk/${mine}`)).body, /mio\.txt/);
    assert.equal((await villani.get(`/HelpDesk/${mine}/files/${file}`)).body, 'mio');
  });

  it('should answer a deleted record like one that never was', async () => {
    const id = await createTicket(villani, 'Cestinato dall’agente');
    await villani.get('/HelpDesk');
    await on.knex('vte_crmentity').where({ crmid: id }).update({ deleted: 1 });
    for (const below of ['', '/edit', '/confirm/delete'])
      await assertAbsent(`/HelpDesk/${id}${below}`, `/HelpDesk/${NOWHERE}${below}`);
  });

  it('should know a module that is off on none of its addresses', async () => {
    const file = await attachmentOf(theirs);
    await changeProfile(on.test, ({ modules }) => ({
      modules: modules.filter(({ module }) => module !== 'HelpDesk' && module !== 'Quotes'),
    }));
    const { hidden } = await torri.form('/me', '/sign-out');
    for (const path of ['', '/new', `/${theirs}`, `/${theirs}/edit`, `/${theirs}/files/${file}`, '?page=abc'])
      await assertAbsent(`/HelpDesk${path}`, `/Nothings${path}`, (at) => torri.get(at));
    const post = (at: string) => torri.post(at, { ...hidden, _key: 'x'.repeat(24), comment: 'a', ticket_title: 'a' });
    for (const step of ['new', `${theirs}/comments`, `${theirs}/resolve`, `${theirs}/edit`, `${theirs}/delete`])
      assert.equal((await post(`/HelpDesk/${step}`)).status, 404, step);
    for (const [id = 0] of [await idsOf('Quotes')]) await assertAbsent(`/Quotes/${id}`, `/Nothin/${id}`);
    assert.doesNotMatch((await torri.get('/')).body, /\/portal\/HelpDesk/);
  });
});
