import assert from 'node:assert/strict';
import { crmPasswordMac, isOneTimeOpen } from '../../../../src/features/sign-in/one-time-password.js';
import type { Login } from '../../../../src/store/login-store.js';

const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 24);

function login(changes: Partial<Login>): Login {
  return {
    contactId: 3,
    passwordHash: undefined,
    crmPasswordMac: 'mac-1',
    oneTimeFirstUsedAt: undefined,
    language: undefined,
    theme: undefined,
    signedInAt: undefined,
    passwordChangedAt: undefined,
    ...changes,
  };
}

describe('one-time password', () => {
  describe('#isOneTimeOpen', () => {
    it('should be open before anything is known of the contact', () => {
      assert.equal(isOneTimeOpen(undefined, 'mac-1', now), true);
    });

    it('should be open for 14 days after the first use', () => {
      const used = login({ oneTimeFirstUsedAt: now - 14 * DAY + 1 });
      assert.equal(isOneTimeOpen(used, 'mac-1', now), true);
      assert.equal(isOneTimeOpen(used, 'mac-1', now + 1), false);
    });

    it('should be dead once it was replaced', () => {
      assert.equal(isOneTimeOpen(login({ passwordHash: 'x' }), 'mac-1', now), false);
    });

    it('should be open again when the CRM made another one, own password or not', () => {
      assert.equal(isOneTimeOpen(login({ passwordHash: 'x' }), 'mac-2', now), true);
    });
  });

  describe('#crmPasswordMac', () => {
    it('should depend on the secret and the encoded value, and show neither', () => {
      const mac = crmPasswordMac('secret-a', 'encoded');
      assert.match(mac, /^[0-9a-f]{64}$/);
      assert.notEqual(mac, crmPasswordMac('secret-b', 'encoded'));
      assert.notEqual(mac, crmPasswordMac('secret-a', 'encodeD'));
    });
  });
});
