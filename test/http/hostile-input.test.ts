import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { filePart } from '../support/multipart.js';
import { changeProfile, changeTicketRule, createTicket } from '../support/ticket-site.js';
import { openTicketSteps, type TicketSteps } from '../support/ticket-steps.js';
import type { SiteAnswer, Visitor } from '../support/visitor.js';

eachPortal('hostile input', (buildPortal) => {
  let on: TicketSteps;
  let villani: Visitor;
  before(async () => {
    on = await openTicketSteps(buildPortal);
    villani = on.villani;
  });
  after(() => on?.close());

  const upload = (id: number, name: string, content: string): Promise<SiteAnswer> =>
    villani.submit(`/HelpDesk/${id}`, {}, `/HelpDesk/${id}/files`, [filePart(name, content)]);

  it('should redirect to an address with characters beyond ASCII, which a header cannot hold', async () => {
    const next = '/portal/HelpDesk?q=€ 🙂';
    const answer = await on.site.visitor().submit('/sign-in', { language: 'it', next }, '/language');
    assert.deepEqual([answer.status, answer.location], [303, '/HelpDesk?q=%E2%82%AC%20%F0%9F%99%82']);
  });

  it('should find a file again whose name the CRM’s columns cannot hold', async () => {
    const id = await createTicket(villani, 'Nome strano');
    assert.equal((await upload(id, 'festa 🎉.txt', 'ciao')).status, 303);
    const [, href = ''] =
      /href="\/portal(\/HelpDesk\/\d+\/files\/\d+)"/.exec((await villani.get(`/HelpDesk/${id}`)).body) ?? [];
    const file = await villani.get(href);
    assert.deepEqual([file.status, file.body], [200, 'ciao']);
    assert.match(String(file.headers['content-disposition']), /filename="?festa__\.txt/);
  });

  it('should not take other bytes under one key for the same form', async () => {
    const { hidden } = await villani.form('/HelpDesk/new');
    const fields = { ...hidden, ticket_title: 'Una chiave' };
    const send = (content: string) => villani.postFiles('/HelpDesk/new', fields, [filePart('nota.txt', content)]);
    const first = await send('prima');
    assert.equal(first.status, 303);
    assert.equal((await send('prima')).location, first.location);
    await on.unchanged(() => send('altra'), 409);
  });

  it('should not let uploads at once share the room of one', async () => {
    const id = await createTicket(villani, 'Spazio');
    const [before] = await on
      .knex('portal_file')
      .where({ contact_id: on.test.villani.contactId })
      .sum({ bytes: 'bytes' });
    const room = Number(before?.bytes ?? 0) + 2500;
    await changeProfile(on.test, ({ uploads }) => ({ uploads: { ...uploads, maxDayBytes: room } }));
    const answers = await Promise.all([1, 2, 3, 4, 5].map((index) => upload(id, `${index}.txt`, 'x'.repeat(1000))));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 303, 422, 422, 422]);
    const page = (await villani.get(`/HelpDesk/${id}`)).body;
    assert.equal(new Set(page.match(/\/files\/\d+/g)).size, 2);
  });

  it('should leave a visitor signed in who asks for an asset that is not there, or in a way that is not known', async () => {
    const lost = await villani.get('/assets/none.js');
    assert.deepEqual([lost.status, lost.headers['set-cookie']], [404, undefined]);
    const long = await villani.get(`/HelpDesk?q=${'x'.repeat(9000)}`);
    assert.deepEqual([long.status, long.headers['set-cookie']], [414, undefined]);
    assert.equal((await villani.get('/me')).status, 200);
  });

  it('should show a status that is a word every object knows', async () => {
    const id = await createTicket(villani, 'Stato strano');
    for (const status of ['constructor', '__proto__']) {
      await on.knex('vte_troubletickets').where({ ticketid: id }).update({ status, priority: status });
      for (const page of ['/', '/HelpDesk', `/HelpDesk/${id}`]) assert.equal((await villani.get(page)).status, 200);
    }
  });

  it('should not reopen by a comment what was closed this very moment, without that permission', async () => {
    const id = await createTicket(villani, 'Chiusa adesso');
    const takeBack = on.test.portal.hooks.onFilter('test', 'comment.beforeCreate', async () => {
      await on.knex('vte_troubletickets').where({ ticketid: id }).update({ status: 'Closed' });
      return undefined;
    });
    await on.without('reopen', async () => {
      await on.unchanged(() => on.act(id, 'comments', { comment: 'Ancora una cosa' }), 403);
    });
    takeBack();
    assert.equal((await on.ticket(id)).status, 'Closed');
  });

  it('should leave an edited ticket’s status alone, whatever a new one starts with', async () => {
    await changeTicketRule(on.test, ({ fields }) => ({
      fields: { ...fields, ticketstatus: { shown: true, form: 'readonly', preset: 'Open' } },
    }));
    const id = await createTicket(villani, 'In lavorazione');
    await on.agentSets(id, 'In Progress');
    assert.equal((await villani.submit(`/HelpDesk/${id}/edit`, { ticket_title: 'Titolo nuovo' })).status, 303);
    const { title, status } = await on.ticket(id);
    assert.deepEqual([title, status], ['Titolo nuovo', 'In Progress']);
  });

  it('should keep a text too long for a form out of it, and as it is', async () => {
    const id = await createTicket(villani, 'Testo enorme');
    const long = 'x'.repeat(3_000_000);
    await on.knex('vte_troubletickets').where({ ticketid: id }).update({ description: long });
    const form = await villani.get(`/HelpDesk/${id}/edit`);
    assert.deepEqual([form.status, form.body.length < 100_000], [200, true]);
    assert.equal((await villani.submit(`/HelpDesk/${id}/edit`, { ticket_title: 'Altro titolo' })).status, 303);
    const row = await on.knex('vte_troubletickets').where({ ticketid: id }).first('title', 'description');
    assert.deepEqual([row.title, row.description === long], ['Altro titolo', true]);
  });
});
