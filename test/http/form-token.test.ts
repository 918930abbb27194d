import assert from 'node:assert/strict';
import { formBody, openForm, visit } from '../support/visit.js';
import { startWebApp, type WebApp } from '../support/web-app.js';

describe('form token', () => {
  let app: WebApp;
  before(async () => {
    app = await startWebApp();
  });
  after(() => app.close());

  async function post(
    cookie: string,
    fields: readonly (readonly [string, string])[],
    headers: Record<string, string> = {},
  ) {
    const form = formBody(fields);
    return visit(app.port, '/portal/echo', { ...form, headers: { ...form.headers, Cookie: cookie, ...headers } });
  }

  it('should let an anonymous visitor’s own form pass', async () => {
    const { cookie, csrf } = await openForm(app.port);
    const answer = await post(cookie, [
      ['_csrf', csrf],
      ['text', 'hello'],
    ]);
    assert.equal(answer.status, 200);
    assert.equal((JSON.parse(answer.body) as { text: string }).text, 'hello');
  });

  it('should let a signed-in visitor’s own form pass', async () => {
    const { cookie, csrf } = await openForm(app.port, await app.signIn());
    assert.equal((await post(cookie, [['_csrf', csrf]])).status, 200);
  });

  it('should pass with the browser’s word that it is the same site', async () => {
    const { cookie, csrf } = await openForm(app.port);
    const headers = { Origin: 'https://portal.example.com', 'Sec-Fetch-Site': 'same-origin' };
    assert.equal((await post(cookie, [['_csrf', csrf]], headers)).status, 200);
  });

  const foreign: readonly Record<string, string>[] = [
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'http://portal.example.com' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ];
  for (const headers of foreign) {
    it(`should refuse the right token with ${JSON.stringify(headers)}`, async () => {
      const { cookie, csrf } = await openForm(app.port);
      assert.equal((await post(cookie, [['_csrf', csrf]], headers)).status, 403);
    });
  }

  it('should refuse a missing, wrong, doubled or other visitor’s token', async () => {
    const { cookie, csrf } = await openForm(app.port);
    const other = await openForm(app.port);
    assert.equal((await post(cookie, [])).status, 403);
    assert.equal((await post(cookie, [['_csrf', '']])).status, 403);
    assert.equal((await post(cookie, [['_csrf', `${csrf.slice(1)}0`]])).status, 403);
    assert.equal(
      (
        await post(cookie, [
          ['_csrf', csrf],
          ['_csrf', csrf],
        ])
      ).status,
      403,
    );
    assert.equal((await post(cookie, [['_csrf', other.csrf]])).status, 403);
    assert.equal((await post('', [['_csrf', csrf]])).status, 403);
  });

  it('should not take the token from the query', async () => {
    const { cookie, csrf } = await openForm(app.port);
    const form = formBody([['text', 'x']]);
    const headers = { ...form.headers, Cookie: cookie };
    assert.equal((await visit(app.port, `/portal/echo?_csrf=${csrf}`, { ...form, headers })).status, 403);
  });

  it('should refuse a POST whose address no route knows for its token first', async () => {
    assert.equal((await visit(app.port, '/portal/nothing', { method: 'POST' })).status, 403);
  });
});

describe('form limits', () => {
  let app: WebApp;
  before(async () => {
    app = await startWebApp();
  });
  after(() => app.close());

  async function post(fields: readonly (readonly [string, string])[]) {
    const { cookie, csrf } = await openForm(app.port);
    const form = formBody([['_csrf', csrf], ...fields]);
    return visit(app.port, '/portal/echo', { ...form, headers: { ...form.headers, Cookie: cookie } });
  }

  it('should keep a text exactly as it was typed', async () => {
    const text = '  due righe\r\n“è” 🙂 + & = %41 ';
    assert.equal((JSON.parse((await post([['text', text]])).body) as { text: string }).text, text);
  });

  it('should refuse a scalar field sent twice, and take a list up to 20 values', async () => {
    assert.equal(
      (
        await post([
          ['text', 'a'],
          ['text', 'b'],
        ])
      ).status,
      400,
    );
    const values = (count: number) => Array.from({ length: count }, (_, index) => ['many', String(index)] as const);
    assert.equal((JSON.parse((await post(values(20))).body) as { list: string[] }).list.length, 20);
    assert.equal((await post(values(21))).status, 400);
  });

  it('should leave out nested names and names of prototypes', async () => {
    const answer = await post([
      ['a[b]', '1'],
      ['__proto__', 'x'],
      ['__proto__[text]', 'x'],
      ['constructor', 'y'],
      ['text', 'ok'],
    ]);
    assert.deepEqual(JSON.parse(answer.body), { text: 'ok', list: [], nested: [], proto: false });
  });

  it('should refuse more than 200 fields, a NUL, and more than 256 KiB', async () => {
    const many = Array.from({ length: 205 }, (_, index) => [`f${index}`, ''] as const);
    assert.equal((await post(many)).status, 400);
    assert.equal((await post([['text', 'a\0b']])).status, 400);
    assert.equal((await post([['text', 'x'.repeat(300 * 1024)]])).status, 413);
  });

  it('should refuse other media types, packed bodies, and files where none are asked for', async () => {
    const { cookie, csrf } = await openForm(app.port);
    const send = (headers: Record<string, string>, body: string) =>
      visit(app.port, '/portal/echo', { method: 'POST', headers: { Cookie: cookie, ...headers }, body });
    assert.equal((await send({ 'Content-Type': 'application/json' }, '{}')).status, 415);
    assert.equal((await send({ 'Content-Type': 'text/plain' }, `_csrf=${csrf}`)).status, 415);
    const packed = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Encoding': 'gzip' };
    assert.equal((await send(packed, 'x')).status, 415);
    const part = `--b\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${csrf}\r\n--b--\r\n`;
    assert.equal((await send({ 'Content-Type': 'multipart/form-data; boundary=b' }, part)).status, 415);
  });
});
