import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../src/core/config.js';
import { definitionOf, mailKinds } from '../../../src/mail/emails.js';
import { eachPortal } from '../../support/build-portal.js';
import { verifyDkim } from '../../support/dkim.js';
import { type MailDesk, openMailDesk } from '../../support/mail-desk.js';
import { sendOutbox } from '../../support/send-outbox.js';
import type { ReceivedMail } from '../../support/smtp.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

eachPortal('mails as a mail server gets them', (buildPortal) => {
  let on: MailDesk;
  let folder: string;
  let keyFile: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-dkim-'));
    on = await openMailDesk(buildPortal);
    keyFile = join(folder, 'dkim.pem');
    await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  });
  after(async () => {
    await on?.test.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => on.clear());

  /** Sends all that may go out now, signed as the environment says. */
  function send(environment: Readonly<Record<string, string>> = {}): Promise<readonly ReceivedMail[]> {
    const sender = { address: 'assistenza@acme.example', name: 'Assistenza Acme', replyTo: 'aiuto@acme.example' };
    return sendOutbox(on.test, { dkim: readConfig(environment).dkim, sender, gate: on.gate(), clock: on.clock });
  }
  const signing = () => ({
    PORTAL_DKIM_DOMAIN: 'acme.example',
    PORTAL_DKIM_SELECTOR: 'portal',
    PORTAL_DKIM_KEY_FILE: keyFile,
  });

  it('should offer the one click in every mail that can be ended, and in no other', async () => {
    const keys = new Map<unknown, string>();
    for (const kind of mailKinds) {
      const row = await on.row(await on.add(kind, on.test.villani, { ticketId: 8 }));
      keys.set(row.message_id, kind);
    }
    const mails = await send();
    assert.equal(mails.length, mailKinds.length);
    for (const mail of mails) {
      const kind = keys.get(mail.headers.get('message-id'));
      assert.ok(kind, 'the Message-ID is the one that was written down');
      const canEnd = definitionOf(kind as (typeof mailKinds)[number]).topic !== undefined;
      assert.equal(mail.headers.get('list-unsubscribe-post'), canEnd ? 'List-Unsubscribe=One-Click' : undefined, kind);
      const link = mail.headers.get('list-unsubscribe');
      if (canEnd) assert.match(link ?? '', /^<https:\/\/portale\.acme\.example\/portal\/unsubscribe\/[\w.]+>$/, kind);
      else assert.equal(link, undefined, kind);
      assert.equal(mail.headers.get('auto-submitted'), 'auto-generated', kind);
    }
  });

  it('should keep the mails of a ticket in one thread, with the ticket in their subject, and the others out of it', async () => {
    await on.add('ticket-created', on.test.villani, { ticketId: 8 });
    await on.add('comment-added', on.test.villani, { ticketId: 8 });
    await on.add('ticket-resolved', on.test.villani, { ticketId: 8 });
    await on.add('password-changed');
    const mails = await send();
    const threads = mails.map(({ headers }) => [headers.get('in-reply-to'), headers.get('references')]);
    const thread = '<ticket-8@portale.acme.example>';
    assert.deepEqual(threads, [
      [thread, thread],
      [thread, thread],
      [thread, thread],
      [undefined, undefined],
    ]);
    const inSubject = mails.map(({ headers }) => /\[ Ticket Id : 8 \]/.test(headers.get('subject') ?? ''));
    assert.deepEqual(inSubject, [true, true, true, false]);
    const ids = mails.map(({ headers }) => headers.get('message-id'));
    assert.equal(new Set(ids).size, 4);
  });

  it('should sign what goes out, the one click and the thread with it', async () => {
    await on.add('comment-added', on.test.villani, { ticketId: 8 });
    const [mail] = await send(signing());
    assert.ok(mail);
    const verdict = verifyDkim(mail.raw, publicKey);
    assert.ok(verdict);
    assert.deepEqual([verdict.isGood, verdict.domain, verdict.selector], [true, 'acme.example', 'portal']);
    const needed = ['from', 'to', 'subject', 'date', 'message-id', 'reply-to', 'in-reply-to', 'references'];
    for (const name of [...needed, 'list-unsubscribe', 'list-unsubscribe-post'])
      assert.ok(verdict.signed.includes(name), name);
    const forged = mail.raw.replace(/unsubscribe\/\d/, 'unsubscribe/9');
    assert.equal(verifyDkim(forged, publicKey)?.isGood, false);
  });

  it('should not sign without a key', async () => {
    await on.add('password-changed');
    const [mail] = await send();
    assert.ok(mail);
    assert.equal(verifyDkim(mail.raw, publicKey), undefined);
  });
});
