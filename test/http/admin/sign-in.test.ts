import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import { adminOf, signInAdmin } from '../../support/admin.js';
import { eachPortal, type TestPortal } from '../../support/build-portal.js';
import { openSite, type TestSite, textOf, type Visitor } from '../../support/visitor.js';

eachPortal('The administration’s sign-in', (buildPortal) => {
  let built: TestPortal;
  let site: TestSite;

  beforeEach(async () => {
    built = await buildPortal();
    site = await openSite(built);
  });
  afterEach(async () => {
    await site.close();
    await built.close();
  });

  const users = () => built.portal.host.knex(`${built.portal.host.tablePrefix}users`).where({ id: 1 });

  it('should lead to the page that was asked for', async () => {
    const visitor = site.visitor();
    const refused = await visitor.get('/admin/me');
    assert.equal(refused.status, 303);
    assert.equal(refused.location, '/admin/sign-in?next=%2Fportal%2Fadmin%2Fme');
    const { userName, password } = adminOf(built);
    const answer = await visitor.submit(refused.location, { user: userName, password }, '/admin/sign-in');
    assert.equal(answer.location, '/admin/me');
    assert.equal((await visitor.get('/admin/me')).status, 200);
  });

  it('should answer alike for an unknown name, a wrong password, another case of the name and who is no administrator', async () => {
    const { userName, password } = adminOf(built);
    const pages = [];
    for (const [user, word] of [
      ['nobody', password],
      [userName, `${password}x`],
      [userName.toUpperCase(), password],
      ['giulia.ferri', 'Giulia-2026'],
      [built.villani.email, built.villani.password],
    ]) {
      const answer = await site.visitor().submit('/admin/sign-in', { user: user ?? '', password: word ?? '' });
      assert.equal(answer.status, 422);
      assert.equal(answer.headers['set-cookie']?.some((cookie) => /-admin=[^;]/.test(cookie)) ?? false, false);
      pages.push(/role="alert"[\s\S]*?<\/p>/.exec(answer.body)?.[0]);
    }
    assert.equal(new Set(pages).size, 1);
  });

  it('should take a bcrypt hash and a password beyond ASCII', async () => {
    const { userName } = adminOf(built);
    // Both by the C library’s crypt(): the CRM’s own salt, and a bcrypt salt whose last sign has bits to spare.
    const hashes = {
      'perché è così €': '$1$ad000000$IKuA7p.s5973mCzJF848N1',
      Grüße: '$2y$07$BCryptRequires22ChrcteUGxQPtwm4qJvOZ1at0fQbtqiN67l2gy',
    };
    for (const [password, hash] of Object.entries(hashes)) {
      await users().update({ user_password: hash });
      const answer = await site.visitor().submit('/admin/sign-in', { user: userName, password });
      assert.equal(answer.status, 303, password);
    }
  });

  it('should end a session at the next request when its user is no administrator any more', async () => {
    const visitor = await signInAdmin(site, built);
    assert.equal((await visitor.get('/admin/me')).status, 200);
    await users().update({ is_admin: 'off' });
    assert.equal((await visitor.get('/admin/me')).status, 303);
    await users().update({ is_admin: 'on' });
    assert.equal((await visitor.get('/admin/me')).status, 303);
  });

  it('should never open by a customer’s session, nor the portal by an administrator’s', async () => {
    const customer = await site.signIn(built.villani);
    assert.equal((await customer.get('/admin/me')).status, 303);
    const admin = await signInAdmin(site, built);
    assert.match((await admin.get('/HelpDesk')).location, /^\/sign-in/);
    const id = /-admin=([^;]+)/.exec(admin.cookie)?.[1] ?? '';
    const forged = await site.visitor().get('/HelpDesk', { Cookie: `__Host-portal-customer-portal=${id}` });
    assert.match(forged.location, /^\/sign-in/);
  });

  it('should refuse a form that carries the other part’s token', async () => {
    const admin = await signInAdmin(site, built);
    const portal = await admin.form('/sign-in');
    const answer = await admin.post('/admin/me', { _csrf: portal.hidden._csrf ?? '', theme: 'dark' });
    assert.equal(answer.status, 403);
  });

  it('should slow guessing down without keeping out who knows the password elsewhere', async () => {
    const visitor = site.visitor();
    const { hidden } = await visitor.form('/admin/sign-in');
    const tries = Array.from({ length: 14 }, () =>
      visitor.post('/admin/sign-in', { ...hidden, user: 'admin', password: 'wrong' }),
    );
    const answers = await Promise.all(tries);
    assert.equal(answers.filter(({ status }) => status === 422).length, 10);
    const over = answers.filter(({ status }) => status === 429);
    assert.equal(over.length, 4);
    assert.ok(Number(over[0]?.headers['retry-after']) > 0);
  });

  it('should ask for the code once a second factor is on, and take none twice', async () => {
    const visitor = await signInAdmin(site, built);
    await visitor.submit('/admin/me', {}, '/admin/me/factor/begin');
    const page = await visitor.get('/admin/me');
    const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page.body)?.[1] ?? '').replaceAll(' ', '');
    const wrong = await visitor.submit('/admin/me', { code: '000000' }, '/admin/me/factor/confirm');
    assert.equal(wrong.status, 422);
    // The next code rather than the last: a busy machine may reach the next half minute, never go back to the last.
    const now = built.portal.host.wallClock.clock.now();
    const codeAt = (timestamp: number): string =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
    const elsewhere = await signInAdmin(site, built);
    const on = await visitor.submit('/admin/me', { code: codeAt(now) }, '/admin/me/factor/confirm');
    assert.equal((await visitor.get('/admin/me')).status, 200);
    assert.equal((await elsewhere.get('/admin/me')).status, 303, 'a session that was begun without a code is over');
    const recovery = /<code>([a-z0-9]{5}-[a-z0-9]{5})<\/code>/.exec(on.body)?.[1] ?? '';
    assert.notEqual(recovery, '');
    const second = await pending();
    assert.equal((await second.get('/admin/me')).status, 303, 'the password alone opens nothing');
    const replayed = await second.submit('/admin/sign-in', { code: codeAt(now) }, '/admin/sign-in/code');
    assert.equal(replayed.status, 422);
    const right = await second.submit('/admin/sign-in', { code: codeAt(now + 30_000) }, '/admin/sign-in/code');
    assert.equal(right.status, 303);
    assert.equal((await second.get('/admin/me')).status, 200);
    const third = await pending();
    assert.equal((await third.submit('/admin/sign-in', { code: recovery }, '/admin/sign-in/code')).status, 303);
    const fourth = await pending();
    assert.equal((await fourth.submit('/admin/sign-in', { code: recovery }, '/admin/sign-in/code')).status, 422);
  });

  it('should slow down whoever guesses the code that turns the second factor off', async () => {
    const visitor = await signInAdmin(site, built);
    await visitor.submit('/admin/me', {}, '/admin/me/factor/begin');
    const page = await visitor.get('/admin/me');
    const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page.body)?.[1] ?? '').replaceAll(' ', '');
    const now = built.portal.host.wallClock.clock.now();
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now });
    await visitor.submit('/admin/me', { code }, '/admin/me/factor/confirm');
    const { hidden } = await visitor.form('/admin/me', '/admin/me/factor/remove');
    const statuses: number[] = [];
    for (let time = 0; time < 12; time += 1)
      statuses.push((await visitor.post('/admin/me/factor/remove', { ...hidden, code: 'wrong' })).status);
    assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 422), 429, 429]);
  });

  it('should keep a record of who signed in and who failed', async () => {
    await site.visitor().submit('/admin/sign-in', { user: 'mallory', password: 'x' });
    await signInAdmin(site, built);
    const lines = await built.portal.stores.audit.list({ action: 'admin.' }, 10);
    assert.deepEqual(
      lines.map(({ action }) => action),
      ['admin.signedIn', 'admin.signInFailed'],
    );
    assert.equal(lines[1]?.actor.name, 'mallory');
    assert.equal(lines[0]?.network, '127.0.0.1');
    assert.notEqual(lines[0]?.requestId, '');
  });

  it('should stay open while the portal is closed to its customers', async () => {
    const visitor = await signInAdmin(site, built);
    await built.portal.host.knex('portal_state').update({ state: 'disabled' });
    await built.portal.open();
    assert.equal((await site.visitor().get('/sign-in')).status, 503);
    const page = await visitor.get('/admin/me');
    assert.equal(page.status, 200);
    assert.match(textOf(page.body), /Amministrazione|Administration/);
  });

  async function pending(): Promise<Visitor> {
    const visitor = site.visitor();
    const { userName, password } = adminOf(built);
    const answer = await visitor.submit('/admin/sign-in', { user: userName, password });
    assert.equal(answer.location, '/admin/sign-in');
    return visitor;
  }
});
