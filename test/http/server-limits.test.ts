import assert from 'node:assert/strict';
import { type RequestListener, request } from 'node:http';
import { connect } from 'node:net';
import { listen, type RunningServer } from '../../src/server.js';
import { sendRaw, visit } from '../support/visit.js';

describe('listen', () => {
  const headers = { 'X-Content-Type-Options': 'nosniff' };
  let server: RunningServer;
  let handler: RequestListener = (_request, response) => response.end('ok');
  before(async () => {
    server = await listen({ host: '127.0.0.1', port: 0, handler: (...args) => handler(...args), headers });
  });
  after(() => server.stop(100));

  const broken: readonly (readonly [string, string, RegExp])[] = [
    ['more than 16 KiB of headers', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(17_000)}\r\n\r\n`, /^HTTP\/1\.1 431/],
    [
      'both lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      /^HTTP\/1\.1 400/,
    ],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd',
      /^HTTP\/1\.1 400/,
    ],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n', /^HTTP\/1\.1 400/],
    ['a bare CR', 'GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n', /^HTTP\/1\.1 400/],
    ['an invented method', 'NONSENSE / HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 405/],
    ['CONNECT', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 405/],
  ];
  for (const [what, bytes, expected] of broken) {
    it(`should refuse ${what} and close, with the headers of every answer`, async () => {
      const raw = await sendRaw(server.port, bytes);
      assert.match(raw, expected);
      assert.match(raw, /X-Content-Type-Options: nosniff/);
    });
  }

  it('should refuse a port that is taken', async () => {
    const again = listen({ host: '127.0.0.1', port: server.port, handler, headers });
    await assert.rejects(again, { code: 'EADDRINUSE' });
  });

  it('should finish what runs when it stops, and accept nothing more', async () => {
    const own = await listen({ host: '127.0.0.1', port: 0, headers, handler: (...args) => handler(...args) });
    let finish = (): void => undefined;
    const started = new Promise<void>((resolve) => {
      handler = (_request, response) => {
        finish = () => response.end('finished');
        resolve();
      };
    });
    const answer = visit(own.port, '/');
    await started;
    const stopped = own.stop(10_000);
    await assert.rejects(
      new Promise((resolve, reject) => {
        request({ port: own.port, host: '127.0.0.1' }, resolve).on('error', reject).end();
      }),
    );
    finish();
    assert.equal((await answer).body, 'finished');
    await stopped;
  });

  it('should cut off what does not end in time', async () => {
    const own = await listen({ host: '127.0.0.1', port: 0, headers, handler: () => undefined });
    const socket = connect(own.port, '127.0.0.1');
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => socket.once('connect', resolve));
    await own.stop(20);
    await closed;
  });
});
