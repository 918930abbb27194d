import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingHttpHeaders, request } from 'node:http';
import { Readable } from 'node:stream';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createRouter } from '../../src/web/app.js';
import type { PortalRouter } from '../../src/web/portal-context.js';
import { streamFile } from '../../src/web/stream-file.js';
import { renderPage } from '../../src/web/view.js';
import { formBody, openForm, visit } from '../support/visit.js';
import { startWebApp, type WebApp } from '../support/web-app.js';

const LINE = 'una riga di testo che si ripete;';
const TEXT = LINE.repeat(400);

describe('packed answers', () => {
  let app: WebApp;
  let streams: Readable[];
  before(async () => {
    app = await startWebApp({ routes: [routes((stream) => streams.push(stream))] });
  });
  beforeEach(() => {
    streams = [];
  });
  after(() => app.close());

  function get(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<RawAnswer> {
    return rawVisit(app.port, `/portal${path}`, { 'Accept-Encoding': 'gzip, deflate, br, zstd', ...headers }, method);
  }

  it('should send a page as brotli or gzip, whichever the browser takes, and as it is to one that takes neither', async () => {
    const plain = await get('/page', { 'Accept-Encoding': 'identity' });
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(plain.headers['content-length'], String(plain.bytes.length));
    const brotli = await get('/page');
    assert.equal(brotli.headers['content-encoding'], 'br');
    assert.equal(brotli.headers['content-length'], undefined);
    const gzip = await get('/page', { 'Accept-Encoding': 'gzip, deflate' });
    assert.equal(gzip.headers['content-encoding'], 'gzip');
    assert.equal(gunzipSync(gzip.bytes).length, plain.bytes.length);
    assert.equal(brotliDecompressSync(brotli.bytes).length, plain.bytes.length);
    assert.ok(brotli.bytes.length < plain.bytes.length / 2);
    for (const { headers } of [plain, brotli, gzip]) {
      assert.equal(headers.vary, 'Accept-Encoding');
      assert.equal(headers['cache-control'], 'no-store');
    }
    const unknown = await get('/page', { 'Accept-Encoding': 'deflate, zstd' });
    assert.equal(unknown.headers['content-encoding'], undefined);
  });

  it('should send error pages, exports, JSON and SVG packed as well', async () => {
    const absent = await get('/nothing');
    assert.equal(absent.status, 404);
    assert.equal(absent.headers['content-encoding'], 'br');
    const list = await get('/export');
    assert.equal(list.headers['content-encoding'], 'br');
    assert.match(list.headers['content-disposition'] ?? '', /^attachment/);
    assert.equal(brotliDecompressSync(list.bytes).toString(), TEXT);
    for (const path of ['/json', '/svg']) assert.equal((await get(path)).headers['content-encoding'], 'br', path);
  });

  it('should send a stored file as it is, whatever its type', async () => {
    const { headers, bytes } = await get('/stored');
    assert.equal(headers['content-encoding'], undefined);
    assert.equal(headers['content-length'], String(TEXT.length));
    assert.equal(bytes.toString(), TEXT);
  });

  it('should leave events, pictures, small answers and answers without a body alone', async () => {
    for (const path of ['/events', '/picture', '/small']) {
      const { headers, bytes } = await get(path);
      assert.equal(headers['content-encoding'], undefined, path);
      assert.ok(bytes.length > 0, path);
    }
    for (const [path, method] of [
      ['/page', 'HEAD'],
      ['/unchanged', 'GET'],
    ] as const) {
      const { headers, bytes } = await get(path, {}, method);
      assert.equal(headers['content-encoding'], undefined);
      assert.equal(bytes.length, 0);
    }
  });

  it('should not pack what was built packed once more', async () => {
    const page = await visit(app.port, '/portal/page');
    const style = /href="\/portal(\/assets\/portal\.[^"]+\.css)"/.exec(page.body)?.[1] ?? '';
    const packed = await get(style);
    assert.equal(packed.headers['content-encoding'], 'br');
    assert.equal(packed.headers['content-length'], String(packed.bytes.length));
    assert.equal(
      (await get(style, { 'Accept-Encoding': 'identity' })).bytes.equals(brotliDecompressSync(packed.bytes)),
      true,
    );
  });

  it('should send as it is what another site asks for', async () => {
    for (const site of ['cross-site', 'same-site'])
      assert.equal((await get('/page', { 'Sec-Fetch-Site': site })).headers['content-encoding'], undefined, site);
    for (const site of ['none', 'same-origin'])
      assert.equal((await get('/page', { 'Sec-Fetch-Site': site })).headers['content-encoding'], 'br', site);
  });

  it('should print another form token on every page, and take each of them', async () => {
    const first = await openForm(app.port);
    const second = await openForm(app.port, first.cookie);
    assert.equal(second.cookie, first.cookie);
    const halves = [first.csrf, second.csrf].map((token) => Buffer.from(token, 'base64url'));
    const pads = halves.map((token) => token.subarray(0, 32));
    const covered = halves.map((token) => token.subarray(32));
    assert.ok(!pads[0]?.equals(pads[1] ?? Buffer.alloc(0)));
    assert.ok(!covered[0]?.equals(covered[1] ?? Buffer.alloc(0)));
    for (const { csrf } of [first, second]) {
      const form = formBody([['_csrf', csrf]]);
      const headers = { ...form.headers, Cookie: first.cookie };
      assert.equal((await visit(app.port, '/portal/sent', { ...form, headers })).status, 204);
    }
  });

  it('should break off, not end, an answer whose source fails', async () => {
    await assert.rejects(get('/broken'));
  });

  it('should let go of its source when the visitor leaves', async () => {
    const sent = request({
      port: app.port,
      host: '127.0.0.1',
      path: '/portal/endless',
      headers: { Host: 'portal.example.com', 'Accept-Encoding': 'br' },
    });
    sent.on('error', () => undefined).end();
    const [answer] = (await once(sent, 'response')) as [{ destroy(): void }];
    answer.destroy();
    const [source] = streams;
    assert.ok(source);
    if (!source.destroyed) await once(source, 'close');
  });
});

interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** Rejects when the connection ends before the answer does. */
function rawVisit(port: number, path: string, headers: Record<string, string>, method: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const options = { port, host: '127.0.0.1', path, method, headers: { Host: 'portal.example.com', ...headers } };
    const sent = request(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
}

function routes(keep: (stream: Readable) => void): PortalRouter {
  const router = createRouter();
  const made = (lines: Iterable<string> | AsyncIterable<string>): Readable => {
    const stream = Readable.from(lines, { objectMode: false });
    keep(stream);
    return stream;
  };
  router.get('/page', (ctx) =>
    renderPage(ctx, 'pages/forgot-sent', { backHref: '/portal/sign-in' }, { title: 'Page' }),
  );
  router.get('/export', (ctx) => streamFile(ctx, { stream: made([TEXT]), name: 'a.csv' }));
  router.get('/stored', (ctx) => streamFile(ctx, { stream: made([TEXT]), name: 'a.csv', bytes: TEXT.length }));
  router.get('/broken', (ctx) => streamFile(ctx, { stream: made(failing()), name: 'a.csv' }));
  router.get('/endless', (ctx) => streamFile(ctx, { stream: made(endless()), name: 'a.csv' }));
  const bodies: Readonly<Record<string, readonly [string, string]>> = {
    '/json': ['application/json', JSON.stringify(TEXT)],
    '/svg': ['image/svg+xml', TEXT],
    '/events': ['text/event-stream', TEXT],
    '/picture': ['image/png', TEXT],
    '/small': ['text/html', LINE],
  };
  for (const [path, [type, body]] of Object.entries(bodies)) {
    router.get(path, (ctx) => {
      ctx.type = type;
      ctx.body = body;
    });
  }
  router.get('/unchanged', (ctx) => {
    ctx.status = 304;
  });
  router.post('/sent', (ctx) => {
    ctx.status = 204;
  });
  return router;
}

async function* failing(): AsyncGenerator<string> {
  yield TEXT;
  throw new Error('the database went away');
}

async function* endless(): AsyncGenerator<string> {
  let counter = 0;
  for (;;) {
    counter += 1;
    yield `${TEXT}${counter}`;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
