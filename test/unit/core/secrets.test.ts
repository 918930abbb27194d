import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { maskSecret, unmaskSecret } from '../../../src/core/secrets.js';

describe('secrets', () => {
  describe('#maskSecret', () => {
    it('should give back the secret, whatever its bytes and their number', () => {
      for (const secret of [Buffer.alloc(18), Buffer.alloc(32, 0xff), randomBytes(32), randomBytes(7)])
        assert.deepEqual(unmaskSecret(maskSecret(secret), secret.length), secret);
    });

    it('should look different each time, in all of its parts', () => {
      const secret = randomBytes(32);
      const looks = Array.from({ length: 50 }, () => Buffer.from(maskSecret(secret), 'base64url'));
      for (let index = 0; index < 64; index += 1)
        assert.ok(new Set(looks.map((look) => look[index])).size > 20, `byte ${index}`);
    });
  });

  describe('#unmaskSecret', () => {
    it('should refuse what has not the shape of a covered secret', () => {
      const masked = maskSecret(randomBytes(32));
      for (const text of [
        '',
        masked.slice(1),
        `${masked}A`,
        `${masked.slice(1)}=`,
        `${masked.slice(1)} `,
        'é'.repeat(86),
      ])
        assert.equal(unmaskSecret(text, 32), undefined, text);
    });

    it('should not find the secret in what was changed', () => {
      const secret = randomBytes(32);
      const masked = maskSecret(secret);
      const changed = `${masked.startsWith('A') ? 'B' : 'A'}${masked.slice(1)}`;
      assert.notDeepEqual(unmaskSecret(changed, 32), secret);
    });
  });
});
