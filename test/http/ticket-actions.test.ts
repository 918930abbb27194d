import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { filePart } from '../support/multipart.js';
import {
  changeTicketRule,
  countWritten,
  createTicket,
  openTicketSite,
  type TicketSite,
} from '../support/ticket-site.js';
import { type SiteAnswer, textOf, type Visitor } from '../support/visitor.js';

type Ticket = Readonly<{ status: string; title: string; parent_id: number }>;

eachPortal('a ticket’s steps', (buildPortal) => {
  let on: TicketSite;
  let villani: Visitor;
  before(async () => {
    on = await openTicketSite(buildPortal);
    villani = on.villani;
    await allow({ edit: true, delete: true });
  });
  after(() => on?.close());

  type Permissions = Parameters<Parameters<typeof changeTicketRule>[1]>[0]['permissions'];
  function allow(changes: Partial<Permissions>): Promise<void> {
    return changeTicketRule(on.test, ({ permissions }) => ({ permissions: { ...permissions, ...changes } }));
  }

  async function without(permission: keyof Permissions, work: () => Promise<void>): Promise<void> {
    await allow({ [permission]: false });
    try {
      await work();
    } finally {
      await allow({ [permission]: true });
    }
  }

  async function ticket(id: number): Promise<Ticket> {
    return on.knex('vte_troubletickets').where({ ticketid: id }).first();
  }

  /** What an agent does in the CRM. */
  async function agentSets(id: number, status: string): Promise<void> {
    await on.knex('vte_troubletickets').where({ ticketid: id }).update({ status });
    await on.knex('vte_crmentity').where({ crmid: id }).update({ modifiedtime: '2030-01-01 10:00:00' });
  }

  async function agentComments(id: number): Promise<void> {
    const [last] = await on.knex('vte_ticketcomments').max({ id: 'commentid' });
    const commentid = Number(last?.id) + 1000;
    const comment = { ticketid: id, comments: 'Arriviamo.', ownerid: 1, ownertype: 'user' };
    await on.knex('vte_ticketcomments').insert({ commentid, ...comment, createdtime: '2026-11-24 12:00:00' });
  }

  async function giveToColleague(id: number): Promise<void> {
    const { accountid } = await on.knex('vte_contactdetails').where({ contactid: on.test.villani.contactId }).first();
    const colleague = await on
      .knex('vte_contactdetails')
      .where({ accountid })
      .whereNot({ contactid: on.test.villani.contactId })
      .first();
    await on.knex('vte_troubletickets').where({ ticketid: id }).update({ parent_id: colleague.contactid });
    await on.knex('vte_customerdetails').where({ customerid: colleague.contactid }).update({ portal: 1 });
    const access = { id: colleague.contactid, user_name: colleague.email, user_password: '', type: 'C', isactive: 1 };
    await on.knex('vte_portalinfo').insert(access).onConflict('id').merge(['isactive']);
  }

  function act(id: number, action: string, fields = {}): Promise<SiteAnswer> {
    return villani.submit(`/HelpDesk/${id}`, fields, `/HelpDesk/${id}/${action}`);
  }

  /** Sends a step without its form, as one does who is not offered it. */
  async function force(id: number, action: string, fields = {}): Promise<SiteAnswer> {
    const { hidden } = await villani.form('/HelpDesk/new');
    return villani.post(`/HelpDesk/${id}/${action}`, { ...hidden, ...fields });
  }

  async function unchanged(send: () => Promise<SiteAnswer>, status: number): Promise<string> {
    const before = await countWritten(on);
    const answer = await send();
    assert.equal(answer.status, status);
    assert.deepEqual(await countWritten(on), before);
    return answer.body;
  }

  describe('commenting', () => {
    it('should number comments newest first, set the CRM’s status and tell the assignee', async () => {
      const id = await createTicket(villani, 'Da commentare');
      const before = await countWritten(on);
      const first = await act(id, 'comments', { comment: 'Il <b>primo</b>\nsu due righe' });
      assert.equal(first.status, 303);
      assert.match(first.headers.location ?? '', new RegExp(`^/portal/HelpDesk/${id}#c\\d+$`));
      await act(id, 'comments', { comment: 'Il secondo' });
      const { body } = await villani.get(`/HelpDesk/${id}`);
      const text = textOf(body);
      assert.match(text, /Commenti 2 .*#2 .*Il secondo .*#1 .*Il <b>primo<\/b>/);
      assert.match(body, /Il &lt;b&gt;primo&lt;\/b&gt;\nsu due righe/);
      assert.equal((await ticket(id)).status, 'Answered by customer');
      const [notice, ...more] = await on.knex('vte_modnotifications').where({ related_to: id });
      assert.deepEqual([notice.mod_not_type, notice.seen, more.length], ['Ticket portal replied', 0, 0]);
      assert.match(notice.description, /Il secondo/);
      assert.equal((await countWritten(on)).portal_mail, before.portal_mail, 'nobody is mailed their own comment');
    });

    it('should refuse an empty or unstorable comment beside the field, keeping the text', async () => {
      const id = await createTicket(villani, 'Commenti sbagliati');
      const empty = await unchanged(() => act(id, 'comments', { comment: '  ' }), 422);
      assert.match(empty, /id="comment-error"/);
      const emoji = await unchanged(() => act(id, 'comments', { comment: 'Grazie 👍 mille' }), 422);
      assert.match(emoji, /Grazie 👍 mille<\/textarea>/u);
      assert.match(emoji, /name="_strip"/);
      const long = await unchanged(() => act(id, 'comments', { comment: 'è'.repeat(33_000) }), 422);
      assert.match(textOf(long), /Il testo è troppo lungo/);
      assert.equal((await act(id, 'comments', { comment: 'Grazie 👍 mille', _strip: '1' })).status, 303);
      assert.match(textOf((await villani.get(`/HelpDesk/${id}`)).body), /Grazie\s+mille/);
    });

    it('should take the same form twice, and two at once, as one comment', async () => {
      const id = await createTicket(villani, 'Doppio clic');
      const { action, hidden } = await villani.form(`/HelpDesk/${id}`, `/HelpDesk/${id}/comments`);
      const answers = await Promise.all([1, 2].map(() => villani.post(action, { ...hidden, comment: 'Una volta' })));
      assert.deepEqual(
        answers.map(({ status }) => status),
        [303, 303],
      );
      assert.equal(answers[0]?.headers.location, answers[1]?.headers.location);
      assert.equal((await on.knex('vte_ticketcomments').where({ ticketid: id })).length, 1);
      await unchanged(() => villani.post(action, { ...hidden, comment: 'Altro' }), 409);
    });

    it('should need the permission', async () => {
      const id = await createTicket(villani, 'Senza commenti');
      await without('comment', async () => {
        assert.doesNotMatch((await villani.get(`/HelpDesk/${id}`)).body, /name="comment"/);
        await unchanged(() => force(id, 'comments', { comment: 'Di nascosto' }), 403);
      });
    });

    it('should mail a colleague about a comment on their ticket', async () => {
      const id = await createTicket(villani, 'Della collega');
      await giveToColleague(id);
      const before = await on.knex('portal_mail').where({ kind: 'comment-added' });
      assert.equal((await act(id, 'comments', { comment: 'Anche da me' })).status, 303);
      const mails = await on.knex('portal_mail').where({ kind: 'comment-added' });
      assert.equal(mails.length - before.length, 1);
    });
  });

  describe('resolving', () => {
    it('should close once, mail once, and answer the second with a conflict', async () => {
      const id = await createTicket(villani, 'Risolto');
      const { action, hidden } = await villani.form(`/HelpDesk/${id}`, `/HelpDesk/${id}/resolve`);
      const other = await villani.form(`/HelpDesk/${id}`, `/HelpDesk/${id}/resolve`);
      const before = await countWritten(on);
      const statuses = await Promise.all(
        [hidden, other.hidden].map(async (form) => (await villani.post(action, form)).status),
      );
      assert.deepEqual(statuses.sort(), [303, 409]);
      assert.equal((await ticket(id)).status, 'Closed');
      const after = await countWritten(on);
      assert.equal((after.portal_mail ?? 0) - (before.portal_mail ?? 0), 1);
      assert.equal((after.vte_changelog ?? 0) - (before.vte_changelog ?? 0), 1);
      await unchanged(() => force(id, 'resolve'), 409);
    });

    it('should answer the same form sent again as the first time', async () => {
      const id = await createTicket(villani, 'Risolto due volte');
      const { action, hidden } = await villani.form(`/HelpDesk/${id}`, `/HelpDesk/${id}/resolve`);
      assert.equal((await villani.post(action, hidden)).status, 303);
      await unchanged(() => villani.post(action, hidden), 303);
    });

    it('should need the permission, and be one’s own ticket unless the profile says more', async () => {
      const id = await createTicket(villani, 'Non da chiudere');
      await without('resolve', async () => void (await unchanged(() => force(id, 'resolve'), 403)));
      await giveToColleague(id);
      await unchanged(() => force(id, 'resolve'), 403);
      await allow({ resolveColleagues: true });
      assert.equal((await force(id, 'resolve')).status, 303);
      await allow({ resolveColleagues: false });
    });
  });

  describe('reopening', () => {
    it('should happen by a comment on a ticket an agent has closed', async () => {
      const id = await createTicket(villani, 'Chiuso da un agente');
      await agentSets(id, 'Closed');
      assert.match(textOf((await villani.get(`/HelpDesk/${id}`)).body), /Aggiungi un commento per riaprire/);
      assert.equal((await act(id, 'comments', { comment: 'Non va ancora' })).status, 303);
      assert.equal((await ticket(id)).status, 'Answered by customer');
    });

    it('should ask for a comment on its own page', async () => {
      const id = await createTicket(villani, 'Da riaprire');
      await unchanged(() => force(id, 'reopen', { comment: 'È aperta' }), 409);
      await act(id, 'resolve');
      const page = `/HelpDesk/${id}/confirm/reopen`;
      const empty = await unchanged(() => villani.submit(page, { comment: '' }, `/HelpDesk/${id}/reopen`), 422);
      assert.match(empty, /id="comment-error"/);
      const answer = await villani.submit(page, { comment: 'Succede ancora' }, `/HelpDesk/${id}/reopen`);
      assert.equal(answer.status, 303);
      assert.equal((await ticket(id)).status, 'Answered by customer');
      assert.match(textOf((await villani.get(`/HelpDesk/${id}`)).body), /Succede ancora/);
    });

    it('should need the permission, for a comment too', async () => {
      const id = await createTicket(villani, 'Chiuso per sempre');
      await act(id, 'resolve');
      await without('reopen', async () => {
        assert.match(textOf((await villani.get(`/HelpDesk/${id}`)).body), /non si possono aggiungere commenti/);
        await unchanged(() => force(id, 'comments', { comment: 'Ma…' }), 403);
        await unchanged(() => force(id, 'reopen', { comment: 'Ma…' }), 403);
      });
      assert.equal((await ticket(id)).status, 'Closed');
    });
  });

  describe('editing', () => {
    it('should start with what is stored and keep what is sent', async () => {
      const id = await createTicket(villani, 'Titolo «vecchio»');
      const page = `/HelpDesk/${id}/edit`;
      assert.ok((await villani.get(page)).body.includes('value="Titolo «vecchio»"'));
      const answer = await villani.submit(page, { ticket_title: 'Titolo nuovo', description: 'Anche questo' });
      assert.deepEqual([answer.status, answer.location], [303, `/HelpDesk/${id}`]);
      const { title, status, parent_id } = await ticket(id);
      assert.deepEqual([title, status, parent_id], ['Titolo nuovo', 'Open', on.test.villani.contactId]);
    });

    it('should answer a conflict with the text kept when somebody was faster', async () => {
      const id = await createTicket(villani, 'Conteso');
      const { action, hidden } = await villani.form(`/HelpDesk/${id}/edit`);
      await agentSets(id, 'In Progress');
      const body = await unchanged(() => villani.post(action, { ...hidden, ticket_title: 'Il mio testo' }), 409);
      assert.ok(body.includes('value="Il mio testo"'));
      assert.match(textOf(body), /Qualcun altro ha modificato la richiesta/);
      assert.equal((await ticket(id)).title, 'Conteso');
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
      await without('edit', async () => {
        assert.equal((await villani.get(action)).status, 403);
        await unchanged(send, 403);
      });
      await act(id, 'resolve');
      assert.equal((await villani.get(action)).status, 403);
      await unchanged(send, 403);
      assert.equal((await ticket(id)).title, 'Intoccabile');
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
      await agentComments(commented);
      const inProgress = await createTicket(villani, 'In corso');
      await agentSets(inProgress, 'In Progress');
      const ofColleague = await createTicket(villani, 'Di una collega');
      await giveToColleague(ofColleague);
      for (const id of [commented, inProgress, ofColleague]) {
        await unchanged(() => force(id, 'delete'), 403);
        assert.equal((await on.knex('vte_crmentity').where({ crmid: id }).first()).deleted, 0);
      }
    });

    it('should need the permission', async () => {
      const id = await createTicket(villani, 'Da tenere');
      await without('delete', async () => void (await unchanged(() => force(id, 'delete'), 403)));
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
      assert.match(textOf(await unchanged(() => send([filePart('vuoto.txt', '')]), 422)), /vuoto\.txt è vuoto/);
      assert.match(textOf(await unchanged(() => send([]), 422)), /Scegli almeno un file/);
      const { action, hidden } = await villani.form(`/HelpDesk/${id}`, `/HelpDesk/${id}/files`);
      await without('attach', async () => {
        await unchanged(() => villani.postFiles(action, hidden, [filePart('a.txt', 'a')]), 403);
        const { hidden: fresh } = await villani.form('/HelpDesk/new');
        const fields = { ...fresh, ticket_title: 'Con file' };
        await unchanged(() => villani.postFiles('/HelpDesk/new', fields, [filePart('a.txt', 'a')]), 403);
      });
    });
  });
});
