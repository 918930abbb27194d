import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { countWritten, createTicket } from '../support/ticket-site.js';
import { openTicketSteps, type TicketSteps } from '../support/ticket-steps.js';
import { textOf, type Visitor } from '../support/visitor.js';

eachPortal('a ticket’s conversation', (buildPortal) => {
  let on: TicketSteps;
  let villani: Visitor;
  before(async () => {
    on = await openTicketSteps(buildPortal);
    villani = on.villani;
  });
  after(() => on?.close());

  describe('commenting', () => {
    it('should number comments newest first, set the CRM’s status and tell the assignee', async () => {
      const id = await createTicket(villani, 'Da commentare');
      const before = await countWritten(on);
      const first = await on.act(id, 'comments', { comment: 'Il <b>primo</b>\nsu due righe' });
      assert.equal(first.status, 303);
      assert.match(first.headers.location ?? '', new RegExp(`^/portal/HelpDesk/${id}#c\\d+$`));
      await on.act(id, 'comments', { comment: 'Il secondo' });
      const { body } = await villani.get(`/HelpDesk/${id}`);
      const text = textOf(body);
      assert.match(text, /Commenti 2 .*#2 .*Il secondo .*#1 .*Il <b>primo<\/b>/);
      assert.match(body, /Il &lt;b&gt;primo&lt;\/b&gt;\nsu due righe/);
      assert.equal((await on.ticket(id)).status, 'Answered by customer');
      const [notice, ...more] = await on.knex('vte_modnotifications').where({ related_to: id });
      assert.deepEqual([notice.mod_not_type, notice.seen, more.length], ['Ticket portal replied', 0, 0]);
      assert.match(notice.description, /Il secondo/);
      assert.equal((await countWritten(on)).portal_mail, before.portal_mail, 'nobody is mailed their own comment');
    });

    it('should refuse an empty or unstorable comment beside the field, keeping the text', async () => {
      const id = await createTicket(villani, 'Commenti sbagliati');
      const empty = await on.unchanged(() => on.act(id, 'comments', { comment: '  ' }), 422);
      assert.match(empty, /id="comment-error"/);
      assert.match(empty, /<div [^>]*id="error-summary"[^>]*>.*?<a href="#comment">/s);
      const emoji = await on.unchanged(() => on.act(id, 'comments', { comment: 'Grazie 👍 mille' }), 422);
      assert.match(emoji, /Grazie 👍 mille<\/textarea>/u);
      assert.match(emoji, /name="_strip"/);
      const long = await on.unchanged(() => on.act(id, 'comments', { comment: 'è'.repeat(33_000) }), 422);
      assert.match(textOf(long), /Il testo è troppo lungo/);
      assert.equal((await on.act(id, 'comments', { comment: 'Grazie 👍 mille', _strip: '1' })).status, 303);
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
      await on.unchanged(() => villani.post(action, { ...hidden, comment: 'Altro' }), 409);
    });

    it('should need the permission', async () => {
      const id = await createTicket(villani, 'Senza commenti');
      await on.without('comment', async () => {
        assert.doesNotMatch((await villani.get(`/HelpDesk/${id}`)).body, /name="comment"/);
        await on.unchanged(() => on.force(id, 'comments', { comment: 'Di nascosto' }), 403);
      });
    });

    it('should mail a colleague about a comment on their ticket', async () => {
      const id = await createTicket(villani, 'Della collega');
      await on.giveToColleague(id);
      const before = await on.knex('portal_mail').where({ kind: 'colleague-commented' });
      assert.equal((await on.act(id, 'comments', { comment: 'Anche da me' })).status, 303);
      const mails = await on.knex('portal_mail').where({ kind: 'colleague-commented' });
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
      assert.equal((await on.ticket(id)).status, 'Closed');
      const after = await countWritten(on);
      assert.equal((after.portal_mail ?? 0) - (before.portal_mail ?? 0), 1);
      assert.equal((after.vte_changelog ?? 0) - (before.vte_changelog ?? 0), 1);
      await on.unchanged(() => on.force(id, 'resolve'), 409);
    });

    it('should answer the same form sent again as the first time', async () => {
      const id = await createTicket(villani, 'Risolto due volte');
      const { action, hidden } = await villani.form(`/HelpDesk/${id}`, `/HelpDesk/${id}/resolve`);
      assert.equal((await villani.post(action, hidden)).status, 303);
      await on.unchanged(() => villani.post(action, hidden), 303);
    });

    it('should need the permission, and be one’s own ticket unless the profile says more', async () => {
      const id = await createTicket(villani, 'Non da chiudere');
      await on.without('resolve', async () => void (await on.unchanged(() => on.force(id, 'resolve'), 403)));
      await on.giveToColleague(id);
      await on.unchanged(() => on.force(id, 'resolve'), 403);
      await on.allow({ resolveColleagues: true });
      assert.equal((await on.force(id, 'resolve')).status, 303);
      await on.allow({ resolveColleagues: false });
    });
  });

  describe('reopening', () => {
    it('should happen by a comment on a ticket an agent has closed', async () => {
      const id = await createTicket(villani, 'Chiuso da un agente');
      await on.agentSets(id, 'Closed');
      assert.match(textOf((await villani.get(`/HelpDesk/${id}`)).body), /Aggiungi un commento per riaprire/);
      assert.equal((await on.act(id, 'comments', { comment: 'Non va ancora' })).status, 303);
      assert.equal((await on.ticket(id)).status, 'Answered by customer');
    });

    it('should ask for a comment on its own page', async () => {
      const id = await createTicket(villani, 'Da riaprire');
      await on.unchanged(() => on.force(id, 'reopen', { comment: 'È aperta' }), 409);
      await on.act(id, 'resolve');
      const page = `/HelpDesk/${id}/confirm/reopen`;
      const empty = await on.unchanged(() => villani.submit(page, { comment: '' }, `/HelpDesk/${id}/reopen`), 422);
      assert.match(empty, /id="comment-error"/);
      const answer = await villani.submit(page, { comment: 'Succede ancora' }, `/HelpDesk/${id}/reopen`);
      assert.equal(answer.status, 303);
      assert.equal((await on.ticket(id)).status, 'Answered by customer');
      assert.match(textOf((await villani.get(`/HelpDesk/${id}`)).body), /Succede ancora/);
    });

    it('should need the permission, for a comment too', async () => {
      const id = await createTicket(villani, 'Chiuso per sempre');
      await on.act(id, 'resolve');
      await on.without('reopen', async () => {
        assert.match(textOf((await villani.get(`/HelpDesk/${id}`)).body), /non si possono aggiungere commenti/);
        await on.unchanged(() => on.force(id, 'comments', { comment: 'Ma…' }), 403);
        await on.unchanged(() => on.force(id, 'reopen', { comment: 'Ma…' }), 403);
      });
      assert.equal((await on.ticket(id)).status, 'Closed');
    });
  });
});
