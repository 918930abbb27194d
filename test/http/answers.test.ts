import assert from 'node:assert/strict';
import { HostUnavailableError } from '../../src/core/errors.js';
import { hideFormToken } from '../support/hide-form-token.js';
import { formBody, openForm, visit } from '../support/visit.js';
import { startWebApp, type WebApp } from '../support/web-app.js';

describe('answer contract', () => {
  let app: WebApp;
  before(async () => {
    app = await startWebApp();
  });
  after(() => app.close());

  it('should show a bug as a generic page with the id that is in the log', async () => {
    const { status, body } = await visit(app.port, '/portal/boom');
    assert.equal(status, 500);
    assert.doesNotMatch(body, /SELECT|at .*\.ts|Error:/);
    const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(body)?.[0];
    const line = app.log.find((entry) => entry.msg === 'a request failed' && entry.requestId === id);
    assert.ok(line, 'the fault is logged under the id of the page');
  });

  it('should say when to come back while a dependency is away, on a page without session and form', async () => {
    const { status, headers, body } = await visit(app.port, '/portal/down', { headers: { 'Accept-Language': 'it' } });
    assert.equal(status, 503);
    assert.equal(headers['retry-after'], '5');
    assert.match(body, /L’archivio in questo momento non risponde/);
    assert.doesNotMatch(body, /_csrf/);
    assert.equal(headers['set-cookie'], undefined);
  });

  it('should say when to come back after too many tries', async () => {
    const { headers, body } = await visit(app.port, '/portal/throttled', { headers: { 'Accept-Language': 'en' } });
    assert.equal(headers['retry-after'], '120');
    assert.match(body, /Wait 2 min/);
  });

  it('should answer JSON to a client that takes no page', async () => {
    const { status, headers, body } = await visit(app.port, '/portal/nothing', {
      headers: { Accept: 'application/json' },
    });
    assert.equal(status, 404);
    assert.match(headers['content-type'] ?? '', /^application\/json/);
    assert.equal((JSON.parse(body) as { error: { code: string } }).error.code, 'notFound');
  });

  it('should lead a page visit to sign-in and back', async () => {
    const { status, headers } = await visit(app.port, '/portal/mine?a=1');
    assert.equal(status, 303);
    assert.equal(headers.location, '/portal/sign-in?next=%2Fportal%2Fmine%3Fa%3D1');
  });

  it('should refuse other clients that are not signed in with 401', async () => {
    for (const accept of ['application/json', 'image/png'])
      assert.equal((await visit(app.port, '/portal/mine', { headers: { Accept: accept } })).status, 401);
  });

  it('should give back the text of a form whose sender’s session has ended, and the way to its page', async () => {
    const { cookie, csrf } = await openForm(app.port);
    const form = formBody([
      ['_csrf', csrf],
      ['_texts', 'title text missing'],
      ['title', 'Un <b>titolo</b>'],
      ['text', 'Prima riga\nseconda'],
      ['password', 'segreta di prova'],
    ]);
    const headers = { ...form.headers, Cookie: cookie, Referer: 'https://portal.example.com/portal/page' };
    const { status, body } = await visit(app.port, '/portal/mine', { ...form, headers });
    assert.equal(status, 401);
    assert.match(body, />\nUn &lt;b&gt;titolo&lt;\/b&gt;\n\nPrima riga\r?\nseconda<\/textarea>/);
    assert.match(body, /href="\/portal\/sign-in\?next&#x3D;%2Fportal%2Fpage"/);
    assert.doesNotMatch(body, /segreta/);
  });

  describe('of a form that fails', () => {
    const typed = (csrf: string) =>
      formBody([
        ['_csrf', csrf],
        ['_key', 'the-key-of-the-form-0001'],
        ['_texts', 'text'],
        ['text', 'Prima <b>riga</b>'],
      ]);

    it('should give back the text, and send the very same form again by a button', async () => {
      const { cookie, csrf } = await openForm(app.port);
      const form = typed(csrf);
      const headers = { ...form.headers, Cookie: cookie };
      const { status, body } = await visit(app.port, '/portal/down', { ...form, headers });
      assert.equal(status, 503);
      assert.match(body, />\nPrima &lt;b&gt;riga&lt;\/b&gt;<\/textarea>/);
      assert.match(body, /<form[^>]*action="\/portal\/down"/);
      const fields = [...body.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
      assert.deepEqual(
        fields.map(([, name]) => name),
        ['_csrf', '_key', '_texts', 'text'],
      );
      assert.equal(fields[0]?.[2], csrf);
    });

    it('should give it back too when the database is away before the form is read', async () => {
      const down = await startWebApp({
        remember: async () => {
          throw new HostUnavailableError();
        },
      });
      const { cookie, csrf } = await openForm(down.port);
      const form = typed(csrf);
      const headers = { ...form.headers, Cookie: `${cookie}; __Host-portal-test-remember=x` };
      const { status, body } = await visit(down.port, '/portal/echo', { ...form, headers });
      assert.equal(status, 503);
      assert.match(body, /Prima &lt;b&gt;riga/);
      const forged = typed('x');
      const other = await visit(down.port, '/portal/echo', { ...forged, headers });
      assert.doesNotMatch(other.body, /Prima/);
      await down.close();
    });

    it('should offer the text alone where sending it again would not help', async () => {
      const { cookie, csrf } = await openForm(app.port);
      const form = typed(csrf);
      const headers = { ...form.headers, Cookie: cookie };
      const { status, body } = await visit(app.port, '/portal/forbidden', { ...form, headers });
      assert.equal(status, 403);
      assert.match(body, /Prima &lt;b&gt;riga/);
      assert.doesNotMatch(body, /name="_key"/);
    });
  });

  it('should show nothing of a form whose token is wrong', async () => {
    const form = formBody([
      ['_csrf', '0'.repeat(64)],
      ['_texts', 'text'],
      ['text', 'scritto da altri'],
    ]);
    const { status, body } = await visit(app.port, '/portal/mine', form);
    assert.equal(status, 403);
    assert.doesNotMatch(body, /scritto da altri/);
  });

  it('should let a one-time password open nothing but its change', async () => {
    const cookie = await app.signIn('password-change');
    const { headers } = await visit(app.port, '/portal/mine', { headers: { Cookie: cookie } });
    assert.equal(headers.location, '/portal/password/change?next=%2Fportal%2Fmine');
  });

  it('should answer a suffixed address with 404, not with the page', async () => {
    assert.equal((await visit(app.port, '/portal/HelpDesk/5')).status, 200);
    for (const path of [
      '/portal/HelpDesk/5/x.css',
      '/portal/HelpDesk/5;.js',
      '/portal/HelpDesk/5.css',
      '/portal/HelpDesk/05',
    ])
      assert.equal((await visit(app.port, path)).status, 404, path);
  });

  it('should give the same page, to the last byte, whatever was not found', async () => {
    const cookie = await app.signIn();
    const pages = await Promise.all(
      ['/portal/HelpDesk/abc', '/portal/HelpDesk/0', '/portal/HelpDesk/5/x', '/portal/nothing'].map((path) =>
        visit(app.port, path, { headers: { Cookie: cookie } }),
      ),
    );
    const told = pages.map(({ status, body, headers: { date, ...headers } }) => ({
      status,
      body: hideFormToken(body),
      headers,
    }));
    for (const page of told) assert.deepEqual(page, told[0]);
    const reference = /[0-9a-f]{12}(?=<)/.exec(told[0]?.body ?? '')?.[0];
    assert.ok(app.log.some((line) => line.visit === reference));
  });

  it('should answer a path that is not decodable without a 500', async () => {
    for (const path of [
      '/portal/HelpDesk/%zz',
      '/portal/%c0%ae',
      '/portal/HelpDesk/%00',
      '/portal//',
      '/portal/../etc',
    ])
      assert.ok([400, 404].includes((await visit(app.port, path)).status), path);
  });

  it('should refuse an address beyond 8 KiB', async () => {
    assert.equal((await visit(app.port, `/portal/page?q=${'x'.repeat(8200)}`)).status, 414);
  });

  it('should refuse methods it has no use for, also by override', async () => {
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'])
      assert.equal((await visit(app.port, '/portal/page', { method })).status, 405, method);
    const overridden = await visit(app.port, '/portal/page', { headers: { 'X-HTTP-Method-Override': 'POST' } });
    assert.equal(overridden.status, 200);
  });

  it('should be closed in the visitor’s language while the plugin is disabled, but for health and assets', async () => {
    const closed = await startWebApp({ isEnabled: () => false });
    const page = await visit(closed.port, '/portal/page', { headers: { 'Accept-Language': 'it-IT,it;q=0.9' } });
    const open = await visit(closed.port, '/portal/open');
    await closed.close();
    assert.equal(page.status, 503);
    assert.match(page.body, /chiuso per manutenzione/);
    assert.match(page.body, /<html lang="it"/);
    assert.ok(page.headers['retry-after']);
    assert.equal(open.body, 'open');
  });

  it('should lead the old portal’s addresses to the new ones', async () => {
    const query = '?module=HelpDesk&action=index&fun=detail&ticketid=27';
    for (const start of ['/portal/index.php', '/index.php']) {
      const { status, headers } = await visit(app.port, start + query);
      assert.equal(status, 303);
      assert.equal(headers.location, '/portal/HelpDesk/27');
    }
    assert.equal((await visit(app.port, '/index.php?module=Faq')).headers.location, '/portal/Faq');
    assert.equal((await visit(app.port, '/index.php?module=//evil.example')).headers.location, '/portal/');
  });

  it('should log one line a request, without query and without what could be a token', async () => {
    const token = 'f'.repeat(43);
    await visit(app.port, `/portal/password/reset/${token}?next=secret`);
    await new Promise((resolve) => setImmediate(resolve));
    const lines = app.log.filter((entry) => entry.msg === 'request');
    assert.equal(lines.at(-1)?.path, '/portal/password/reset/…');
    assert.doesNotMatch(JSON.stringify(app.log), new RegExp(`${token}|next=secret`));
  });
});
