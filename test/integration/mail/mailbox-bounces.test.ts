import assert from 'node:assert/strict';
import { eachPortal } from '../../support/build-portal.js';
import { needDovecot } from '../../support/dovecot.js';
import { until } from '../../support/inbox-site.js';
import { openReplyDesk, type ReplyDesk } from '../../support/reply-desk.js';
import { createTicket } from '../../support/ticket-site.js';

eachPortal('mails that come back to the mailbox', (buildPortal) => {
  let on: ReplyDesk;
  before(async function () {
    needDovecot(this);
    on = await openReplyDesk(buildPortal);
  });
  after(() => on?.close());

  /** A report as mail servers write it, about a mail with this Message-ID. */
  function report(messageId: string, address: string, at = 'first'): string {
    const lines = [
      'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
      'To: assistenza@acme.example',
      'Subject: Undelivered Mail Returned to Sender',
      `Message-ID: <${at}.${messageId.slice(1)}`,
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      `I could not deliver your message to <${address}>.`,
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      `Final-Recipient: rfc822; ${address}`,
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
      '',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${messageId}`,
      `To: ${address}`,
      '',
      '--b--',
      '',
    ];
    return lines.join('\r\n');
  }

  async function deal(raw: string): Promise<string> {
    const before = (await on.rows()).length;
    await on.mailbox.deliver(raw);
    await until('the report was read', async () => (await on.rows()).length > before);
    return String((await on.rows()).at(-1)?.outcome);
  }
  const isStopped = async (): Promise<boolean> =>
    (await on.knex('portal_mail_address').whereNotNull('stopped_at').pluck('address')).length > 0;

  it('should believe no report of a mail it did not send to that address', async () => {
    const [mail] = await on.sent('ticket-created', 1);
    const messageId = mail?.headers.get('message-id') ?? assert.fail();
    assert.equal(await deal(report('<made-up@localhost>', on.test.villani.email)), 'ignored');
    assert.equal(await deal(report(messageId, on.test.torri.email)), 'ignored');
    assert.equal(await isStopped(), false);
  });

  it('should stop mails to an address that refuses them for good', async () => {
    const [mail] = await on.sent('ticket-created', 1);
    const messageId = mail?.headers.get('message-id') ?? assert.fail();
    assert.equal(await deal(report(messageId, on.test.villani.email, 'second')), 'bounce');
    assert.equal(await isStopped(), true);
    const sent = on.smtp.received.length;
    await createTicket(on.villani, 'Dopo il rifiuto');
    const last = on.knex('portal_mail').orderBy('id', 'desc');
    await until('the next mail was judged', async () => (await last.clone().first('state')).state !== 'waiting');
    const { state, gate_reason } = await last.clone().first('state', 'gate_reason');
    assert.deepEqual([state, gate_reason, on.smtp.received.length], ['cancelled', 'stopped', sent]);
  });
});
