import assert from 'node:assert/strict';
import { createWallClock } from '../../../../src/core/clock.js';
import { CredentialCheck } from '../../../../src/features/sign-in/credential-check.js';
import { hashPassword } from '../../../../src/features/sign-in/password-hash.js';
import type { HostContact } from '../../../../src/host/host-adapter.js';
import { decodePortalPassword, encodePortalPassword } from '../../../../src/host/vtenext/portal-password.js';
import type { Login } from '../../../../src/store/login-store.js';
import { buildContact } from '../../../support/access-builders.js';
import { buildClock } from '../../../support/store-databases.js';

const own = 'tramonto lento 9';

describe('CredentialCheck', () => {
  const wallClock = createWallClock('Europe/Rome', buildClock());
  const logins = new Map<number, Login>();
  const contacts = {
    byId: async () => undefined,
    candidates: async () => [],
    decodePassword: (encoded: string) => decodePortalPassword(encoded) || undefined,
    recordSignIn: async () => undefined,
    recordSignOut: async () => undefined,
  };
  const check = new CredentialCheck({
    host: { contacts, wallClock },
    logins: { findMany: async () => logins },
    secret: 'a secret of the portal',
    graceDays: () => 0,
  });
  let ownHash = '';

  before(async () => {
    ownHash = await hashPassword(own);
  });
  beforeEach(() => logins.clear());

  function knows(contactId: number, changes: Partial<Login> = {}): void {
    const nothing = { oneTimeFirstUsedAt: undefined, language: undefined, theme: undefined, signedInAt: undefined };
    const login = { contactId, passwordHash: ownHash, crmPasswordMac: undefined, passwordChangedAt: undefined };
    logins.set(contactId, { ...nothing, ...login, ...changes });
  }

  async function matched(candidates: readonly HostContact[], password: string): Promise<string | undefined> {
    const match = await check.match(candidates, password);
    return match && `${match.contact.id} ${match.kind}`;
  }

  describe('#match', () => {
    it('should take the own password exactly as it was typed', async () => {
      knows(3);
      assert.equal(await matched([buildContact()], own), '3 own');
      for (const wrong of [`${own} `, ` ${own}`, own.toUpperCase(), own.slice(0, -1), ''])
        assert.equal(await matched([buildContact()], wrong), undefined, JSON.stringify(wrong));
    });

    it('should verify beyond the 72nd byte', async () => {
      const long = 'mare e monti '.repeat(9);
      knows(3, { passwordHash: await hashPassword(`${long}1`) });
      assert.equal(await matched([buildContact()], `${long}1`), '3 own');
      assert.equal(await matched([buildContact()], `${long}2`), undefined);
    });

    it('should take the CRM’s password as a one-time password, with its case', async () => {
      const contact = buildContact({ encodedPassword: encodePortalPassword('aB3dE6gH') });
      assert.equal(await matched([contact], 'aB3dE6gH'), '3 one-time');
      assert.equal(await matched([contact], 'ab3de6gh'), undefined);
    });

    it('should match nothing to an empty or undecodable CRM password', async () => {
      for (const encodedPassword of ['', 'clear text', '....'])
        for (const typed of ['', encodedPassword, 'undefined'])
          assert.equal(await matched([buildContact({ encodedPassword })], typed), undefined);
    });

    it('should refuse deleted, disabled and expired contacts with the right password', async () => {
      knows(3);
      const ended = [
        { isDeleted: true },
        { hasPortal: false },
        { supportEnd: '2026-11-23' },
        { supportEnd: undefined },
      ];
      for (const changes of [...ended, { supportStart: '2026-11-25' }])
        assert.equal(await matched([buildContact(changes)], own), undefined, JSON.stringify(changes));
    });

    it('should tell twins apart by their password, and let neither in when both have it', async () => {
      const twins = [buildContact(), buildContact({ id: 4, encodedPassword: encodePortalPassword('aB3dE6gH') })];
      knows(3);
      assert.equal(await matched(twins, own), '3 own');
      assert.equal(await matched(twins, 'aB3dE6gH'), '4 one-time');
      knows(4);
      assert.equal(await matched(twins, own), undefined);
    });

    it('should let the enabled twin in when the other one is not', async () => {
      knows(3);
      knows(4);
      assert.equal(await matched([buildContact(), buildContact({ id: 4, hasPortal: false })], own), '3 own');
    });

    it('should not fall over a broken hash', async () => {
      knows(3, { passwordHash: 'not a hash' });
      assert.equal(await matched([buildContact()], own), undefined);
    });
  });
});
