import assert from 'node:assert/strict';
import { silentLogger } from '../../../src/core/logger.js';
import { createPortal } from '../../../src/portal.js';
import { eachPortal } from '../../support/build-portal.js';
import { needDovecot } from '../../support/dovecot.js';
import { until } from '../../support/inbox-site.js';
import { openReplyDesk, PDF, type ReplyDesk } from '../../support/reply-desk.js';
import { bodyOf } from '../../support/smtp.js';
import { changeProfile, changeTicketRule } from '../../support/ticket-site.js';

eachPortal('replies by mail', (buildPortal) => {
  let on: ReplyDesk;
  before(async function () {
    needDovecot(this);
    on = await openReplyDesk(buildPortal);
  });
  after(() => on?.close());

  const status = async (): Promise<string> =>
    (await on.knex('vte_troubletickets').where({ ticketid: on.ticketId }).first('status')).status;
  const documents = async (): Promise<readonly { readonly title: string; readonly filename: string }[]> =>
    on
      .knex('vte_senotesrel')
      .join('vte_notes', 'vte_notes.notesid', 'vte_senotesrel.notesid')
      .where('vte_senotesrel.crmid', on.ticketId)
      .orderBy('vte_notes.notesid')
      .select('title', 'filename');

  it('should make the answer to a mail of the portal a comment, without the mail it quotes', async () => {
    await on.knex('vte_troubletickets').where({ ticketid: on.ticketId }).update({ status: 'Wait For Response' });
    const [mail] = await on.sent('ticket-created', 1);
    assert.ok(mail);
    const replyTo = mail.headers.get('reply-to') ?? '';
    assert.equal(replyTo, on.addressOf());
    const told = bodyOf(mail, 'text/plain');
    assert.match(told, /^##- Scriva la risposta sopra questa riga -##\n/);
    assert.match(bodyOf(mail, 'text/html'), /##- Scriva la risposta sopra questa riga -##/);
    const quoted = told.replace(/^/gm, '> ');
    const text = `Il rullo <b>gira</b>, grazie & a presto.\n\nIl 25/11/26 10:00, Assistenza Acme ha scritto:\n${quoted}`;
    const row = await on.deal({ to: replyTo, text });
    const { outcome, ticket_id, contact_id, from_address, is_answered } = row;
    const { contactId, email } = on.test.villani;
    assert.deepEqual(
      { outcome, ticket_id, contact_id, from_address, is_answered },
      { outcome: 'comment', ticket_id: on.ticketId, contact_id: contactId, from_address: email, is_answered: 0 },
    );
    assert.equal((await on.comments()).at(-1), 'Il rullo <b>gira</b>, grazie & a presto.');
    assert.equal(await status(), 'Answered by customer');
    const page = await on.villani.get(`/HelpDesk/${on.ticketId}`);
    assert.match(page.body, /Il rullo &lt;b&gt;gira&lt;\/b&gt;, grazie &amp; a presto\./);
    await until('it was filed', async () => (await on.mailbox.mailsIn('Portal/Done')).length === 1);
  });

  it('should attach the files the rules allow, and tell which it left out', async () => {
    const files = [
      { filename: 'misure.pdf', content: PDF },
      { filename: 'avvio.exe', content: Buffer.from('MZ program') },
      { filename: 'finto.pdf', content: 'no PDF at all' },
    ];
    const before = await documents();
    const row = await on.deal({ text: 'Ecco le misure.', files });
    assert.equal(row.outcome, 'comment');
    assert.equal((await on.comments()).at(-1), 'Ecco le misure.');
    const added = (await documents()).slice(before.length);
    assert.deepEqual(
      added.map(({ filename }) => filename),
      ['misure.pdf'],
    );
    const [mail] = await on.sent('reply-files-refused', 1);
    assert.ok(mail);
    assert.deepEqual(mail.to, [on.test.villani.email]);
    const told = bodyOf(mail, 'text/plain');
    assert.match(told, /avvio\.exe/);
    assert.match(told, /finto\.pdf/);
    assert.doesNotMatch(told, /misure\.pdf/);
  });

  it('should name the files of a mail without words', async () => {
    await on.deal({ text: '', files: [{ filename: 'foto.pdf', content: PDF }] });
    assert.equal((await on.comments()).at(-1), 'Allegati: foto.pdf');
    assert.equal((await documents()).at(-1)?.filename, 'foto.pdf');
  });

  it('should leave out what the CRM cannot hold, not the words beside it', async () => {
    await on.deal({ text: 'Grazie 👍🏽 mille 👩‍🔧!' });
    assert.equal((await on.comments()).at(-1), 'Grazie  mille !');
  });

  it('should write a mail once that is there twice', async () => {
    const messageId = await on.send({ text: 'Due volte.' });
    await until('the first is there', async () => (await on.comments()).includes('Due volte.'));
    await on.send({ text: 'Due volte.', messageId });
    await on.deal({ text: 'Dopo.' });
    assert.equal((await on.comments()).filter((text) => text === 'Due volte.').length, 1);
    await until('both are filed', async () => (await on.mailbox.mailsIn('INBOX')).length === 0);
  });

  it('should reopen a closed ticket whose contact may', async () => {
    await on.knex('vte_troubletickets').where({ ticketid: on.ticketId }).update({ status: 'Closed' });
    await on.deal({ text: 'Si è fermato di nuovo.' });
    assert.notEqual(await status(), 'Closed');
  });

  it('should take the words alone where files are not allowed, and say so', async () => {
    await changeTicketRule(on.test, ({ permissions }) => ({ permissions: { ...permissions, attach: false } }));
    const before = (await documents()).length;
    await on.deal({ text: 'Con un file.', files: [{ filename: 'foto.pdf', content: PDF }] });
    await changeTicketRule(on.test, ({ permissions }) => ({ permissions: { ...permissions, attach: true } }));
    assert.equal((await on.comments()).at(-1), 'Con un file.');
    assert.equal((await documents()).length, before);
    const mails = await on.sent('reply-files-refused', 2);
    assert.match(bodyOf(mails[1] ?? assert.fail(), 'text/plain'), /foto\.pdf/);
  });

  it('should hold the limits of uploads', async () => {
    await changeProfile(on.test, ({ uploads }) => ({ uploads: { ...uploads, maxFileBytes: 10, maxFiles: 1 } }));
    const files = [
      { filename: 'grande.pdf', content: PDF },
      { filename: 'troppi.pdf', content: PDF },
    ];
    await on.deal({ text: 'Troppo.', files });
    const told = bodyOf((await on.sent('reply-files-refused', 3))[2] ?? assert.fail(), 'text/plain');
    assert.match(told, /grande\.pdf/);
    assert.match(told, /troppi\.pdf/);
  });

  it('should write every mail once while two processes run, and go on when one ends', async () => {
    const other = await createPortal({ config: on.test.config, log: silentLogger });
    await other.run();
    const texts = Array.from({ length: 6 }, (_, index) => `Numero ${index}.`);
    for (const text of texts.slice(0, 3)) await on.send({ text });
    await until('the first are there', async () => (await on.comments()).includes('Numero 0.'));
    await other.stop();
    for (const text of texts.slice(3)) await on.send({ text });
    await until('all are there', async () => {
      const found = await on.comments();
      return texts.every((text) => found.includes(text));
    });
    const found = (await on.comments()).filter((text) => texts.includes(text));
    assert.deepEqual([...found].sort(), texts);
  });
});
