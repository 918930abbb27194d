import assert from 'node:assert/strict';
import { eachPortal } from '../../support/build-portal.js';
import { addColleague } from '../../support/colleague.js';
import { changeTicketRule, createTicket, openTicketSite, type TicketSite } from '../../support/ticket-site.js';
import type { Fields, SiteAnswer } from '../../support/visitor.js';

eachPortal('The record of what customers do', (buildPortal) => {
  let on: TicketSite;

  before(async () => {
    on = await openTicketSite(buildPortal);
    await changeTicketRule(on.test, ({ permissions }) => ({ permissions: { ...permissions, delete: true } }));
  });
  after(() => on?.close());

  async function send(path: string, fields: Fields): Promise<SiteAnswer> {
    const { hidden } = await on.villani.form('/HelpDesk/new');
    return on.villani.post(path, { ...hidden, ...fields });
  }

  it('should tell each step on a ticket once, also where a form is sent twice', async () => {
    const colleague = await addColleague(on);
    const contact = String(colleague.contactId);
    const id = await createTicket(on.villani, 'Nastro fermo');
    const page = `/HelpDesk/${id}`;
    assert.equal((await send(`${page}/participants`, { contact })).status, 303);
    assert.equal((await send(`${page}/participants`, { contact })).status, 303, 'who follows already is no news');
    assert.equal((await send(`${page}/participants`, { remove: contact })).status, 303);
    assert.equal((await send(`${page}/comments`, { comment: 'Da stamattina' })).status, 303);
    assert.equal((await send(`${page}/resolve`, {})).status, 303);
    const { hidden } = await on.villani.form('/HelpDesk/new');
    for (const _ of [1, 2]) await on.villani.post(`${page}/rating`, { ...hidden, stars: '4', word: 'Veloci' });
    const gone = await createTicket(on.villani, 'Per sbaglio');
    assert.equal((await send(`/HelpDesk/${gone}/delete`, {})).status, 303);
    const lines = await on.test.portal.stores.audit.list({ contactId: on.test.villani.contactId }, 50);
    const told = lines.filter(({ module }) => module === 'HelpDesk').map(({ action, recordId }) => [action, recordId]);
    assert.deepEqual(told.reverse(), [
      ['ticket.created', id],
      ['participant.added', id],
      ['participant.removed', id],
      ['comment.created', id],
      ['ticket.resolved', id],
      ['ticket.rated', id],
      ['ticket.created', gone],
      ['ticket.deleted', gone],
    ]);
    assert.ok(lines.every(({ actor, network }) => actor.kind === 'customer' && network === '127.0.0.1'));
  });
});
