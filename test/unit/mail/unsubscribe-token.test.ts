import assert from 'node:assert/strict';
import { mailTopics } from '../../../src/mail/email-definition.js';
import { readUnsubscribeToken, unsubscribeToken } from '../../../src/mail/unsubscribe-token.js';

describe('unsubscribeToken', () => {
  const secret = 'a secret of the tests, long enough';

  it('should say whose choice of which topic, to whoever has the secret', () => {
    for (const topic of mailTopics) {
      const claim = { contactId: 21, topic };
      assert.deepEqual(readUnsubscribeToken(secret, unsubscribeToken(secret, claim)), claim);
    }
  });

  it('should fit an address as it is', () => {
    assert.match(unsubscribeToken(secret, { contactId: 2147483647, topic: 'documents' }), /^[\w.-]{1,120}$/);
  });

  it('should be worth nothing once anything of it is changed', () => {
    const token = unsubscribeToken(secret, { contactId: 21, topic: 'comments' });
    const [id = '', topic = '', mark = ''] = token.split('.');
    const forged = [
      `22.${topic}.${mark}`,
      `${id}.status.${mark}`,
      `2.1comments.${mark}`,
      `021.${topic}.${mark}`,
      `${id}.${topic}.${mark.toUpperCase()}`,
      `${id}.${topic}.${mark.slice(0, -1)}`,
      `${id}.${topic}.${mark}.`,
      `${id}.${topic}.`,
      `${id}.toString.${mark}`,
      `${id}..${mark}`,
      '',
      '..',
    ];
    for (const other of forged) assert.equal(readUnsubscribeToken(secret, other), undefined, other);
    assert.equal(readUnsubscribeToken('another secret of the tests', token), undefined);
  });
});
