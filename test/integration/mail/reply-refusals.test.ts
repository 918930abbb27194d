import assert from 'node:assert/strict';
import { replyAddress } from '../../../src/mail/inbox/reply-token.js';
import { eachPortal } from '../../support/build-portal.js';
import { needDovecot } from '../../support/dovecot.js';
import { until } from '../../support/inbox-site.js';
import { openReplyDesk, REPLY_BASE, type ReplyDesk, type SentReply } from '../../support/reply-desk.js';
import { bodyOf, type ReceivedMail } from '../../support/smtp.js';
import { changeTicketRule } from '../../support/ticket-site.js';

const QUOTE = 'Il 25/11/26 10:00, Assistenza Acme ha scritto:\n> Il rullo è fermo.\n';

eachPortal('replies by mail that are refused', (buildPortal) => {
  let on: ReplyDesk;
  let comments: number;
  before(async function () {
    needDovecot(this);
    on = await openReplyDesk(buildPortal);
  });
  after(() => on?.close());
  beforeEach(async () => {
    await on.knex('portal_incoming_mail').delete();
    comments = (await on.comments()).length;
  });
  afterEach(async () => assert.equal((await on.comments()).length, comments, 'nothing was written to the ticket'));

  const answers = async (): Promise<readonly ReceivedMail[]> => on.sent('reply-refused', 0);
  /** Deals with a mail and returns why it was refused, and the one answer to it, if any. */
  async function refuse(reply: SentReply) {
    const before = (await answers()).length;
    const { outcome, reason, is_answered } = await on.deal(reply);
    assert.equal(outcome, 'refused');
    const isAnswered = Number(is_answered) === 1;
    const all = await on.sent('reply-refused', before + (isAnswered ? 1 : 0));
    assert.equal(all.length, before + (isAnswered ? 1 : 0));
    return { reason, answer: isAnswered ? all.at(-1) : undefined };
  }

  it('should refuse a tag that this portal did not make, for every part of it that is changed', async () => {
    const good = on.addressOf();
    const hash = good.split('@')[0]?.split('-').at(-1) ?? '';
    const [ticket, contact] = [on.ticketId.toString(36), on.test.villani.contactId.toString(36)];
    const other = (on.ticketId + 1).toString(36);
    const forged = [
      good.replace(hash, `${hash.slice(0, -1)}${hash.endsWith('0') ? '1' : '0'}`),
      good.replace(`+${ticket}-`, `+${other}-`),
      good.replace(`-${contact}-`, `-${on.test.torri.contactId.toString(36)}-`),
      replyAddress(REPLY_BASE, 'another secret, long enough too', on.ticketId, on.test.villani.contactId),
      REPLY_BASE.replace('@', '+@'),
      REPLY_BASE.replace('@', `+${'a'.repeat(40)}@`),
    ];
    for (const [index, to] of forged.entries()) {
      const { reason, answer } = await refuse({ to, from: `person${index}@elsewhere.example` });
      assert.equal(reason, 'expired', to);
      assert.deepEqual(answer?.to, [`person${index}@elsewhere.example`]);
    }
  });

  it('should refuse the right tag from another address, and repeat nothing of what it says', async () => {
    const from = '"Vinca subito: evil.example" <qualcuno@elsewhere.example>';
    const { reason, answer } = await refuse({ from, subject: 'Compra su evil.example' });
    assert.equal(reason, 'notAllowed');
    assert.ok(answer);
    assert.deepEqual(answer.to, ['qualcuno@elsewhere.example']);
    assert.doesNotMatch(answer.raw, /evil|Villani|Rullo|Compra/);
    assert.equal(answer.headers.get('auto-submitted'), 'auto-generated');
    assert.equal(answer.headers.get('reply-to'), undefined);
    const again = await refuse({ from });
    assert.deepEqual(again, { reason: 'notAllowed', answer: undefined }, 'a stranger is answered once a day');
  });

  it('should refuse another customer, whose own tag it is not', async () => {
    const { reason } = await refuse({ from: on.test.torri.email });
    assert.equal(reason, 'notAllowed');
    const own = await refuse({ from: on.test.torri.email, to: on.addressOf(on.test.torri) });
    assert.equal(own.reason, 'notAllowed', 'a true tag of a ticket they do not see');
  });

  it('should refuse a ticket that is not there', async () => {
    const { reason, answer } = await refuse({ to: on.addressOf(on.test.villani, 2_000_000_000) });
    assert.equal(reason, 'notAllowed');
    assert.ok(answer);
  });

  it('should refuse who has no access any more', async () => {
    const { contactId } = on.test.villani;
    await on.knex('vte_portalinfo').where({ id: contactId }).update({ isactive: 0 });
    const { reason, answer } = await refuse({ text: 'Ancora io.' });
    await on.knex('vte_portalinfo').where({ id: contactId }).update({ isactive: 1 });
    assert.equal(reason, 'unknownAddress');
    assert.ok(answer);
  });

  it('should refuse a closed ticket that may not be reopened, in the words of the contact’s language', async () => {
    await changeTicketRule(on.test, ({ permissions }) => ({ permissions: { ...permissions, reopen: false } }));
    await on.knex('vte_troubletickets').where({ ticketid: on.ticketId }).update({ status: 'Closed' });
    const { reason, answer } = await refuse({ subject: 'Re: Rullo fermo' });
    await on.knex('vte_troubletickets').where({ ticketid: on.ticketId }).update({ status: 'Open' });
    await changeTicketRule(on.test, ({ permissions }) => ({ permissions: { ...permissions, reopen: true } }));
    assert.equal(reason, 'closed');
    const told = bodyOf(answer ?? assert.fail(), 'text/plain');
    assert.match(told, /Il ticket è chiuso e non riceve più risposte\./);
    assert.match(told, /Re: Rullo fermo/);
  });

  it('should refuse who may not comment', async () => {
    await changeTicketRule(on.test, ({ permissions }) => ({ permissions: { ...permissions, comment: false } }));
    const { reason } = await refuse({});
    await changeTicketRule(on.test, ({ permissions }) => ({ permissions: { ...permissions, comment: true } }));
    assert.equal(reason, 'notAllowed');
  });

  it('should refuse what says nothing, and say why', async () => {
    assert.equal((await refuse({ text: QUOTE })).reason, 'empty');
    assert.equal((await refuse({ text: '👍' })).reason, 'notSupported');
    const files = [{ filename: 'avvio.exe', content: 'MZ' }];
    assert.equal((await refuse({ text: '', files })).reason, 'fileRefused');
  });

  it('should refuse what is too large, as a mail and as a comment', async () => {
    assert.equal((await refuse({ text: 'a'.repeat(66_000) })).reason, 'tooLarge');
    const files = [{ filename: 'film.pdf', content: Buffer.alloc(19 * 1024 * 1024, 'x') }];
    assert.equal((await refuse({ text: 'Ecco.', files })).reason, 'tooLarge');
  });

  it('should refuse a sender the mail server found forged, and write to nobody for it', async () => {
    const headers = { 'Authentication-Results': 'mx.acme.example; spf=fail; dmarc=fail (p=REJECT)' };
    assert.deepEqual(await refuse({ headers }), { reason: 'notAllowed', answer: undefined });
  });

  it('should not answer who wants no mails, and others five times a day', async () => {
    const contact = on.knex('vte_contactdetails').where({ contactid: on.test.villani.contactId });
    await contact.clone().update({ emailoptout: '1' });
    assert.equal((await refuse({ text: QUOTE })).answer, undefined);
    await contact.clone().update({ emailoptout: '0' });
    for (let count = 0; count < 5; count += 1) assert.ok((await refuse({ text: QUOTE })).answer);
    assert.equal((await refuse({ text: QUOTE })).answer, undefined);
  });

  it('should write to few strangers an hour', async () => {
    const stranger = { place: 'p', uid: 1, outcome: 'refused', reason: '', is_answered: 1, at: Date.now() };
    for (let index = 0; index < 20; index += 1)
      await on
        .knex('portal_incoming_mail')
        .insert({ ...stranger, identity: `i${index}`, from_address: `${index}@x.example` });
    assert.equal((await refuse({ from: 'nuovo@elsewhere.example' })).answer, undefined);
  });

  it('should stop a conversation of machines', async () => {
    const { contactId } = on.test.villani;
    const comment = { place: 'p', uid: 1, outcome: 'comment', reason: '', is_answered: 0, at: Date.now() };
    for (let index = 0; index < 20; index += 1)
      await on.knex('portal_incoming_mail').insert({ ...comment, identity: `i${index}`, contact_id: contactId });
    assert.equal((await refuse({ text: 'Ancora.' })).reason, 'unavailable');
  });

  it('should answer no automatic mail, and none of its own', async () => {
    const before = (await answers()).length;
    const away = await on.deal({ headers: { 'Auto-Submitted': 'auto-replied' }, subject: 'Fuori ufficio' });
    assert.equal(away.outcome, 'automatic');
    const loop = await on.deal({ from: 'assistenza@acme.example' });
    assert.equal(loop.outcome, 'automatic');
    assert.equal(loop.from_address, null);
    assert.equal((await answers()).length, before);
  });

  it('should leave a mail alone that is for people, unread and where it is', async () => {
    const row = await on.deal({ to: REPLY_BASE, subject: 'Domanda a persone' });
    assert.deepEqual([row.outcome, row.from_address], ['ignored', null]);
    const mail = (await on.mailbox.mailsIn('INBOX')).find(({ subject }) => subject === 'Domanda a persone');
    assert.equal(mail?.isSeen, false);
    await until('the refused ones are filed', async () => (await on.mailbox.mailsIn('INBOX')).length === 1);
    assert.ok((await on.mailbox.mailsIn('Portal/Refused')).length > 0);
  });
});
