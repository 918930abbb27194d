import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { packagePath } from '../../src/core/paths.js';
import { visit } from '../support/visit.js';
import { startWebApp, type WebApp } from '../support/web-app.js';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

describe('security headers', () => {
  let app: WebApp;
  before(async () => {
    app = await startWebApp();
  });
  after(() => app.close());

  const kinds: readonly (readonly [string, string, number, string?])[] = [
    ['a page', '/portal/page', 200],
    ['a page that is not there', '/portal/nothing', 404],
    ['an address outside the mount', '/elsewhere', 404],
    ['a bug', '/portal/boom', 500],
    ['a dependency that is away', '/portal/down', 503],
    ['throttling', '/portal/throttled', 429],
    ['a redirect to sign-in', '/portal/mine', 303],
    ['the site root', '/', 302],
    ['an asset that is not there', '/portal/assets/x.css', 404],
    ['an unknown method', '/portal/page', 405, 'DELETE'],
    ['a POST without a token', '/portal/echo', 403, 'POST'],
    ['an action address asked by GET', '/portal/echo', 405],
    ['an open route', '/portal/open', 200],
  ];
  for (const [what, path, status, method] of kinds) {
    it(`should be on ${what}`, async () => {
      const answer = await visit(app.port, path, method ? { method } : {});
      assert.equal(answer.status, status);
      assert.equal(answer.headers['content-security-policy'], POLICY);
      assert.equal(answer.headers['x-content-type-options'], 'nosniff');
      assert.equal(answer.headers['referrer-policy'], 'same-origin');
      assert.equal(answer.headers['strict-transport-security'], 'max-age=31536000');
      assert.equal(answer.headers['cross-origin-opener-policy'], 'same-origin');
      assert.equal(answer.headers['cross-origin-resource-policy'], 'same-origin');
      assert.equal(answer.headers['x-frame-options'], 'DENY');
      assert.ok(answer.headers['permissions-policy']);
      assert.equal(answer.headers['cache-control'], 'no-store');
      assert.equal(answer.headers['access-control-allow-origin'], undefined);
      assert.equal(answer.headers.server, undefined);
      assert.equal(answer.headers['x-powered-by'], undefined);
    });
  }

  it('should be on a built file, which alone may be cached', async () => {
    const file = readdirSync(packagePath('dist', 'assets')).find((name) => name.endsWith('.css'));
    const answer = await visit(app.port, `/portal/assets/${file}`, { headers: { 'Accept-Encoding': 'br' } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-security-policy'], POLICY);
    assert.equal(answer.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(answer.headers['content-encoding'], 'br');
    assert.equal(answer.headers['set-cookie'], undefined);
  });

  it('should not promise https where the portal is served by http', async () => {
    const local = await startWebApp({ baseUrl: 'http://localhost:8480' });
    const answer = await visit(local.port, '/portal/page', { headers: { Host: 'localhost:8480' } });
    await local.close();
    assert.equal(answer.headers['strict-transport-security'], undefined);
  });
});
