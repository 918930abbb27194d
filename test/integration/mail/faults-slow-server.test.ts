import assert from 'node:assert/strict';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { startSmtp, type TestSmtp } from '../../support/smtp.js';
import { openSite, type TestSite, type Visitor } from '../../support/visitor.js';

const NEW = '/HelpDesk/new';

eachPortal('A mail server that takes a mail and does not answer', (buildPortal) => {
  let test: TestPortal;
  let smtp: TestSmtp;
  let site: TestSite;
  let villani: Visitor;

  before(async () => {
    smtp = await startSmtp();
    test = await buildPortal({
      environment: { PORTAL_SMTP_URL: smtp.url, PORTAL_MAIL_FROM: 'assistenza@acme.example' },
    });
    await test.portal.run();
    site = await openSite(test);
    villani = await site.signIn(test.villani);
  });
  after(async () => {
    await site?.close();
    // First the server, so that the portal need not wait for its answer.
    await smtp?.close();
    await test?.close();
  });

  it('should keep nobody waiting: requests that cause mails are answered while it still has not', async () => {
    const { knex } = test.portal.host;
    const isHeld = new Promise<void>((resolve) => {
      smtp.onMessage = () => {
        resolve();
        return 'hang';
      };
    });
    const first = await villani.submit(NEW, { ticket_title: 'Server lento 1' });
    assert.equal(first.status, 303);
    await isHeld;
    for (const title of ['Server lento 2', 'Server lento 3']) {
      const { status, location } = await villani.submit(NEW, { ticket_title: title });
      assert.equal(status, 303);
      assert.equal((await villani.get(location)).status, 200);
    }
    const mails = await knex('portal_mail').where({ kind: 'ticket-created' });
    assert.equal(mails.length, 3, 'each is written down');
    assert.ok(mails.every(({ state }) => state === 'waiting'));
    assert.equal(smtp.received.length, 0);
  });
});
