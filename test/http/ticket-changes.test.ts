import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { filePart } from '../support/multipart.js';
import { createTicket } from '../support/ticket-site.js';
import { openTicketSteps, type TicketSteps } from '../support/ticket-steps.js';
import { textOf, type Visitor } from '../support/visitor.js';

eachPortal('a ticket’s changes', (buildPortal) => {
  let on: TicketSteps;
  let villani: Visitor;
  before(async () => {
    on = await openTicketSteps(buildPortal);
    villani = on.villani;
  });
  after(() => on?.close());

  describe('editing', () => {
    it('should start with what is stored and keep what is sent', async () => {
      const id = await createTicket(villani, 'Titolo «vecchio»');
      const page = `/HelpDesk/${id}/edit`;
      assert.ok((await villani.get(page)).body.includes('value="Titolo «vecchio»"'));
      const answer = await villani.submit(page, { ticket_title: 'Titolo nuovo', description: 'Anche questo' });
      assert.deepEqual([answer.status, answer.location], [303, `/HelpDesk/${id}`]);
      const { title, status, parent_id } = await on.ticket(id);
      assert.deepEqual([title, status, parent_id], ['Titolo nuovo', 'Open', on.test.villani.contactId]);
    });

    it('should answer a conflict with the text kept when somebody was faster', async () => {
      const id = await createTicket(villani, 'Conteso');
      const { action, hidden } = await villani.form(`/HelpDesk/${id}/edit`);
      await on.agentSets(id, 'In Progress');
      const body = await on.unchanged(() => villani.post(action, { ...hidden, ticket_title: 'Il mio testo' }), 409);
      assert.ok(body.includes('value="Il mio testo"'));
      assert.match(textOf(body), /Qualcun altro ha modificato la richiesta/);
      assert.equal((await on.ticket(id)).title, 'Conteso');
    });

    it('should let one of two edits at once win', async () => {
      const id = await createTicket(villani, 'Due alla volta');
      const forms = await Promise.all([1, 2].map(() => villani.form(`/HelpDesk/${id}/edit`)));
      const statuses = await Promise.all(
        forms.map(async ({ action, hidden }, index) => {
          return (await villani.post(action, { ...hidden, ticket_title: `Testo ${index}` })).status;
        }),
      );
      assert.deepEqual(statuses.sort(), [303, 409]);
    });

    it('should need the permission and an open ticket', async () => {
      const id = await createTicket(villani, 'Intoccabile');
      const { action, hidden } = await villani.form(`/HelpDesk/${id}/edit`);
      const send = () => villani.post(action, { ...hidden, ticket_title: 'Toccato' });
      await on.without('edit', async () => {
        assert.equal((await villani.get(action)).status, 403);
        await on.unchanged(send, 403);
      });
      await on.act(id, 'resolve');
      assert.equal((await villani.get(action)).status, 403);
      await on.unchanged(send, 403);
      assert.equal((await on.ticket(id)).title, 'Intoccabile');
    });
  });

  describe('deleting', () => {
    const confirmed = (id: number) => villani.submit(`/HelpDesk/${id}/confirm/delete`, {}, `/HelpDesk/${id}/delete`);

    it('should move one’s own untouched ticket to the CRM’s bin', async () => {
      const id = await createTicket(villani, 'Per sbaglio');
      const answer = await confirmed(id);
      assert.deepEqual([answer.status, answer.location], [303, '/HelpDesk']);
      assert.equal((await on.knex('vte_crmentity').where({ crmid: id }).first()).deleted, 1);
      assert.equal((await villani.get(`/HelpDesk/${id}`)).status, 404);
    });

    it('should refuse once anybody else has worked on it', async () => {
      const commented = await createTicket(villani, 'Con risposta');
      await on.agentComments(commented);
      const inProgress = await createTicket(villani, 'In corso');
      await on.agentSets(inProgress, 'In Progress');
      const ofColleague = await createTicket(villani, 'Di una collega');
      await on.giveToColleague(ofColleague);
      for (const id of [commented, inProgress, ofColleague]) {
        await on.unchanged(() => on.force(id, 'delete'), 403);
        assert.equal((await on.knex('vte_crmentity').where({ crmid: id }).first()).deleted, 0);
      }
    });

    it('should need the permission', async () => {
      const id = await createTicket(villani, 'Da tenere');
      await on.without('delete', async () => void (await on.unchanged(() => on.force(id, 'delete'), 403)));
    });
  });

  describe('files', () => {
    it('should keep several at once, and give back the same bytes as attachments', async () => {
      const id = await createTicket(villani, 'Con allegati');
      const bytes = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
      const files = [filePart('foto «città».png', bytes), filePart('note.txt', 'due righe\r\ne un €')];
      const answer = await villani.submit(`/HelpDesk/${id}`, {}, `/HelpDesk/${id}/files`, files);
      assert.equal(answer.status, 303);
      const { body } = await villani.get(`/HelpDesk/${id}`);
      const hrefs = [...new Set(body.match(new RegExp(`/HelpDesk/${id}/files/\\d+`, 'g')))];
      assert.equal(hrefs.length, 2);
      const got = await Promise.all(hrefs.map((href) => villani.get(href)));
      const sent = [...files.map((part) => Buffer.from(part.content).toString('hex'))].sort();
      assert.deepEqual(got.map((file) => file.bytes.toString('hex')).sort(), sent);
      for (const file of got) assert.match(file.headers['content-disposition'] ?? '', /^(attachment|inline); filename/);
    });

    it('should keep the good ones and name the bad ones', async () => {
      const id = await createTicket(villani, 'Uno buono');
      const files = [filePart('vuoto.txt', ''), filePart('buono.txt', 'ciao')];
      assert.equal((await villani.submit(`/HelpDesk/${id}`, {}, `/HelpDesk/${id}/files`, files)).status, 303);
      const text = textOf((await villani.get(`/HelpDesk/${id}`)).body);
      assert.match(text, /vuoto\.txt è vuoto/);
      assert.match(text, /buono\.txt/);
    });

    it('should refuse when none is good, when there is none, and without the permission', async () => {
      const id = await createTicket(villani, 'Nessuno buono');
      const send = (files: ReturnType<typeof filePart>[]) =>
        villani.submit(`/HelpDesk/${id}`, {}, `/HelpDesk/${id}/files`, files);
      assert.match(textOf(await on.unchanged(() => send([filePart('vuoto.txt', '')]), 422)), /vuoto\.txt è vuoto/);
      const none = await on.unchanged(() => send([]), 422);
      assert.match(textOf(none), /Scegli almeno un file/);
      assert.match(none, /<div [^>]*id="error-summary"[^>]*>.*?<a href="#field-files">/s);
      const { action, hidden } = await villani.form(`/HelpDesk/${id}`, `/HelpDesk/${id}/files`);
      await on.without('attach', async () => {
        await on.unchanged(() => villani.postFiles(action, hidden, [filePart('a.txt', 'a')]), 403);
        const { hidden: fresh } = await villani.form('/HelpDesk/new');
        const fields = { ...fresh, ticket_title: 'Con file' };
        await on.unchanged(() => villani.postFiles('/HelpDesk/new', fields, [filePart('a.txt', 'a')]), 403);
      });
    });
  });
});
