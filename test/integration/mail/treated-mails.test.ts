import assert from 'node:assert/strict';
import { silentLogger } from '../../../src/core/logger.js';
import { MailWorker } from '../../../src/mail/mail-worker.js';
import { createSmtpTransport } from '../../../src/mail/smtp-transport.js';
import { eachPortal } from '../../support/build-portal.js';
import { type MailDesk, openMailDesk } from '../../support/mail-desk.js';
import { buildRenderer } from '../../support/mails.js';
import { bodyOf, startSmtp, type TestSmtp } from '../../support/smtp.js';

eachPortal('mails as their recipients want them', (buildPortal) => {
  let on: MailDesk;
  let smtp: TestSmtp;
  before(async () => {
    on = await openMailDesk(buildPortal);
  });
  after(() => on?.test.close());
  beforeEach(async () => {
    await on.clear();
    smtp = await startSmtp();
  });
  afterEach(() => smtp.close());

  /** Sends all that may go out now. */
  async function send(limit = 100): Promise<void> {
    const { portal } = on.test;
    const transport = createSmtpTransport(smtp.url, { connection: 5_000, greeting: 5_000, socket: 5_000 });
    const worker = new MailWorker({
      store: portal.stores.mails,
      outbox: portal.services.outbox,
      transport,
      renderer: await buildRenderer(),
      hooks: portal.hooks,
      sender: { address: 'assistenza@acme.example', name: 'Assistenza Acme' },
      host: 'portale.acme.example',
      gate: on.gate({ limits: () => ({ perRecipient: limit, perTicket: limit }) }),
      clock: on.clock,
      log: silentLogger,
    });
    while ((await worker.runOnce()) > 0);
    transport.close();
  }

  it('should carry in their foot the link that ends them, and none where there is no way to', async () => {
    await on.add('comment-added', on.test.villani, { ticketId: 8 });
    await on.add('password-changed');
    await send();
    const [comment, password] = smtp.received;
    assert.ok(comment && password);
    const link = /https:\/\/portale\.acme\.example\/portal\/unsubscribe\/\d+\.comments\.\w{64}/;
    for (const type of ['text/plain', 'text/html'] as const) {
      assert.match(bodyOf(comment, type), link);
      assert.match(bodyOf(comment, type), /\/portal\/me\/notifications/);
      assert.doesNotMatch(bodyOf(password, type), /unsubscribe/);
    }
  });

  it('should tell no more than that there is news to who wants them without content', async () => {
    await on.choose({}, true);
    await on.add('comment-added', on.test.villani, { ticketId: 8 });
    await on.add('quote-to-accept');
    await on.add('comment-added', on.test.torri, { ticketId: 8 });
    await send();
    const [bare, quote, whole] = smtp.received;
    assert.ok(bare && quote && whole);
    for (const mail of [bare, quote]) {
      const everything = [mail.headers.get('subject'), bodyOf(mail, 'text/plain'), bodyOf(mail, 'text/html')].join();
      assert.doesNotMatch(everything, /ricambio|Ricambi|Nome della segnalazione|2\.782/);
      assert.match(bodyOf(mail, 'text/plain'), /\/portal\/(HelpDesk\/8|Quotes\/12)/);
    }
    assert.match(String(bare.headers.get('subject')), /TT8 \[ Ticket Id : 8 \]/, 'answers still find their ticket');
    assert.match(bodyOf(whole, 'text/plain'), /Abbiamo spedito il ricambio/);
  });

  it('should not go out when they are not wanted, and in one summary beyond the limits', async () => {
    await on.choose({ status: 'off' });
    await on.add('status-changed', on.test.villani, { ticketId: 8 });
    for (let n = 0; n < 12; n += 1) await on.add('comment-added', on.test.villani, { ticketId: 8 });
    await send(3);
    assert.equal(smtp.received.length, 3);
    on.clock.pass(3_600_000);
    await on.digests.look();
    await send(3);
    assert.equal(smtp.received.length, 4);
    const [, , , digest] = smtp.received;
    assert.ok(digest);
    assert.match(String(digest.headers.get('subject')), /Riepilogo: 9 novità/);
    assert.equal(bodyOf(digest, 'text/plain').match(/HelpDesk\/8/g)?.length, 9);
  });
});
