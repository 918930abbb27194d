import assert from 'node:assert/strict';
import { StartRefusedError } from '../../../src/core/errors.js';
import { mailKinds } from '../../../src/mail/emails.js';
import { isPlainAddress, parseSender } from '../../../src/mail/mail-address.js';
import { mayMail } from '../../../src/mail/may-mail.js';
import { pauseDelay, retryDelay } from '../../../src/mail/retry-plan.js';
import { classifySendFailure, UnsendableMailError } from '../../../src/mail/send-failure.js';

describe('isPlainAddress', () => {
  it('should accept one plain local@domain', () => {
    for (const address of ['a@b.it', "o'hara+x@mail.example.com", 'A.b_c@localhost', `${'l'.repeat(64)}@x.example`])
      assert.equal(isPlainAddress(address), true, address);
  });

  it('should refuse whatever a parser could read in two ways', () => {
    for (const address of [
      '',
      'a',
      '@b.it',
      'a@',
      'a@b.it,c@d.it',
      'a@b.it;c@d.it',
      'a@b.it c@d.it',
      'Anna <a@b.it>',
      '"a b"@b.it',
      'a(comment)@b.it',
      'gruppo:a@b.it;',
      'a@b.it\r\nBcc: c@d.it',
      'a@b..it',
      'a@-b.it',
      '.a@b.it',
      'a@[127.0.0.1]',
      'x@evil.example@b.it',
      `${'l'.repeat(65)}@x.example`,
      `a@${'x'.repeat(60)}.${'y'.repeat(64)}`,
    ])
      assert.equal(isPlainAddress(address), false, address);
  });
});

describe('parseSender', () => {
  it('should read an address with and without a name', () => {
    assert.deepEqual(parseSender('a@b.it'), { address: 'a@b.it', name: '' });
    assert.deepEqual(parseSender('"Acme S.r.l." <a@b.it>'), { address: 'a@b.it', name: 'Acme S.r.l.' });
    assert.deepEqual(parseSender(' Acme <a@b.it> '), { address: 'a@b.it', name: 'Acme' });
  });

  it('should stop the start on anything else', () => {
    for (const text of ['Acme', 'a@b.it, c@d.it', 'Acme <a b@c.it>', 'A\r\nB <a@b.it>'])
      assert.throws(() => parseSender(text), StartRefusedError, text);
  });
});

describe('mayMail', () => {
  const contact = { email: 'a@b.it', isDeleted: false, hasPortal: true, optedOutOfMail: false };

  it('should respect who opted out, but for what they cannot do without', () => {
    assert.equal(mayMail(contact), true);
    const optedOut = { ...contact, optedOutOfMail: true };
    assert.equal(mayMail(optedOut), false);
    const essential = mailKinds.filter((kind) => mayMail(optedOut, kind));
    assert.deepEqual(essential, [
      'password-changed',
      'password-reset',
      'activation',
      'email-confirm',
      'email-changed',
      'new-sign-in',
    ]);
  });

  it('should mail nobody without a portal access or a plain address', () => {
    for (const change of [{ isDeleted: true }, { hasPortal: false }, { email: '' }, { email: 'a@b.it,c@d.it' }])
      assert.equal(mayMail({ ...contact, ...change }, 'password-reset'), false, JSON.stringify(change));
  });
});

describe('classifySendFailure', () => {
  const smtp = (responseCode: number, command: string) => Object.assign(new Error('x'), { responseCode, command });

  it('should give a mail up on a 5xx to the mail itself only', () => {
    assert.equal(classifySendFailure(smtp(550, 'RCPT TO')).kind, 'final');
    assert.equal(classifySendFailure(smtp(554, 'DATA')).kind, 'final');
    assert.equal(classifySendFailure(new UnsendableMailError('no')).kind, 'final');
  });

  it('should put a mail off on a 4xx', () => {
    assert.equal(classifySendFailure(smtp(451, 'RCPT TO')).kind, 'temporary');
    assert.equal(classifySendFailure(smtp(421, 'MAIL FROM')).kind, 'temporary');
  });

  it('should blame the server for wrong credentials, greetings and lost connections', () => {
    for (const error of [
      smtp(535, 'AUTH PLAIN'),
      smtp(530, 'MAIL FROM'),
      smtp(554, 'CONN'),
      Object.assign(new Error('connect'), { code: 'ECONNREFUSED', command: 'CONN' }),
      'nonsense',
    ])
      assert.equal(classifySendFailure(error).kind, 'unreachable');
  });

  it('should give one line of at most 500 characters as the reason', () => {
    const { reason } = classifySendFailure(Object.assign(new Error(`a\r\n${'b'.repeat(600)}`), { code: 'ESOCKET' }));
    assert.match(reason, /^ESOCKET a b+…$/);
    assert.equal(reason.length, 500);
  });
});

describe('retry plan', () => {
  it('should double from a minute to an hour, a quarter up or down', () => {
    const minutes = [1, 2, 3, 6, 7, 50].map((attempts) => retryDelay(attempts, () => 0.5) / 60_000);
    assert.deepEqual(minutes, [1, 2, 4, 32, 60, 60]);
    assert.equal(
      retryDelay(1, () => 0),
      45_000,
    );
    assert.ok(retryDelay(1, () => 0.999) < 75_000);
  });

  it('should never pause the sender for as long as a minute', () => {
    for (const times of [1, 2, 10, 1000]) assert.ok(pauseDelay(times, () => 0.999) < 60_000);
    assert.equal(
      pauseDelay(1, () => 0.5),
      2_000,
    );
  });
});
