import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { IncomingMail } from '../../../../src/mail/inbox/incoming-mail.js';
import { readIncoming } from '../../../../src/mail/inbox/read-incoming.js';
import { LONGEST_MAIL_TEXT } from '../../../../src/mail/inbox/reply-text.js';
import { corpusMail, readCorpus } from '../../../fixtures/mail-corpus.js';

const HEAD =
  'From: Anna <anna@rossi.example>\r\nTo: support@acme.example\r\nSubject: Re: x\r\nMessage-ID: <a@rossi.example>\r\n';

function read(text: string | Buffer): Promise<IncomingMail> {
  return readIncoming(Buffer.isBuffer(text) ? text : Buffer.from(text, 'latin1'), {
    ownAddresses: ['support@acme.example'],
  });
}

function withHead(rest: string): Promise<IncomingMail> {
  return read(HEAD + rest);
}

function withFile(headers: string, content = 'MZ'): Promise<IncomingMail> {
  return withHead(
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSi\r\n--b\r\n${headers}\r\n\r\n${content}\r\n--b--\r\n`,
  );
}

function nameOf(disposition: string): Promise<string | undefined> {
  return withFile(`Content-Type: application/octet-stream\r\nContent-Disposition: attachment; ${disposition}`).then(
    ({ attachments }) => attachments[0]?.name,
  );
}

describe('mails made to hurt', () => {
  it('should read a line of ten megabytes as far as anybody reads', async () => {
    const mail = await withHead(`\r\n${'x'.repeat(10_000_000)}`);
    assert.equal(mail.kind, 'reply');
    assert.equal(mail.text.length, LONGEST_MAIL_TEXT);
  });

  it('should read no mail of a thousand parts, nested or not, but tell whose it is', async () => {
    const nested = Array.from(
      { length: 1000 },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
    ).join('');
    const beside = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(1000)}--b--`;
    const mails = Array.from({ length: 1000 }, () => 'Content-Type: message/rfc822\r\n\r\n').join('');
    for (const parts of [nested, beside]) {
      const mail = await withHead(parts);
      assert.equal(mail.kind, 'unreadable');
      assert.notEqual(mail.because, '');
      assert.equal(mail.from, 'anna@rossi.example');
      assert.equal(mail.messageId, '<a@rossi.example>');
      assert.deepEqual([mail.text, mail.attachments], ['', []]);
    }
    assert.ok((await withHead(mails)).attachments.length <= 1);
  });

  it('should read no head of a megabyte, but tell whose it is', async () => {
    for (const more of ['X-Filler: x\r\n'.repeat(100_000), `X-Filler: ${'x'.repeat(1_000_000)}\r\n`]) {
      const mail = await withHead(`${more}\r\nSi`);
      assert.equal(mail.kind, 'unreadable');
      assert.equal(mail.from, 'anna@rossi.example');
      assert.equal(mail.subject, 'Re: x');
    }
  });

  it('should bound all that a head can hold', async () => {
    const mail = await withHead(
      `Cc: ${'c@rossi.example, '.repeat(5000)}d@rossi.example\r\nReferences: ${'<r@rossi.example> '.repeat(5000)}\r\n` +
        `${'Authentication-Results: x; spf=pass\r\n'.repeat(100)}X-Loop: ${'a@b.example '.repeat(1000)}\r\n\r\nSi`,
    );
    assert.equal(mail.kind, 'reply');
    assert.ok(mail.recipients.length <= 200 && mail.references.length <= 100 && mail.authResults.length <= 10);
  });

  it('should take NULs and bytes of no charset for what they are', async () => {
    assert.equal((await withHead('\r\na\0b')).text, 'ab');
    assert.equal((await withHead('Content-Type: text/plain; charset=utf-8\r\n\r\na\xff\xfeb')).text, 'a\ufffd\ufffdb');
    assert.equal((await withHead('Content-Type: text/plain; charset=x-klingon\r\n\r\nSi')).text, 'Si');
    assert.equal((await withHead('Content-Type: text/plain; charset="\r\n\r\nSi')).kind, 'reply');
  });

  it('should not be led to markup by a charset', async () => {
    for (const charset of ['utf-7', 'UTF-7-IMAP', 'unicode-1-1-utf-7']) {
      const mail = await withHead(
        `Content-Type: text/html; charset=${charset}\r\n\r\n+ADw-script+AD4-x+ADw-/script+AD4-`,
      );
      assert.equal(mail.text.includes('<script>'), false, charset);
    }
  });

  it('should make the best of a broken encoding or structure', async () => {
    const broken = 'Content-Transfer-Encoding: base64\r\n\r\nU8OsLCBvcmE=$$%%IHZh\r\n=';
    assert.match((await withHead(`Content-Type: text/plain; charset=utf-8\r\n${broken}`)).text, /^Sì, ora/);
    assert.equal(
      (await withHead('Content-Transfer-Encoding: quoted-printable\r\n\r\nS=C3=AC =ZZ =\r\nora =')).text,
      'Sì =ZZ ora',
    );
    assert.equal((await withHead('Content-Transfer-Encoding: x-own\r\n\r\nSi')).text, 'Si');
    const unended = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSi';
    assert.equal((await withHead(unended)).text, 'Si');
    assert.equal((await withHead('Content-Type: multipart/mixed\r\n\r\nSi')).kind, 'reply');
    assert.equal((await withHead('Content-Type: multipart/alternative; boundary=b\r\n\r\nno part')).kind, 'reply');
  });

  it('should take what is no mail for unreadable', async () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.alloc(100_000),
      Buffer.from([0xff, 0xd8, 0xff, 0, 1, 2]),
      Buffer.from('\r\n\r\n'),
    ])
      assert.equal((await read(bytes)).kind, 'unreadable');
  });

  it('should let no line break out of a head', async () => {
    const mail = await read(
      'From: =?utf-8?Q?Anna=0D=0ABcc=3A_b=40evil.example?= <anna@rossi.example>\r\nTo: support@acme.example\r\n' +
        'Subject: =?utf-8?Q?x=0D=0A=0D=0ABcc:_b@evil.example=00=E2=80=AE?=\r\n' +
        'Message-ID: <a@rossi.example\r\n Bcc: b@evil.example>\r\n' +
        'Authentication-Results: mx;\r\n\tspf=pass\r\n\r\nSi',
    );
    for (const value of [mail.fromName, mail.subject, mail.messageId ?? '', ...mail.authResults, ...mail.recipients])
      assert.doesNotMatch(value, /[\p{Cc}\u202e]/u);
    assert.equal(mail.from, 'anna@rossi.example');
    assert.deepEqual(mail.recipients, ['support@acme.example']);
  });

  it('should name no sender where mail programs would name different ones', async () => {
    const heads = [
      'From: a@rossi.example\r\nFrom: b@rossi.example',
      'From: a@rossi.example, b@rossi.example',
      'From: <a@rossi.example> <b@rossi.example>',
      'From: a@rossi.example b@rossi.example',
      'From: team: a@rossi.example;',
      'From: Anna',
      'From: <a@rossi.example\0@evil.example>',
      'From: b@evil.example\0 <a@rossi.example>',
      'From : a@rossi.example',
      'From: <a@rossi.example',
      'From: <"a b"@rossi.example>',
      'From: <@evil.example:a@rossi.example>',
      'From: =?utf-8?Q?=3Ca=40rossi.example=3E?=',
      'From: <=?utf-8?Q?a@rossi.example,?=b@evil.example>',
      `From: ${'"'.padEnd(19_000, '\\"')} <a@rossi.example>`,
      'From:',
      'Date: Wed, 25 Nov 2026 10:12:00 +0100',
    ];
    for (const head of heads) {
      const { from } = await read(`${head}\r\nReceived: x\r\nTo: support@acme.example\r\n\r\nSi`);
      assert.equal(from, undefined, head.slice(0, 80));
    }
  });

  it('should take the address for the sender, never what stands as a name', async () => {
    const { from, fromName } = await read('From: "boss@rossi.example" <a@evil.example>\r\n\r\nSi');
    assert.deepEqual([from, fromName], ['a@evil.example', 'boss@rossi.example']);
  });

  it('should give files names without folders, marks and control characters', async () => {
    assert.equal(await nameOf('filename="../../etc/passwd"'), 'passwd');
    assert.equal(await nameOf('filename="C:\\\\Windows\\\\calc.exe"'), 'calc.exe');
    assert.equal(await nameOf('filename="..\\\\..\\\\x.pdf"'), 'x.pdf');
    assert.equal(await nameOf('filename="Rechnung.pdf.exe"'), 'Rechnung.pdf.exe');
    assert.equal(await nameOf('filename="=?utf-8?Q?exe=E2=80=AEfdp.pdf?="'), 'exe fdp.pdf');
    assert.equal(await nameOf("filename*=utf-8''..%2f..%2fa%0d%0ab%00.pdf"), 'a b .pdf');
    assert.equal(await nameOf(`filename*0="Angebot "; filename*1="2026.pdf"`), 'Angebot 2026.pdf');
    for (const name of ['..', '.', '/', 'x/', ' ', '\\\\'])
      assert.equal(await nameOf(`filename="${name}"`), 'attachment.bin', name);
    assert.equal([...((await nameOf(`filename="${'ä'.repeat(20_000)}.pdf"`)) ?? '')].length, 200);
  });

  it('should believe of no file that it belongs to the mail because it says so', async () => {
    const { attachments } = await withFile(
      'Content-Type: image/png; name=x.png\r\nContent-Disposition: inline\r\nContent-ID: <x>',
      'no picture',
    );
    assert.deepEqual(
      attachments.map(({ name }) => name),
      ['x.png'],
    );
  });

  it('should bound a report of thousands, and let nothing out of its lines', async () => {
    const recipients = Array.from(
      { length: 3000 },
      (_, at) =>
        `Final-Recipient: rfc822; u${at}@rossi.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 ${'no '.repeat(400)}\r\n\t\0\x07user unknown\r\n`,
    );
    const mail = await withHead(
      `Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b.example, c@d.example\r\nAction: failed\r\n\r\n${recipients.join('\r\n')}\r\n--b--`,
    );
    assert.equal(mail.kind, 'bounce');
    assert.ok(mail.reports.length > 10 && mail.reports.length <= 50);
    for (const { address, reason } of mail.reports) {
      assert.match(address, /^u\d+@rossi\.example$/);
      assert.ok(reason.length <= 500);
      assert.doesNotMatch(reason, /\p{Cc}/u);
    }
  });

  it('should hold no address for gone that a person only writes about', async () => {
    const words =
      'This message was created automatically.\r\nIt could not be delivered:\r\n\r\n  boss@rossi.example\r\n    550 5.1.1 user unknown\r\n';
    assert.equal((await withHead(`\r\n${words}`)).kind, 'reply');
  });

  it('should never throw, whatever becomes of a mail on its way', async () => {
    const corpus = readCorpus();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.nat(),
        fc.nat(),
        fc.uint8Array({ maxLength: 30 }),
        async (which, from, to, bytes) => {
          const raw = corpus[which % corpus.length]?.raw ?? Buffer.alloc(0);
          const [start, end] = [from % raw.length, to % raw.length];
          const broken = Buffer.concat([raw.subarray(0, start), bytes, raw.subarray(end)]);
          const mail = await read(broken);
          assert.ok(mail.text.length <= 3 * LONGEST_MAIL_TEXT);
          assert.equal(mail.because === '', mail.kind === 'reply');
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });

  it('should read a mail cut anywhere, as a full disk leaves it', async () => {
    const raw = corpusMail('outlook-desktop-it-logo');
    for (let end = 0; end < raw.length; end += 487) assert.notEqual((await read(raw.subarray(0, end))).kind, 'bounce');
  });
});
