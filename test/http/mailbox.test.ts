import assert from 'node:assert/strict';
import { mailboxRoutes } from '../../src/features/demo-mailbox/mailbox-routes.js';
import { visit } from '../support/visit.js';
import { startWebApp, type WebApp } from '../support/web-app.js';

describe('demo mailbox', () => {
  const mail = {
    id: '7',
    to: 'ada@acme.example',
    subject: 'Nuovo <ticket>',
    at: Date.UTC(2026, 6, 1, 10),
    html: '<html><head></head><body><script>alert(1)</script><a href="http://localhost/x">Apri</a></body></html>',
    text: 'Apri:\nhttps://portal.example.com/portal/HelpDesk/7\n',
  };
  let app: WebApp;
  before(async () => {
    const reader = { list: async () => [mail], find: async (id: string) => (id === mail.id ? mail : undefined) };
    app = await startWebApp({ routes: [mailboxRoutes(reader, 'Europe/Rome')] });
  });
  after(() => app.close());

  it('should list what was sent, in the zone of the CRM', async () => {
    const { status, body } = await visit(app.port, '/portal/demo/mailbox');
    assert.equal(status, 200);
    assert.match(body, /href="\/portal\/demo\/mailbox\/7"/);
    assert.match(body, /Nuovo &lt;ticket&gt;/);
    assert.match(body, /12:00:00/);
  });

  it('should show a mail’s text with its addresses as links', async () => {
    const { body } = await visit(app.port, '/portal/demo/mailbox/7');
    assert.match(body, /<a href="https:\/\/portal\.example\.com\/portal\/HelpDesk\/7"/);
    assert.match(body, /href="\/portal\/demo\/mailbox\/7\/html"/);
  });

  it('should show the designed version as a document that can run nothing', async () => {
    const { headers, body } = await visit(app.port, '/portal/demo/mailbox/7/html');
    assert.match(String(headers['content-security-policy']), /^sandbox allow-popups [a-z-]+; default-src 'none';/);
    assert.doesNotMatch(String(headers['content-security-policy']), /allow-scripts|allow-same-origin|script-src/);
    assert.match(body, /<base target="_blank">/);
  });

  it('should not know a mail that was never sent', async () => {
    for (const id of ['8', 'x%2f..', 'y'.repeat(80)])
      assert.equal((await visit(app.port, `/portal/demo/mailbox/${id}`)).status, 404);
  });
});
