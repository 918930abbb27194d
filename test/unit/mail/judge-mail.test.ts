import assert from 'node:assert/strict';
import type { HostContact } from '../../../src/host/host-adapter.js';
import { definitionOf, mailKinds } from '../../../src/mail/emails.js';
import { judgeMail, type MailFacts, type Verdict } from '../../../src/mail/gate/judge-mail.js';
import type { MailMode } from '../../../src/store/mail-choice-store.js';

const contact: HostContact = {
  id: 21,
  firstName: 'Francesco',
  lastName: 'Villani',
  email: 'francesco.villani@example.com',
  userName: 'francesco.villani@example.com',
  accountId: 11,
  accountName: 'Acme',
  isDeleted: false,
  hasPortal: true,
  supportStart: undefined,
  supportEnd: '2030-12-31',
  optedOutOfMail: false,
  encodedPassword: '',
};
const facts: MailFacts = { contact, wish: undefined, isMuted: false, isStopped: false };
const judge = (kind: string, change: Partial<MailFacts> = {}, contactId: number | null = 21): Verdict =>
  judgeMail({ kind, contactId }, { ...facts, ...change });
const essential = mailKinds.filter((kind) => definitionOf(kind).isEssential);
const chosen = mailKinds.filter((kind) => definitionOf(kind).topic !== undefined);

describe('judgeMail', () => {
  const wishFor = (kind: (typeof mailKinds)[number], mode: MailMode) => ({
    modes: new Map([[String(definitionOf(kind).topic), mode]]),
    isBare: false,
  });

  it('should send nothing at all to an address that refuses mails for good', () => {
    for (const kind of mailKinds)
      assert.deepEqual(judge(kind, { isStopped: true }), { kind: 'drop', reason: 'stopped' });
  });

  it('should let essential mails pass whatever was chosen, muted or beyond', () => {
    for (const kind of essential) {
      const change = { contact: { ...contact, optedOutOfMail: true }, isMuted: true };
      assert.deepEqual(judge(kind, change), { kind: 'pass' }, kind);
    }
  });

  it('should drop everything else for a contact who is gone, without address or opted out', () => {
    const gone: Partial<HostContact>[] = [
      { isDeleted: true },
      { hasPortal: false },
      { email: '' },
      { email: 'a@b, c@d' },
    ];
    for (const kind of mailKinds.filter((one) => !essential.includes(one))) {
      assert.deepEqual(judge(kind, { contact: undefined }), { kind: 'drop', reason: 'gone' }, kind);
      for (const change of gone)
        assert.deepEqual(judge(kind, { contact: { ...contact, ...change } }), { kind: 'drop', reason: 'gone' }, kind);
      const optedOut = { ...contact, optedOutOfMail: true };
      assert.deepEqual(judge(kind, { contact: optedOut }), { kind: 'drop', reason: 'optedOut' }, kind);
      const both = { ...optedOut, isDeleted: true };
      assert.deepEqual(judge(kind, { contact: both }), { kind: 'drop', reason: 'gone' }, kind);
    }
  });

  it('should follow the choice of a mail’s topic, and no other', () => {
    assert.ok(chosen.length > 10);
    for (const kind of chosen) {
      assert.deepEqual(judge(kind, { wish: wishFor(kind, 'off') }), { kind: 'drop', reason: 'off' }, kind);
      assert.deepEqual(judge(kind, { wish: wishFor(kind, 'daily') }), { kind: 'hold', mode: 'daily' }, kind);
      assert.deepEqual(judge(kind, { wish: wishFor(kind, 'weekly') }), { kind: 'hold', mode: 'weekly' }, kind);
      assert.deepEqual(judge(kind, { isMuted: true, wish: wishFor(kind, 'daily') }), { kind: 'drop', reason: 'muted' });
      assert.deepEqual(judge(kind), { kind: 'count' }, kind);
      const others = new Map(
        ['tickets', 'comments', 'status', 'documents', 'quotes', 'invoices', 'access']
          .filter((topic) => topic !== definitionOf(kind).topic)
          .map((topic): [string, MailMode] => [topic, 'off']),
      );
      assert.deepEqual(judge(kind, { wish: { modes: others, isBare: true } }), { kind: 'count' }, kind);
    }
  });

  it('should only count mails to the CRM’s own people and to unknown senders', () => {
    for (const kind of ['staff-ticket', 'staff-comment', 'reply-refused', 'quote-accepted'])
      assert.deepEqual(judge(kind, { contact: undefined }, null), { kind: 'count' }, kind);
  });

  it('should let a summary pass, which stands for mails that were judged', () => {
    assert.deepEqual(judge('digest'), { kind: 'pass' });
  });

  it('should leave a kind it does not know to where it fails with its reason', () => {
    assert.deepEqual(judge('toString', { contact: undefined }), { kind: 'pass' });
  });
});
