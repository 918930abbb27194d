import assert from 'node:assert/strict';
import { eachPortal } from '../support/build-portal.js';
import { changeProfile, openTicketSite, type TicketSite } from '../support/ticket-site.js';
import { textOf } from '../support/visitor.js';

eachPortal('announcements', (buildPortal) => {
  let on: TicketSite;
  before(async () => {
    on = await openTicketSite(buildPortal);
    await changeProfile(on.test, () => ({
      announcements: [
        { text: { it: 'Chiusi <b>per ferie</b>', en: 'Closed' }, kind: 'warn' },
        { text: { it: 'Passato' }, to: '2020-01-01' },
        { text: { it: 'Futuro' }, from: '2099-01-01' },
      ],
    }));
  });
  after(() => on?.close());

  it('should stand on the home page as plain text, today’s only', async () => {
    const { body } = await on.villani.get('/');
    assert.match(textOf(body), /Avvisi\s+Chiusi/);
    assert.ok(body.includes('Chiusi &lt;b&gt;per ferie'));
    assert.doesNotMatch(body, /Passato|Futuro/);
  });

  it('should stand nowhere else while there is a home page', async () => {
    assert.doesNotMatch((await on.villani.get('/HelpDesk')).body, /Chiusi/);
  });

  it('should stand above the requests in interface 1', async () => {
    await on.test.portal.stores.settings.write('interface', '1');
    await on.test.portal.settings.refresh();
    const { body } = await on.villani.get('/HelpDesk?show=mine');
    assert.match(body, /p-message-warn[\s\S]*Chiusi &lt;b&gt;/);
    assert.doesNotMatch(body, /Passato|Futuro/);
    assert.doesNotMatch((await on.villani.get('/Quotes')).body, /Chiusi/);
  });
});
