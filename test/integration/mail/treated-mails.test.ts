import assert from 'node:assert/strict';
import { eachPortal } from '../../support/build-portal.js';
import { type MailDesk, openMailDesk } from '../../support/mail-desk.js';
import { sendOutbox } from '../../support/send-outbox.js';
import { bodyOf, type ReceivedMail } from '../../support/smtp.js';

eachPortal('mails as their recipients want them', (buildPortal) => {
  let on: MailDesk;
  const received: ReceivedMail[] = [];
  before(async () => {
    on = await openMailDesk(buildPortal);
  });
  after(() => on?.test.close());
  beforeEach(async () => {
    await on.clear();
    received.length = 0;
  });

  /** Sends all that may go out now. */
  async function send(limit = 100): Promise<void> {
    const gate = on.gate({ limits: () => ({ perRecipient: limit, perTicket: limit }) });
    received.push(...(await sendOutbox(on.test, { gate, clock: on.clock })));
  }

  it('should carry in their foot the link that ends them, and none where there is no way to', async () => {
    await on.add('comment-added', on.test.villani, { ticketId: 8 });
    await on.add('password-changed');
    await send();
    const [comment, password] = received;
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
    const [bare, quote, whole] = received;
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
    assert.equal(received.length, 3);
    on.clock.pass(3_600_000);
    await on.digests.look();
    await send(3);
    assert.equal(received.length, 4);
    const [, , , digest] = received;
    assert.ok(digest);
    assert.match(String(digest.headers.get('subject')), /Riepilogo: 9 novità/);
    assert.equal(bodyOf(digest, 'text/plain').match(/HelpDesk\/8/g)?.length, 9);
  });
});
