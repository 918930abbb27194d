import assert from 'node:assert/strict';
import { eachPortal, type TestPortal } from '../support/build-portal.js';
import { createTicket } from '../support/ticket-site.js';
import { visit } from '../support/visit.js';
import { openSite, type TestSite } from '../support/visitor.js';

const TOKEN = 'token-of-prometheus';

eachPortal('the figures for Prometheus', (buildPortal) => {
  let test: TestPortal;
  let site: TestSite;

  before(async () => {
    test = await buildPortal({ environment: { PORTAL_METRICS_TOKEN: TOKEN } });
    site = await openSite(test);
  });
  after(async () => {
    await site?.close();
    await test?.close();
  });

  const read = (headers: Readonly<Record<string, string>> = {}) => site.visitor().get('/metrics', headers);

  async function figure(pattern: RegExp): Promise<number> {
    const { body } = await read();
    return Number(pattern.exec(body)?.[1] ?? 0);
  }

  it('should count requests, tries to sign in and the outbox, and name nobody', async () => {
    await site.visitor().submit('/sign-in', { email: test.villani.email, password: 'wrong' });
    const villani = await site.signIn(test.villani);
    const waiting = await figure(/^portal_mails\{state="waiting"\} (\d+)/m);
    await createTicket(villani, 'Un ticket che nessuna cifra nomina');
    const { status, headers, body } = await read();
    assert.equal(status, 200);
    assert.match(String(headers['content-type']), /^text\/plain/);
    assert.equal(headers['cache-control'], 'no-store');
    assert.match(body, /^portal_sign_ins_total\{outcome="success"\} 1$/m);
    assert.match(body, /^portal_sign_ins_total\{outcome="failure"\} 1$/m);
    assert.match(body, /^portal_http_request_seconds_count\{method="POST",status="3xx"\} [1-9]/m);
    assert.match(body, /^portal_database_up 1$/m);
    assert.ok((await figure(/^portal_mails\{state="waiting"\} (\d+)/m)) > waiting);
    assert.doesNotMatch(body, /@|Un ticket|HelpDesk|Villani/i);
  });

  it('should keep them from whoever comes through a proxy or under the public name without the token', async () => {
    const refused: readonly Readonly<Record<string, string>>[] = [
      { 'X-Forwarded-For': '203.0.113.7' },
      { Forwarded: 'for=203.0.113.7' },
      { Via: '1.1 proxy' },
      { Authorization: 'Bearer another-token-of-nobody' },
      { Authorization: `Bearer ${TOKEN}x` },
      { Authorization: `Basic ${TOKEN}`, 'X-Forwarded-For': '203.0.113.7' },
    ];
    for (const headers of refused) {
      const { status, body } = await read(headers);
      assert.notEqual(status, 200, JSON.stringify(headers));
      assert.doesNotMatch(body, /portal_mails/);
    }
    const given = await read({ Authorization: `Bearer ${TOKEN}`, 'X-Forwarded-For': '203.0.113.7' });
    assert.match(given.body, /portal_mails/);
  });

  it('should hold no more names of methods than there are', async () => {
    const { port } = site.visitor();
    for (const method of ['PROPFIND', 'MKCOL', 'LOCK'])
      await visit(port, '/portal/HelpDesk', { method, headers: { Host: new URL(test.url).host } });
    const { body } = await read();
    assert.match(body, /_count\{method="other",status="4xx"\} 3$/m);
    assert.doesNotMatch(body, /PROPFIND|MKCOL|LOCK/);
  });
});
