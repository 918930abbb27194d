import assert from 'node:assert/strict';
import { type BuildPortal, eachPortal, type TestPortal } from '../support/build-portal.js';
import { hideFormToken } from '../support/hide-form-token.js';
import { openSite, type SiteAnswer, type TestSite, type Visitor } from '../support/visitor.js';

const OWN = 'tramonto lento 9';
const PLUGIN_ID = 'customer-portal';

eachPortal('the pages around signing in', (buildPortal: BuildPortal) => {
  let test: TestPortal;
  let site: TestSite;
  let browser: Visitor;

  before(async () => {
    test = await buildPortal();
    site = await openSite(test);
  });
  after(async () => {
    await site.close();
    await test.close();
  });

  beforeEach(async () => {
    const { knex } = test.portal.host;
    for (const table of ['login', 'session', 'remember', 'token', 'throttle', 'mail'])
      await knex(`portal_${table}`).delete();
    browser = site.visitor();
  });

  function signIn(password: string, more: Readonly<Record<string, string>> = {}): Promise<SiteAnswer> {
    return browser.submit('/sign-in', { email: test.villani.email, password, ...more });
  }

  async function secretOf(kind: string): Promise<string> {
    const { host, stores } = test.portal;
    const mail = await host.knex('portal_mail').where({ kind }).orderBy('id', 'desc').first('data');
    return stores.tokens.secretOf(JSON.parse(mail.data).tokenId);
  }

  /** The value of a cookie whose name ends so; the session's ends in the plugin's id. */
  const cookieNamed = (suffix: string): string | undefined =>
    browser.cookie
      .split('; ')
      .map((pair) => pair.split('='))
      .find(([name]) => name?.endsWith(suffix))?.[1];
  const sessionCookie = (): string => cookieNamed(PLUGIN_ID) ?? assert.fail('no session cookie');

  describe('GET /sign-in', () => {
    it('should show the labels of the manual', async () => {
      const { body, status } = await browser.get('/sign-in');
      assert.equal(status, 200);
      for (const label of ['Email', 'Password', 'Ricordami', 'Password dimenticata?', 'LOG IN'])
        assert.ok(body.includes(label), label);
    });

    it('should be where a page leads that needs somebody', async () => {
      const { location, status } = await browser.get('/HelpDesk?q=rullo');
      assert.equal(status, 303);
      assert.equal(location, '/sign-in?next=%2Fportal%2FHelpDesk%3Fq%3Drullo');
    });
  });

  describe('POST /sign-in', () => {
    it('should lead a one-time password to its change, and to nothing else', async () => {
      const answer = await signIn(test.villani.password, { next: '/portal/HelpDesk' });
      assert.equal(answer.status, 303);
      assert.equal(answer.location, '/password/change?next=%2Fportal%2FHelpDesk');
      for (const page of ['/', '/HelpDesk', '/me']) {
        const { status, location } = await browser.get(page);
        assert.equal(status, 303, page);
        assert.match(location, /^\/password\/change/, page);
      }
      const page = await browser.get('/password/change');
      assert.ok(page.body.includes('Scegli la tua password'));
      assert.ok(!page.body.includes('name="current"'));
    });

    it('should go where the visitor wanted to after the change', async () => {
      await signIn(test.villani.password);
      const form = { password: OWN, repeat: OWN, next: '/portal/HelpDesk?q=rullo' };
      const changed = await browser.submit('/password/change', form);
      assert.equal(changed.location, '/HelpDesk?q=rullo');
      const page = await browser.get('/me');
      assert.equal(page.status, 200);
      assert.ok(page.body.includes('Password cambiata.'));
    });

    it('should answer every failure alike', async () => {
      const fail = async (email: string, password: string): Promise<string> => {
        const answer = await site.visitor().submit('/sign-in', { email, password });
        assert.equal(answer.status, 422);
        return [answer.body, JSON.stringify(answer.headers)]
          .join('')
          .replaceAll(email, 'EMAIL')
          .replace(/[0-9a-f]{64}|[A-Za-z0-9_-]{43}|[0-9a-f-]{36}|"date":"[^"]*"|"(etag|content-length)":"[^"]*"/g, '');
      };
      const known = await fail(test.villani.email, 'wrong password');
      assert.ok(known.includes('non corrispondono'));
      for (const email of ['nobody@nowhere.example', 'n🙂body@nowhere.example', `${'a'.repeat(300)}@nowhere.example`])
        assert.equal(await fail(email, 'wrong password'), known);
      const contacts = test.portal.host.knex('vte_customerdetails').where({ customerid: test.torri.contactId });
      await contacts.clone().update({ portal: 0 });
      assert.equal(await fail(test.torri.email, test.torri.password), known);
      await contacts.clone().update({ portal: 1 });
    });

    it('should keep the address and never the password in the form', async () => {
      const { body } = await signIn('zebra "password"');
      assert.ok(body.includes(`value="${test.villani.email}"`));
      assert.ok(!body.includes('zebra'));
    });

    it('should give a new session id each time and set every lock on its cookie', async () => {
      await browser.get('/sign-in');
      const anonymous = sessionCookie();
      const answer = await signIn(test.villani.password);
      assert.notEqual(sessionCookie(), anonymous);
      const line = answer.headers['set-cookie']?.find((cookie) => cookie.includes(sessionCookie()));
      assert.match(line ?? '', /; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
      assert.ok(!answer.body.includes(sessionCookie()));
    });

    it('should go nowhere but to a page of this portal', async () => {
      await browser.signIn(test.villani.email, test.villani.password);
      const evil = ['https://evil.example', '//evil.example', '/\\evil.example', '/portal/sign-out', '/other', 'x'];
      for (const next of evil) {
        browser = site.visitor();
        assert.equal((await signIn(OWN, { next })).location, '/', next);
      }
    });

    it('should be throttled, with a time to wait', async () => {
      for (let round = 0; round < 10; round += 1) await signIn(`wrong ${round}`);
      const answer = await signIn(test.villani.password);
      assert.equal(answer.status, 429);
      assert.ok(Number(answer.headers['retry-after']) > 800);
      assert.ok(answer.body.includes('Troppi tentativi'));
    });

    it('should refuse without the form’s token', async () => {
      await browser.get('/sign-in');
      const answer = await browser.post('/sign-in', { email: test.villani.email, password: test.villani.password });
      assert.equal(answer.status, 403);
      assert.equal((await test.portal.host.knex('portal_session')).length, 0);
    });
  });

  describe('POST /password/change', () => {
    it('should say beside the fields what is wrong, and in the title', async () => {
      await signIn(test.villani.password);
      const { status, body } = await browser.submit('/password/change', { password: 'corta', repeat: 'altra' });
      assert.equal(status, 422);
      assert.ok(body.includes('servono almeno 10 caratteri'));
      assert.ok(body.includes('<title>Errore: '));
      assert.ok(body.includes('Controlla un campo prima di inviare'));
    });

    it('should throw every other browser out', async () => {
      await browser.signIn(test.villani.email, test.villani.password);
      const other = site.visitor();
      await other.submit('/sign-in', { email: test.villani.email, password: OWN });
      assert.equal((await other.get('/me')).status, 200);
      const fields = { current: OWN, password: 'nuvola rossa 12', repeat: 'nuvola rossa 12' };
      const changed = await browser.submit('/password/change', fields);
      assert.equal(changed.location, '/me');
      assert.equal((await browser.get('/me')).status, 200);
      assert.equal((await other.get('/me')).status, 303);
    });
  });

  describe('POST /sign-out', () => {
    it('should end session and cookie and clear what was cached', async () => {
      await browser.signIn(test.villani.email, test.villani.password);
      const stolen = browser.cookie;
      const answer = await browser.submit('/me', {}, '/sign-out');
      assert.equal(answer.status, 303);
      assert.equal(answer.headers['clear-site-data'], '"cache"');
      assert.equal((await browser.get('/me')).status, 303);
      assert.equal((await site.visitor().get('/me', { Cookie: stolen })).status, 303);
    });

    it('should not answer to GET', async () => {
      await browser.signIn(test.villani.email, test.villani.password);
      assert.ok((await browser.get('/sign-out')).status >= 404);
      assert.equal((await browser.get('/me')).status, 200);
    });
  });

  describe('remember me', () => {
    it('should open a new session without the old one, by a cookie that changes each time', async () => {
      await browser.signIn(test.villani.email, test.villani.password);
      await browser.submit('/me', {}, '/sign-out');
      await signIn(OWN, { remember: '1' });
      const token = cookieNamed('-remember');
      await test.portal.host.knex('portal_session').delete();
      assert.equal((await browser.get('/me')).status, 200);
      assert.ok(token);
      assert.notEqual(cookieNamed('-remember'), token);
    });
  });

  describe('reset and activation', () => {
    it('should show one page for every address', async () => {
      const pages = [];
      for (const email of [test.villani.email, 'nobody@nowhere.example']) {
        const answer = await site.visitor().submit('/password/forgot', { email });
        assert.equal(answer.status, 200);
        pages.push(hideFormToken(answer.body).replace(/[0-9a-f-]{36}/g, ''));
      }
      assert.equal(pages[0], pages[1]);
      assert.ok(pages[0]?.includes('Controlla la posta'));
    });

    it('should refuse a list, two parameters and an array with 422', async () => {
      const { hidden } = await browser.form('/password/forgot');
      const [mine, other] = [test.villani.email, 'x@evil.example'];
      const forms: [string, string][][] = [
        [['email', `${mine},${other}`]],
        [
          ['email', mine],
          ['email', other],
        ],
        [['email[]', mine]],
      ];
      for (const fields of forms) {
        const answer = await browser.post('/password/forgot', [...Object.entries(hidden), ...fields]);
        assert.equal(answer.status, 422, JSON.stringify(fields));
      }
      assert.equal((await test.portal.host.knex('portal_mail')).length, 0);
    });

    it('should take the token out of the address, and use it up by the form only', async () => {
      await browser.submit('/password/forgot', { email: test.villani.email });
      const secret = await secretOf('password-reset');
      for (let round = 0; round < 3; round += 1) {
        const hop = await browser.get(`/password/reset/${secret}`);
        assert.equal(hop.status, 303);
        assert.equal(hop.location, '/password/reset');
        assert.match(String(hop.headers['set-cookie']), /Max-Age=600; Secure; HttpOnly/);
      }
      const page = await browser.get('/password/reset');
      assert.equal(page.status, 200);
      assert.ok(!page.body.includes(secret));
      const done = await browser.submit('/password/reset', { password: OWN, repeat: OWN });
      assert.equal(done.location, '/sign-in?saved=1');
      assert.ok((await browser.get('/sign-in?saved=1')).body.includes('Password salvata.'));
      await browser.get(`/password/reset/${secret}`);
      const again = await browser.get('/password/reset');
      assert.equal(again.status, 410);
      assert.ok(again.body.includes('Questo link non vale più'));
      assert.equal((await signIn(OWN)).location, '/');
    });

    it('should activate by the invitation’s link', async () => {
      await test.portal.services.links.inviteContact(test.villani.contactId);
      await browser.get(`/activate/${await secretOf('activation')}`);
      const page = await browser.get('/activate');
      assert.ok(page.body.includes('Attiva il tuo accesso'));
      await browser.submit('/activate', { password: OWN, repeat: OWN });
      assert.equal((await signIn(OWN)).location, '/');
    });

    it('should answer nonsense in place of a token like a link that is over', async () => {
      for (const token of ['x', '..', '%00', `${'0'.repeat(36)}.${'0'.repeat(64)}`]) {
        assert.ok([303, 400, 404].includes((await browser.get(`/password/reset/${token}`)).status), token);
        assert.equal((await browser.get('/password/reset')).status, 410, token);
      }
    });
  });

  describe('POST /language', () => {
    it('should switch the language and go back to the page', async () => {
      const answer = await browser.submit('/sign-in', { language: 'en', next: '/portal/password/forgot' }, '/language');
      assert.equal(answer.location, '/password/forgot');
      assert.ok((await browser.get('/password/forgot')).body.includes('Forgot your password?'));
    });

    it('should go nowhere else, and know no other language', async () => {
      const away = await browser.submit('/sign-in', { language: 'en', next: '//evil.example' }, '/language');
      assert.equal(away.location, '/');
      assert.equal((await browser.submit('/sign-in', { language: 'xx' }, '/language')).status, 400);
    });
  });

  describe('/me', () => {
    it('should show who I am and keep my choices', async () => {
      await browser.signIn(test.villani.email, test.villani.password);
      const page = await browser.get('/me');
      for (const text of ['Francesco', 'Villani', test.villani.email, 'Cambia la password'])
        assert.ok(page.body.includes(text), text);
      const saved = await browser.submit('/me', { language: 'en', theme: 'dark' });
      assert.equal(saved.location, '/me');
      const after = await browser.get('/me');
      assert.match(after.body, /<html lang="en"[^>]* data-bs-theme="dark"/);
      assert.ok(after.body.includes('Profile saved.'));
    });

    it('should refuse choices that are not offered', async () => {
      await browser.signIn(test.villani.email, test.villani.password);
      assert.equal((await browser.submit('/me', { language: 'xx', theme: '' })).status, 400);
      assert.equal((await browser.submit('/me', { language: '', theme: 'pink' })).status, 400);
    });
  });
});
