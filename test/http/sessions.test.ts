import assert from 'node:assert/strict';
import type { Session } from '../../src/store/session-store.js';
import { buildProfile, buildViewer } from '../support/access-builders.js';
import { formBody, openForm, visit } from '../support/visit.js';
import { startWebApp, type WebApp } from '../support/web-app.js';

describe('session', () => {
  let app: WebApp;
  before(async () => {
    app = await startWebApp();
  });
  after(() => app.close());

  it('should name a signed-in visitor and print the session’s id nowhere', async () => {
    const cookie = await app.signIn();
    const id = cookie.split('=')[1] ?? '';
    const mine = await visit(app.port, '/portal/mine', { headers: { Cookie: cookie } });
    assert.equal(mine.body, 'Ada Rossi');
    const page = await visit(app.port, '/portal/page', { headers: { Cookie: cookie } });
    assert.doesNotMatch(page.body + JSON.stringify(page.headers) + JSON.stringify(app.log), new RegExp(id));
  });

  it('should give an anonymous visitor an id with the first form, in a cookie with every lock on', async () => {
    const page = await visit(app.port, '/portal/page');
    const [cookie = ''] = page.headers['set-cookie'] ?? [];
    assert.match(cookie, /^__Host-portal-test=[A-Za-z0-9_-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
  });

  it('should not give it anew, and take none that was not made here', async () => {
    const { cookie } = await openForm(app.port);
    assert.equal(
      (await visit(app.port, '/portal/page', { headers: { Cookie: cookie } })).headers['set-cookie'],
      undefined,
    );
    const page = await visit(app.port, '/portal/page', { headers: { Cookie: '__Host-portal-test=chosen' } });
    assert.ok(page.headers['set-cookie']);
  });

  it('should take back a session whose contact lost access or changed company', async () => {
    for (const viewer of [undefined, buildViewer(buildProfile(), { accountId: 8 })]) {
      const other = await startWebApp({ loadViewer: () => viewer });
      const cookie = await other.signIn();
      const answer = await visit(other.port, '/portal/mine', { headers: { Cookie: cookie } });
      const row = await other.sessions.find(cookie.split('=')[1] ?? '');
      await other.close();
      assert.equal(answer.status, 303);
      assert.match(answer.headers['set-cookie']?.[0] ?? '', /^__Host-portal-test=; .*Max-Age=0/);
      assert.equal(row, undefined);
    }
  });

  it('should keep a message for the next page, escaped, and show it once', async () => {
    const { cookie, csrf } = await openForm(app.port, await app.signIn());
    const form = formBody([['_csrf', csrf]]);
    const gone = await visit(app.port, '/portal/go', { ...form, headers: { ...form.headers, Cookie: cookie } });
    assert.equal(gone.status, 303);
    assert.equal(gone.headers.location, '/portal/page');
    const next = await visit(app.port, '/portal/page', { headers: { Cookie: cookie } });
    assert.match(next.body, /It is &lt;b&gt;done&lt;\/b&gt;/);
    const later = await visit(app.port, '/portal/page', { headers: { Cookie: cookie } });
    assert.doesNotMatch(later.body, /done/);
  });

  it('should let a remembered visitor in with a new session', async () => {
    let session: Session | undefined;
    const remembering = await startWebApp({ remember: async () => session });
    session = await remembering.sessions.create({
      contactId: 3,
      kind: 'full',
      accountId: 7,
      userAgent: '',
      network: '',
    });
    const headers = { Cookie: '__Host-portal-test-remember=token' };
    const answer = await visit(remembering.port, '/portal/mine', { headers });
    const without = await visit(remembering.port, '/portal/mine');
    await remembering.close();
    assert.equal(answer.body, 'Ada Rossi');
    assert.match(answer.headers['set-cookie']?.[0] ?? '', new RegExp(`^__Host-portal-test=${session.id};`));
    assert.equal(without.status, 303);
  });

  it('should choose the language by cookie, then browser, then the CRM', async () => {
    const language = async (headers: Record<string, string>) =>
      /<html lang="(..)"/.exec((await visit(app.port, '/portal/page', { headers })).body)?.[1];
    assert.equal(await language({}), 'it');
    assert.equal(await language({ 'Accept-Language': 'en-GB,en;q=0.9,it;q=0.5' }), 'en');
    assert.equal(await language({ 'Accept-Language': 'xx' }), 'it');
    assert.equal(await language({ 'Accept-Language': 'en', Cookie: '__Host-portal-test-language=it' }), 'it');
    assert.equal(await language({ 'Accept-Language': 'en', Cookie: '__Host-portal-test-language=xx' }), 'en');
  });
});

describe('streamFile', () => {
  let app: WebApp;
  before(async () => {
    app = await startWebApp();
  });
  after(() => app.close());

  it('should show an image in place, without any right', async () => {
    const { headers } = await visit(app.port, `/portal/file/${encodeURIComponent('foto più "bella".png')}`);
    assert.equal(headers['content-type'], 'image/png');
    assert.match(headers['content-disposition'] ?? '', /^inline; filename=".*"; filename\*=UTF-8''foto%20pi%C3%B9/);
    assert.equal(headers['content-security-policy'], "sandbox; default-src 'none'");
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cache-control'], 'no-store');
  });

  it('should hand out everything else as an attachment, also what only calls itself an image', async () => {
    for (const name of ['fake.png', 'page.html', 'a.svg', 'a.txt']) {
      const { headers } = await visit(app.port, `/portal/file/${name}`);
      assert.match(headers['content-disposition'] ?? '', /^attachment; filename=/);
      assert.doesNotMatch(headers['content-type'] ?? '', /html|svg/);
    }
  });
});
