import assert from 'node:assert/strict';
import { eachPortal } from '../../support/build-portal.js';
import { needDovecot } from '../../support/dovecot.js';
import { until } from '../../support/inbox-site.js';
import { openReplyDesk, PDF, REPLY_BASE, type ReplyDesk, type SentReply } from '../../support/reply-desk.js';
import { bodyOf } from '../../support/smtp.js';

const SERVER = 'mx.acme.example';

eachPortal('replies by mail from those who mean harm', (buildPortal) => {
  let on: ReplyDesk;
  before(async function () {
    needDovecot(this);
    on = await openReplyDesk(buildPortal);
  });
  after(() => on?.close());
  beforeEach(() => on.knex('portal_incoming_mail').delete());

  const last = async (): Promise<string> => (await on.comments()).at(-1) ?? '';
  /** Puts a mail in as it stands here, and waits until it was dealt with. */
  async function dealRaw(head: string, text: string): Promise<string> {
    const before = (await on.rows()).length;
    await on.mailbox.deliver(`${head}\r\nDate: Wed, 25 Nov 2026 10:12:00 +0100\r\n\r\n${text}\r\n`);
    await until('the mail was dealt with', async () => (await on.rows()).length > before);
    return String((await on.rows()).at(-1)?.outcome);
  }

  async function set(name: string, value: unknown): Promise<void> {
    const { stores, settings } = on.test.portal;
    await stores.settings.write(name, value);
    await settings.refresh();
  }

  it('should take a mail in whose place others put theirs', async () => {
    const messageId = '<seen-by-a-colleague@mail.example>';
    const text = 'Chi era in copia conosce la mia intestazione.';
    const forged: readonly SentReply[] = [
      { to: REPLY_BASE },
      { to: on.addressOf().replace(/-[^-]*@/, '-0000000000000000@') },
      { headers: { 'Auto-Submitted': 'auto-replied' } },
      { headers: { 'Authentication-Results': `${SERVER}; dmarc=fail` } },
      { to: on.addressOf(on.test.torri) },
    ];
    for (const reply of forged) assert.notEqual((await on.deal({ text, messageId, ...reply })).outcome, 'comment');
    assert.equal((await on.deal({ text, messageId })).outcome, 'comment');
    assert.equal(await last(), text);
    assert.equal((await on.deal({ text: 'Altro, con la stessa.', messageId })).outcome, 'comment');
  });

  it('should find the verdict on a forged sender behind however many signatures', async () => {
    const before = await on.comments();
    const signatures = Array.from({ length: 60 }, (_, at) => `dkim=pass header.d=${'x'.repeat(60)}${at}.example`);
    for (const verdict of ['dmarc=fail (p=reject)', 'dmarc/1 = fail']) {
      const headers = { 'Authentication-Results': `${SERVER}; ${signatures.join('; ')}; ${verdict}` };
      const { outcome, reason, is_answered } = await on.deal({ headers });
      assert.deepEqual([outcome, reason, Number(is_answered)], ['refused', 'notAllowed', 0], verdict);
    }
    assert.deepEqual(await on.comments(), before);
  });

  it('should believe no head that another reader takes for another sender’s', async () => {
    const before = await on.comments();
    const { email } = on.test.villani;
    const heads = [
      `From: evil@evil.example\r\nFrom: ${email}`,
      `From : ${email}`,
      `From: ${email}\0@evil.example`,
      `From: evil@evil.example\0 <${email}>`,
      `From: <${email}`,
      `From: =?utf-8?q?=3C${email.replace('@', '=40')}=3E?= <evil@evil.example>`,
      `From: "${email}" <evil@evil.example>`,
      `From: Team: ${email};`,
      `From: ${email.replace(/^./, '\u0432')}`,
      `From: ${email.replace('@', '@\u200b')}`,
      `Reply-To: ${email}\r\nSender: ${email}\r\nResent-From: ${email}\r\nFrom: evil@evil.example`,
    ];
    for (const [at, head] of heads.entries())
      assert.equal(
        await dealRaw(`${head}\r\nTo: ${on.addressOf()}\r\nMessage-ID: <${at}@evil.example>`, 'Sono io.'),
        'refused',
        head,
      );
    assert.deepEqual(await on.comments(), before);
  });

  it('should know its address whatever case it is in and wherever a mail server names it, and nowhere else', async () => {
    const from = `From: ${on.test.villani.email.toUpperCase()}`;
    const to = on.addressOf();
    assert.equal(
      await dealRaw(`${from}\r\nTo: ${to.toUpperCase()}\r\nMessage-ID: <1@x.example>`, 'Grande.'),
      'comment',
    );
    const hidden = `${from}\r\nDelivered-To: ${to}\r\nTo: altri@x.example\r\nMessage-ID: <2@x.example>`;
    assert.equal(await dealRaw(hidden, 'In copia nascosta.'), 'comment');
    const elsewhere = `${from}\r\nResent-To: ${to}\r\nSubject: ${to}\r\nTo: altri@x.example\r\nMessage-ID: <3@x.example>`;
    assert.equal(await dealRaw(elsewhere, 'Altrove.'), 'ignored');
    assert.equal(await last(), 'In copia nascosta.');
  });

  it('should show others no tag and no unsubscribe token, however a mail server wrapped them', async () => {
    const tag = /\+([^@]*)@/.exec(on.addressOf())?.[1] ?? assert.fail();
    const token = '77.comments.0a1b2c3d4e5f';
    const link = `https://portal.acme.example/unsubscribe/${token}`;
    const wrapped = `https://safe.example/?url=${encodeURIComponent(link)}&data=1`;
    const mailto = encodeURIComponent(on.addressOf());
    const lines = [
      'Ecco.',
      `Vedi ${on.addressOf()}`,
      `https://safe.example/?url=mailto:${mailto}`,
      `https://safe.example/?url=${encodeURIComponent(mailto)}`,
      wrapped,
      `https://v2.example/url?u=https-3A__portal.acme.example_unsubscribe_${token}&d=1`,
      `${'parola '.repeat(400)}${link} fine`,
    ];
    await on.deal({ text: lines.join('\n') });
    const text = await last();
    assert.match(text, /^Ecco\.\nVedi risposte@acme\.example\n/);
    assert.match(text, /unsubscribe\/ fine$/);
    assert.doesNotMatch(text, /0a1b2c3d/);
    assert.equal(text.includes(tag), false);
  });

  it('should let nothing of a mail into the head of its answer', async () => {
    const before = (await on.sent('reply-refused', 0)).length;
    const head = [
      `From: ${on.test.villani.email}`,
      `To: ${on.addressOf()}`,
      'Subject: =?utf-8?Q?Rullo=0D=0ABcc:_altri@evil.example=0D=0A=0D=0A<b>=00=E2=80=AE?=',
      'Message-ID: <a@evil.example\r\n Bcc: altri@evil.example>',
    ];
    assert.equal(await dealRaw(head.join('\r\n'), ''), 'refused');
    const answer = (await on.sent('reply-refused', before + 1)).at(-1) ?? assert.fail();
    assert.deepEqual(answer.to, [on.test.villani.email]);
    assert.equal(answer.headers.has('bcc'), false);
    assert.doesNotMatch(bodyOf(answer, 'text/plain'), /^Bcc:|\0|\u202e/im);
    // An address is none of what is repeated, even to the contact themselves.
    assert.match(bodyOf(answer, 'text/html'), /Rullo Bcc: … &lt;b&gt;/);
    assert.doesNotMatch(answer.raw, /altri@/);
  });

  it('should write to nobody who wants no mails because others use that address', async () => {
    const contact = on.knex('vte_contactdetails').where({ contactid: on.test.torri.contactId });
    await contact.clone().update({ emailoptout: '1' });
    const row = await on.deal({ from: on.test.torri.email, to: REPLY_BASE.replace('@', '+x@') });
    await contact.clone().update({ emailoptout: '0' });
    assert.deepEqual([row.outcome, row.reason, Number(row.is_answered)], ['refused', 'expired', 0]);
  });

  it('should take a file whose name holds what the CRM cannot', async () => {
    const files = [{ filename: '../../\u202efoto😀\u0007 <b>.pdf', content: PDF }];
    const { outcome, reason } = await on.deal({ text: '', files });
    assert.deepEqual([outcome, reason], ['comment', '']);
    assert.match(await last(), /^Allegati: foto.*\.pdf$/);
    assert.doesNotMatch(await last(), /[\u{1f600}\u202e\p{Cc}/]/u);
  });

  it('should take no words of who may only read, or has no access at all', async () => {
    const { contactId } = on.test.villani;
    const support = on.knex('vte_customerdetails').where({ customerid: contactId });
    const { support_end_date: end } = await support.clone().first('support_end_date');
    const reason = async (): Promise<unknown> => (await on.deal({ text: 'Ancora io.' })).reason;
    const endedAt = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
    await support.clone().update({ support_end_date: endedAt });
    const ended = await reason();
    await set('graceDays', 30);
    const inGrace = await reason();
    await set('graceDays', 0);
    await support.clone().update({ support_end_date: end });
    assert.deepEqual([ended, inGrace], ['unknownAddress', 'notAllowed']);
  });
});
