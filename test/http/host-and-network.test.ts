import assert from 'node:assert/strict';
import { sendRaw, visit } from '../support/visit.js';
import { startWebApp, type WebApp } from '../support/web-app.js';

describe('host check', () => {
  let app: WebApp;
  before(async () => {
    app = await startWebApp();
  });
  after(() => app.close());

  for (const host of ['evil.example', 'portal.example.com.evil.example', 'portal.example.com:8080', '127.0.0.1']) {
    it(`should answer ${host} with an empty 421`, async () => {
      const answer = await visit(app.port, '/portal/page', { headers: { Host: host } });
      assert.equal(answer.status, 421);
      assert.equal(answer.body, '');
    });
  }

  it('should not be told another host by a header of a proxy or by an absolute address', async () => {
    const answer = await visit(app.port, '/', { headers: { 'X-Forwarded-Host': 'evil.example' } });
    assert.equal(answer.headers.location, '/portal/');
    const raw = await sendRaw(
      app.port,
      'GET http://evil.example/portal/page HTTP/1.1\r\nHost: portal.example.com\r\nConnection: close\r\n\r\n',
    );
    assert.match(raw, /^HTTP\/1\.1 421/);
  });

  it('should lead the other names of this machine to the one of the cookies', async () => {
    const local = await startWebApp({ baseUrl: 'http://localhost:8480' });
    const answer = await visit(local.port, '/portal/page?a=1', { headers: { Host: '127.0.0.1:8480' } });
    const strange = await visit(local.port, '//evil.example/', { headers: { Host: '127.0.0.1:8480' } });
    await local.close();
    assert.equal(answer.status, 308);
    assert.equal(answer.headers.location, 'http://localhost:8480/portal/page?a=1');
    assert.equal(strange.status, 421);
  });
});

describe('client network', () => {
  it('should believe nobody’s forwarded address unless the proxy is trusted', async () => {
    const app = await startWebApp();
    const answer = await visit(app.port, '/portal/network', { headers: { 'X-Forwarded-For': '203.0.113.9' } });
    await app.close();
    assert.equal(answer.body, '127.0.0.1');
  });

  it('should take the right-most hop that no trusted proxy vouches for', async () => {
    const app = await startWebApp({ trustedProxies: ['127.0.0.0/8', '10.0.0.0/8'] });
    const headers = { 'X-Forwarded-For': '198.51.100.1, 203.0.113.9, 10.1.2.3' };
    const answer = await visit(app.port, '/portal/network', { headers });
    await app.close();
    assert.equal(answer.body, '203.0.113.9');
  });
});
