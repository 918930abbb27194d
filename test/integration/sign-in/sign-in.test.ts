import assert from 'node:assert/strict';
import type { Viewer } from '../../../src/access/types.js';
import { createViewer } from '../../../src/access/viewer-loader.js';
import { InvalidInputError, NotSignedInError, RefusedError, TooManyRequestsError } from '../../../src/core/errors.js';
import type { SignedIn, SignInTry } from '../../../src/features/sign-in/sign-in-service.js';
import type { HostAdapter, HostContact } from '../../../src/host/host-adapter.js';
import { migrate } from '../../../src/store/migrator.js';
import { buildProfile } from '../../support/access-builders.js';
import { eachHost, type TestHost } from '../../support/databases.js';
import { buildSignIn, forgetEverything, type SignInParts, setCrmPassword } from '../../support/sign-in-parts.js';

const ONE_TIME = 'aB3dE6gH';
const OWN = 'tramonto lento 9';

eachHost('signing in', (buildHost) => {
  let test: TestHost;
  let host: HostAdapter;
  let parts: SignInParts;
  let ada: HostContact;
  let bob: HostContact;

  before(async () => {
    test = await buildHost();
    ({ host } = test);
    await migrate(host.knex, host.wallClock.clock);
    const [first = 0, second = 0]: number[] = await host.knex('vte_portalinfo').where({ isactive: 1 }).pluck('id');
    ada = await contact(first);
    bob = await contact(second);
  });
  after(() => test.close());

  beforeEach(async () => {
    await forgetEverything(host.knex);
    for (const { id, email, userName } of [ada, bob]) {
      const dates = { support_start_date: '2020-01-01', support_end_date: '2099-12-31' };
      await host
        .knex('vte_customerdetails')
        .where({ customerid: id })
        .update({ portal: 1, ...dates });
      await host.knex('vte_portalinfo').where({ id }).update({ isactive: 1, user_name: userName });
      await host.knex('vte_contactdetails').where({ contactid: id }).update({ email });
    }
    await setCrmPassword(host.knex, ada.id, ONE_TIME);
    await setCrmPassword(host.knex, bob.id, 'not the same');
    ada = await contact(ada.id);
    bob = await contact(bob.id);
    parts = buildSignIn(host);
  });

  async function contact(id: number): Promise<HostContact> {
    const found = await host.contacts.byId(id);
    assert.ok(found);
    return found;
  }

  async function viewer(id: number): Promise<Viewer> {
    return createViewer(await contact(id), buildProfile(), true);
  }

  function signIn(password: string, changes: Partial<SignInTry> = {}): Promise<SignedIn | undefined> {
    const input = { login: ada.userName, password, wantsRemembering: false, previousSessionId: undefined };
    return parts.signIn.signIn({ ...input, ...changes }, parts.browser);
  }

  async function changeTo(password: string, signedIn: SignedIn | undefined, current = '') {
    assert.ok(signedIn);
    const input = { current, password, repeat: password };
    return parts.change.change(await viewer(ada.id), signedIn.session, input, parts.browser);
  }

  function mails(kind: string): Promise<{ to_address: string; data: string; language: string }[]> {
    return host.knex('portal_mail').where({ kind }).orderBy('id');
  }

  describe('SignInService#signIn', () => {
    it('should open only the change of the password with a one-time password', async () => {
      const result = await signIn(ONE_TIME, { wantsRemembering: true });
      assert.equal(result?.session.kind, 'password-change');
      assert.equal(result?.session.accountId, ada.accountId);
      assert.equal(result?.rememberToken, undefined);
    });

    it('should find the contact whatever the case of the address, never that of the password', async () => {
      assert.ok(await signIn(ONE_TIME, { login: ada.userName.toUpperCase() }));
      assert.equal(await signIn(ONE_TIME.toLowerCase()), undefined);
    });

    it('should answer every failure alike', async () => {
      await host.knex('vte_customerdetails').where({ customerid: bob.id }).update({ support_end_date: '2020-01-02' });
      await setCrmPassword(host.knex, bob.id, ONE_TIME);
      const answers = [
        await signIn('wrong password'),
        await signIn(ONE_TIME, { login: 'nobody@nowhere.example' }),
        await signIn(ONE_TIME, { login: bob.userName }),
        await signIn('', { login: '' }),
      ];
      assert.deepEqual(answers, [undefined, undefined, undefined, undefined]);
    });

    it('should do for an unknown address what it does for a disabled contact, but for one read', async () => {
      await host.knex('vte_portalinfo').where({ id: bob.id }).update({ isactive: 0 });
      const disabled = await counted(() => signIn('x', { login: bob.userName }));
      await forgetEverything(host.knex);
      const unknown = await counted(() => signIn('x', { login: 'nobody@nowhere.example' }));
      assert.ok(disabled - unknown <= 1, `${disabled} and ${unknown} statements`);
      assert.ok(unknown >= 4);
    });

    it('should end the session that was there before and never reuse its id', async () => {
      const before = await signIn(ONE_TIME);
      const after = await signIn(ONE_TIME, { previousSessionId: before?.session.id });
      assert.notEqual(after?.session.id, before?.session.id);
      assert.equal(await parts.sessions.find(before?.session.id ?? ''), undefined);
    });

    it('should note the sign-in in the CRM and the language seen', async () => {
      await signIn(ONE_TIME);
      const row = await host.knex('vte_portalinfo').where({ id: ada.id }).first();
      assert.equal(String(row.login_time).slice(0, 10), host.wallClock.today());
      assert.equal(await parts.logins.language(ada.id), 'it');
    });

    it('should refuse with 429 after ten failures, and let another network in', async () => {
      for (let round = 0; round < 10; round += 1) await signIn(`wrong ${round}`);
      await assert.rejects(signIn(ONE_TIME), TooManyRequestsError);
      const elsewhere = { ...parts.browser, network: '198.51.100.7' };
      const input = { login: ada.userName, password: ONE_TIME, wantsRemembering: false, previousSessionId: undefined };
      assert.ok(await parts.signIn.signIn(input, elsewhere));
    });

    it('should try no more than ten of parallel guesses', async () => {
      const results = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => signIn(`guess ${index}`)));
      assert.equal(results.filter((result) => result.status === 'fulfilled').length, 10);
    });

    it('should let an extension refuse, without counting it as a failure', async () => {
      parts.hooks.onFilter('closed', 'contact.beforeSignIn', () => {
        throw new RefusedError('closed:today');
      });
      for (let round = 0; round < 12; round += 1) await assert.rejects(signIn(ONE_TIME), /closed:today/);
      assert.equal((await host.knex('portal_session')).length, 0);
    });
  });

  describe('one-time password', () => {
    it('should work until it is replaced, then never again', async () => {
      await signIn(ONE_TIME);
      await changeTo(OWN, await signIn(ONE_TIME));
      assert.equal(await signIn(ONE_TIME), undefined);
      assert.equal((await signIn(OWN))?.session.kind, 'full');
    });

    it('should be a new one when the CRM made another, beside the own password', async () => {
      await changeTo(OWN, await signIn(ONE_TIME));
      await setCrmPassword(host.knex, ada.id, 'zY9xW8vU');
      assert.equal((await signIn('zY9xW8vU'))?.session.kind, 'password-change');
      assert.equal((await signIn(OWN))?.session.kind, 'full');
    });

    it('should end 14 days after the first use', async () => {
      await signIn(ONE_TIME);
      await host
        .knex('portal_login')
        .where({ contact_id: ada.id })
        .decrement('one_time_first_used_at', 14 * 86_400_000);
      assert.equal(await signIn(ONE_TIME), undefined);
    });

    it('should never be rewritten in the CRM', async () => {
      await changeTo(OWN, await signIn(ONE_TIME));
      assert.equal((await contact(ada.id)).encodedPassword, ada.encodedPassword);
    });
  });

  describe('PasswordChange#change', () => {
    it('should leave one new full session and end everything else', async () => {
      const other = await signIn(ONE_TIME);
      const first = await signIn(ONE_TIME);
      const token = await parts.remembered.issue(ada.id);
      const renewed = await changeTo(OWN, first);
      assert.equal(renewed.kind, 'full');
      assert.ok(await parts.sessions.find(renewed.id));
      for (const old of [other, first]) assert.equal(await parts.sessions.find(old?.session.id ?? ''), undefined);
      assert.equal(await parts.remembered.use(token), undefined);
    });

    it('should confirm by mail in the language of the contact', async () => {
      await changeTo(OWN, await signIn(ONE_TIME));
      const [mail, ...more] = await mails('password-changed');
      assert.equal(mail?.to_address, ada.email);
      assert.equal(mail?.language, 'it');
      assert.match(JSON.parse(mail?.data ?? '{}').at, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      assert.equal(more.length, 0);
    });

    it('should ask for the current password in a full session', async () => {
      await changeTo(OWN, await signIn(ONE_TIME));
      const session = await signIn(OWN);
      await assert.rejects(changeTo('nuvola rossa 12', session, 'not this one'), (error) => {
        assert.ok(error instanceof InvalidInputError);
        assert.deepEqual(error.faults, [{ field: 'current', code: 'sign-in:errors.currentWrong' }]);
        return true;
      });
      await changeTo('nuvola rossa 12', session, OWN);
      assert.equal(await signIn(OWN), undefined);
      assert.ok(await signIn('nuvola rossa 12'));
    });

    it('should refuse the one-time password itself, and two that differ', async () => {
      await setCrmPassword(host.knex, ada.id, 'nuvola rossa 12');
      const session = await signIn('nuvola rossa 12');
      await assert.rejects(changeTo('nuvola rossa 12', session), InvalidInputError);
      const input = { current: '', password: OWN, repeat: `${OWN} ` };
      const change = parts.change.change(await viewer(ada.id), session?.session ?? assert.fail(), input, parts.browser);
      await assert.rejects(change, InvalidInputError);
    });

    it('should do the same form once when it is sent twice at once', async () => {
      const session = await signIn(ONE_TIME);
      const results = await Promise.allSettled([changeTo(OWN, session), changeTo(OWN, session)]);
      const refused = results.filter((result) => result.status === 'rejected');
      assert.equal(refused.length, 1);
      assert.ok(refused[0]?.reason instanceof NotSignedInError);
      assert.equal((await mails('password-changed')).length, 1);
    });
  });

  describe('LinkService', () => {
    async function linkOf(kind: 'password-reset' | 'activation'): Promise<string> {
      const mail = (await mails(kind)).at(-1);
      return parts.tokens.secretOf(JSON.parse(mail?.data ?? '{}').tokenId);
    }
    const log = () => parts.browser.log;
    const typed = { password: OWN, repeat: OWN };

    it('should mail a reset link to the stored address and set the password by it once', async () => {
      await parts.links.requestReset(` ${ada.email.toUpperCase()} `, log());
      const [mail] = await mails('password-reset');
      assert.equal(mail?.to_address, ada.email);
      const secret = await linkOf('password-reset');
      assert.equal((await parts.links.holder(secret, 'reset'))?.id, ada.id);
      const results = await Promise.all([1, 2, 3].map(() => parts.links.setPassword(secret, 'reset', typed, log())));
      assert.equal(results.filter(Boolean).length, 1);
      assert.equal((await signIn(OWN))?.session.kind, 'full');
      assert.equal((await mails('password-changed')).length, 1);
    });

    it('should mail nothing for unknown, disabled and expired contacts, and not say so', async () => {
      await host.knex('vte_customerdetails').where({ customerid: bob.id }).update({ support_end_date: null });
      assert.equal(await parts.links.requestReset('nobody@nowhere.example', log()), undefined);
      assert.equal(await parts.links.requestReset(bob.email, log()), undefined);
      assert.equal((await host.knex('portal_mail')).length, 0);
    });

    it('should mail at most three times an hour', async () => {
      for (let round = 0; round < 5; round += 1) await parts.links.requestReset(ada.email, log());
      assert.equal((await mails('password-reset')).length, 3);
    });

    it('should refuse anything but one plain address', async () => {
      const odd = ['a@x.example,b@x.example', 'a@x.example;b@x.example', '"a b"@x.example', 'a(c)@x.example'];
      const broken = ['Ada <a@x.example>', 'group:a@x.example;', 'a@x.example\nb@x.example', 'a', '', 'a@@x.example'];
      for (const address of [...odd, ...broken])
        await assert.rejects(parts.links.requestReset(address, log()), InvalidInputError, address);
    });

    it('should mail each of two twins a link of their own', async () => {
      await host.knex('vte_contactdetails').where({ contactid: bob.id }).update({ email: ada.email });
      await host.knex('vte_portalinfo').where({ id: bob.id }).update({ user_name: ada.userName });
      await parts.links.requestReset(ada.email, log());
      const sent = await mails('password-reset');
      const holders = await Promise.all(
        sent.map((mail) => parts.links.holder(parts.tokens.secretOf(JSON.parse(mail.data).tokenId), 'reset')),
      );
      assert.deepEqual(holders.map((holder) => holder?.id).sort(), [ada.id, bob.id].sort());
    });

    it('should be dead after a new request, a change of address, of password, or the end of access', async () => {
      await parts.links.requestReset(ada.email, log());
      const first = await linkOf('password-reset');
      await parts.links.requestReset(ada.email, log());
      const second = await linkOf('password-reset');
      const isAlive = async (secret: string) => (await parts.links.holder(secret, 'reset')) !== undefined;
      assert.deepEqual([await isAlive(first), await isAlive(second)], [false, true]);
      const contacts = host.knex('vte_contactdetails').where({ contactid: ada.id });
      await contacts.clone().update({ email: 'new@acme.example' });
      assert.equal(await isAlive(second), false);
      await contacts.clone().update({ email: ada.email });
      await host.knex('vte_customerdetails').where({ customerid: ada.id }).update({ portal: 0 });
      assert.equal(await isAlive(second), false);
      await host.knex('vte_customerdetails').where({ customerid: ada.id }).update({ portal: 1 });
      assert.equal(await isAlive(second), true);
      await changeTo(OWN, await signIn(ONE_TIME));
      assert.equal(await isAlive(second), false);
    });

    it('should keep the link when the new password is refused', async () => {
      await parts.links.requestReset(ada.email, log());
      const secret = await linkOf('password-reset');
      const bad = { password: 'short', repeat: 'short' };
      await assert.rejects(parts.links.setPassword(secret, 'reset', bad, log()), InvalidInputError);
      assert.ok(await parts.links.setPassword(secret, 'reset', typed, log()));
    });

    it('should invite a contact by an activation link, which closes the one-time password', async () => {
      assert.deepEqual(await parts.links.inviteContact(ada.id), { address: ada.email });
      const secret = await linkOf('activation');
      assert.equal(await parts.links.holder(secret, 'reset'), undefined);
      assert.ok(await parts.links.setPassword(secret, 'activate', typed, log()));
      assert.equal(await signIn(ONE_TIME), undefined);
      assert.ok(await signIn(OWN));
    });

    it('should not invite a contact without access', async () => {
      await host.knex('vte_customerdetails').where({ customerid: ada.id }).update({ portal: 0 });
      await assert.rejects(parts.links.inviteContact(ada.id), /noPortalAccess/);
    });
  });

  describe('RememberedBrowsers#resume', () => {
    it('should open a normal session, and a new one with each successor', async () => {
      await changeTo(OWN, await signIn(ONE_TIME));
      const token = (await signIn(OWN, { wantsRemembering: true }))?.rememberToken ?? assert.fail();
      const first = await parts.browsers.resume(token, parts.browser);
      assert.equal(first.session?.kind, 'full');
      assert.equal(first.session?.accountId, ada.accountId);
      assert.ok((await parts.browsers.resume(first.token ?? '', parts.browser)).session);
    });

    it('should end every session when a used token comes back', async () => {
      const token = await parts.remembered.issue(ada.id);
      const thief = await parts.browsers.resume(token, parts.browser);
      await host.knex('portal_remember').whereNotNull('used_at').decrement('used_at', 60_000);
      assert.equal((await parts.browsers.resume(token, parts.browser)).session, undefined);
      assert.equal(await parts.sessions.find(thief.session?.id ?? ''), undefined);
    });

    it('should ask extensions, and stay remembered when they refuse', async () => {
      const token = await parts.remembered.issue(ada.id);
      const takeBack = parts.hooks.onFilter('closed', 'contact.beforeSignIn', () => {
        throw new RefusedError('closed:today');
      });
      const refused = await parts.browsers.resume(token, parts.browser);
      assert.equal(refused.session, undefined);
      takeBack();
      assert.ok((await parts.browsers.resume(refused.token ?? '', parts.browser)).session);
    });

    it('should forget a contact whose access ended', async () => {
      const token = await parts.remembered.issue(ada.id);
      await host.knex('vte_portalinfo').where({ id: ada.id }).update({ isactive: 0 });
      assert.equal((await parts.browsers.resume(token, parts.browser)).session, undefined);
      assert.equal((await host.knex('portal_remember')).length, 0);
    });
  });

  describe('the log', () => {
    it('should tell who came in and who failed, and no password, hash, token or session', async () => {
      await signIn('wrong password');
      const signedIn = await signIn(ONE_TIME);
      const renewed = await changeTo(OWN, signedIn);
      await parts.links.requestReset(ada.email, parts.browser.log);
      await parts.signIn.signOut(renewed, undefined, parts.browser.log);
      const text = parts.lines.join('\n');
      for (const line of ['sign-in failed', 'signed in', 'password changed', 'reset asked for', 'signed out'])
        assert.ok(text.includes(line), line);
      const hash = (await parts.logins.find(ada.id))?.passwordHash ?? assert.fail();
      const secrets = [
        ONE_TIME,
        OWN,
        'wrong password',
        hash,
        renewed.id,
        signedIn?.session.id ?? '',
        ada.encodedPassword,
      ];
      for (const secret of secrets) assert.ok(!text.includes(secret), 'a secret was logged');
    });
  });

  async function counted(work: () => Promise<unknown>): Promise<number> {
    let statements = 0;
    const count = (): void => {
      statements += 1;
    };
    host.knex.on('query', count);
    await work();
    host.knex.removeListener('query', count);
    return statements;
  }
});
