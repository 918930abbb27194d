import assert from 'node:assert/strict';
import { readMail } from '../../../../src/mail/inbox/mail-reader.js';
import { readIncoming } from '../../../../src/mail/inbox/read-incoming.js';

const HEAD = [
  'From: Anna <anna@customer.example>',
  'To: replies@acme.example',
  'Subject: Log',
  'Date: Wed, 25 Nov 2026 10:00:00 +0100',
];

/** A mail with some words and a file of many bytes. */
function mailWithFile(bytes: number): Buffer {
  const lines = [
    ...HEAD,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Ecco il registro: è lungo.',
    '--b',
    'Content-Type: text/plain; name="log.txt"',
    'Content-Disposition: attachment; filename="log.txt"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.alloc(bytes, 'x').toString('base64').replace(/.{76}/g, '$&\r\n'),
    '--b--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}

describe('readMail', () => {
  it('should read a large mail as a small one is read', async () => {
    const raw = mailWithFile(1024 * 1024);
    const mail = await readMail(raw, { ownAddresses: [] });
    assert.deepEqual(mail, await readIncoming(raw, { ownAddresses: [] }));
    assert.equal(mail.text, 'Ecco il registro: è lungo.');
    assert.equal(mail.attachments[0]?.bytes.length, 1024 * 1024);
    assert.ok(Buffer.isBuffer(mail.attachments[0]?.bytes));
  });

  it('should let others go on meanwhile', async () => {
    const raw = Buffer.from(`${HEAD.join('\r\n')}\r\n\r\n${'a \r\n'.repeat(1_000_000)}`);
    const turnsDuring = async (largeBytes: number): Promise<number> => {
      let turns = 0;
      const timer = setInterval(() => {
        turns += 1;
      }, 0);
      await readMail(raw, {}, { largeBytes });
      clearInterval(timer);
      return turns;
    };
    const inline = await turnsDuring(Number.POSITIVE_INFINITY);
    assert.ok((await turnsDuring(0)) > 2 * inline, 'the event loop turns while a worker reads');
  });

  it('should know a portal’s own addresses in a large mail', async () => {
    const mail = await readMail(mailWithFile(1024 * 1024), { ownAddresses: ['anna@customer.example'] });
    assert.equal(mail.kind, 'automatic');
  });

  it('should give up a mail beyond time or memory, and keep what its head says', async () => {
    const raw = Buffer.from(`${HEAD.join('\r\n')}\r\n\r\n${'a \r\n'.repeat(2_000_000)}`);
    for (const limits of [{ timeoutMs: 1 }, { memoryMb: 16 }]) {
      const mail = await readMail(raw, {}, limits);
      assert.deepEqual([mail.kind, mail.from, mail.subject], ['unreadable', 'anna@customer.example', 'Log']);
    }
  });
});
