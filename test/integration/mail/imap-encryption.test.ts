import assert from 'node:assert/strict';
import { ImapMailbox } from '../../../src/mail/inbox/imap-mailbox.js';
import { needDovecot } from '../../support/dovecot.js';
import { startImap, type TestImap } from '../../support/imap.js';
import { type ImapLine, openImapLine } from '../../support/imap-line.js';
import type { TestMailbox } from '../../support/imap-mailbox.js';
import { mailOf } from '../../support/inbox-site.js';

const PATIENCE = { connectMs: 5_000, silenceMs: 5_000 };

describe('encryption of the mailbox', () => {
  let bare: TestImap;
  let server: TestImap;
  let mailbox: TestMailbox;
  let line: ImapLine | undefined;

  before(async function () {
    needDovecot(this);
    bare = await startImap();
    server = await startImap({ hasTls: true });
    mailbox = await server.mailbox();
    await mailbox.deliver(mailOf('a'));
  });
  after(async () => {
    await bare?.stop();
    await server?.stop();
  });
  afterEach(async () => {
    await line?.close();
    line = undefined;
  });

  /** How many mails are seen by way of an address. */
  async function count(url: string): Promise<number> {
    const ending = new AbortController();
    try {
      const opened = await ImapMailbox.open({ url }, PATIENCE, ending.signal);
      return (await opened.uids(new Date(Date.now() - 86_400_000))).length;
    } finally {
      ending.abort();
    }
  }

  /** Everything a client sends to get in, as somebody on the way reads it. */
  async function overheard(url: string): Promise<string> {
    let heard = '';
    line = await openImapLine(url);
    line.breaksAt = (sent) => {
      heard += sent;
      return false;
    };
    await count(line.through(url)).catch(() => undefined);
    return heard;
  }
  const secret = Buffer.from(`\0replies1@acme.example\0right/p@ss w%rd`).toString('base64');

  for (const [way, isTls, query] of [
    ['TLS from the first byte', true, ''],
    ['STARTTLS', false, '?requireTLS=true'],
    ['STARTTLS that is only offered', false, ''],
  ] as const) {
    it(`should refuse a certificate nobody vouches for, unless it is told not to ask: ${way}`, async () => {
      const url = mailbox.url({ isTls, query });
      await assert.rejects(count(url), /self-signed certificate/);
      const trusting = `${url}${query === '' ? '?' : '&'}tls.rejectUnauthorized=false`;
      assert.equal(await count(trusting), 1);
      const heard = await overheard(trusting);
      assert.ok(!heard.includes(secret) && !/LOGIN|AUTHENTICATE/i.test(heard), 'nobody on the way reads the password');
    });
  }

  it('should not sign in where encryption is demanded and not offered', async () => {
    const other = await bare.mailbox();
    await assert.rejects(count(other.url({ query: '?requireTLS=true' })), /STARTTLS/);
    const heard = await overheard(other.url({ query: '?requireTLS=true' }));
    assert.doesNotMatch(heard, /LOGIN|AUTHENTICATE/i);
    assert.equal(await count(other.url()), 0, 'on this machine itself');
    assert.ok((await overheard(other.url())).includes(secret), 'the test hears what is not encrypted');
  });

  it('should demand it by itself of a server that is not this machine', async () => {
    const other = await bare.mailbox();
    // Leads here as well, but does not say so.
    const elsewhere = other.url().replace('127.0.0.1', '0.0.0.0');
    await assert.rejects(count(elsewhere), /STARTTLS/);
    assert.equal(await count(`${elsewhere}?requireTLS=false`), 0);
  });
});
