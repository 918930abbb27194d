import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  canTakeReplies,
  readReplyAddress,
  replyAddress,
  withoutReplyTags,
} from '../../../../src/mail/inbox/reply-token.js';

const BASE = 'support@acme.example';
const SECRET = 'a secret of the tests, long enough';
const read = (...recipients: readonly string[]): unknown => readReplyAddress(BASE, SECRET, recipients);

describe('reply addresses', () => {
  const target = { ticketId: 1234, contactId: 77 };
  const address = replyAddress(BASE, SECRET, target.ticketId, target.contactId);
  const [, ids = '', hash = ''] = /^support\+([0-9a-z]+-[0-9a-z]+)-([0-9a-z]{16})@acme\.example$/.exec(address) ?? [];

  it('should say which ticket and whose answer, to whoever has the secret', () => {
    const id = fc.integer({ min: 1, max: 2_147_483_647 });
    fc.assert(
      fc.property(id, id, (ticketId, contactId) => {
        const made = replyAddress(BASE, SECRET, ticketId, contactId);
        assert.ok(made.indexOf('@') <= 64);
        assert.deepEqual(read(made), { ticketId, contactId });
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('should stay the same for a ticket and a contact: a mail of last year can be answered', () => {
    assert.equal(replyAddress(BASE, SECRET, 1234, 77), address);
  });

  it('should be read in whatever case mail servers and people make of it', () => {
    assert.deepEqual(read(address.toUpperCase()), target);
    assert.deepEqual(read(address.replace('support', 'SuPPort')), target);
    assert.deepEqual(readReplyAddress('Support@ACME.example', SECRET, [address]), target);
  });

  it('should be found among other recipients, and beside one that is forged', () => {
    assert.deepEqual(read('boss@rossi.example', BASE, address.replace('ya-', 'yb-'), address), target);
  });

  it('should be worth nothing once anything of it is changed', () => {
    const other = replyAddress(BASE, SECRET, 1235, 77);
    const colleague = replyAddress(BASE, SECRET, 1234, 78);
    const hashOf = (made: string): string => made.slice(made.indexOf('@') - 16, made.indexOf('@'));
    const forged = [
      `support+${ids}-${hashOf(other)}@acme.example`,
      `support+${ids}-${hashOf(colleague)}@acme.example`,
      other.replace(hashOf(other), hash),
      colleague.replace(hashOf(colleague), hash),
      `support+${ids.split('-').reverse().join('-')}-${hash}@acme.example`,
      `support+${ids}-${hash.slice(0, -1)}@acme.example`,
      `support+${ids}-${hash.slice(1)}@acme.example`,
      `support+${ids}-${hash}0@acme.example`,
      `support+0${ids}-${hash}@acme.example`,
      `support+${ids}-${'0'.repeat(16)}@acme.example`,
      `support+${ids}-@acme.example`,
      `support+${ids}@acme.example`,
      `support+${ids}-${hash}+x@acme.example`,
      `support+x+${ids}-${hash}@acme.example`,
      `support+${ids}_${hash}@acme.example`,
      `support${ids}-${hash}@acme.example`,
      `xsupport+${ids}-${hash}@acme.example`,
      `support+${ids}-${hash}@acme.example.evil.example`,
      `support+${ids}-${hash}@evil.example`,
      `support+${ids}-${hash}@evil.example@acme.example`,
      BASE,
      'support+@acme.example',
      '',
      '@',
    ];
    for (const recipient of forged) assert.equal(read(recipient), undefined, recipient);
    for (let at = 0; at < hash.length; at += 1) {
      const sign = hash[at] === 'a' ? 'b' : 'a';
      assert.equal(read(`support+${ids}-${hash.slice(0, at)}${sign}${hash.slice(at + 1)}@acme.example`), undefined);
    }
  });

  it('should be worth nothing under another secret', () => {
    assert.equal(readReplyAddress(BASE, 'another secret of the tests', [address]), undefined);
  });

  it('should know no ids beyond those of the CRM', () => {
    for (const tag of ['zzzzzzz-25', '0-25', 'ya-0', '-ya-25', 'ya--25'])
      assert.equal(read(`support+${tag}-${hash}@acme.example`), undefined, tag);
  });

  it('should leave room for a tag of its own in the address, and refuse one without', () => {
    assert.equal(canTakeReplies(`${'l'.repeat(31)}@acme.example`), true);
    assert.deepEqual(
      readReplyAddress('support+portal@acme.example', SECRET, [
        replyAddress('support+portal@acme.example', SECRET, 1234, 77),
      ]),
      target,
    );
    for (const base of [`${'l'.repeat(32)}@acme.example`, 'support', 'Acme <support@acme.example>', 'a@b, c@d', '']) {
      assert.equal(canTakeReplies(base), false, base);
      assert.throws(() => replyAddress(base, SECRET, 1, 1), RangeError);
    }
  });

  it('should not stay in a text that others see', () => {
    assert.equal(
      withoutReplyTags(`Da: Acme <${address}>, ${address.toUpperCase()} 1+1-2@x`),
      `Da: Acme <${BASE}>, ${BASE.toUpperCase()} 1+1-2@x`,
    );
    const [once, base] = [encodeURIComponent(address), encodeURIComponent(BASE)];
    assert.equal(withoutReplyTags(`${once} ${encodeURIComponent(once)}`), `${base} ${encodeURIComponent(base)}`);
  });
});
