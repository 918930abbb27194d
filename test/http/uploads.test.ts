import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { BOUNDARY, fieldPart, filePart, multipartBody, multipartType, type RawPart } from '../support/multipart.js';
import { type Answer, openForm, sendRaw, visit } from '../support/visit.js';
import { startWebApp, type WebApp } from '../support/web-app.js';

interface UploadAnswer {
  readonly text: string;
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly type: string;
    readonly content?: string;
    readonly mode?: string;
    readonly fault?: { readonly code: string; readonly values: Readonly<Record<string, unknown>> };
  }[];
}

const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082',
  'hex',
);

describe('uploads', () => {
  let app: WebApp;
  before(async () => {
    app = await startWebApp();
  });
  after(() => app.close());
  afterEach('leave no file behind', async () => {
    await waitUntil(() => readdirSync(app.uploadDir).length === 0);
  });

  async function send(parts: readonly RawPart[], change: (body: Buffer) => Buffer = (body) => body): Promise<Answer> {
    const { cookie, csrf } = await openForm(app.port);
    const body = change(multipartBody([fieldPart('_csrf', csrf), ...parts]));
    const headers = { Cookie: cookie, 'Content-Type': multipartType };
    return visit(app.port, '/portal/upload', { method: 'POST', headers, body });
  }

  const read = (answer: Answer): UploadAnswer => JSON.parse(answer.body) as UploadAnswer;

  it('should receive text and files as they were sent, readable by nobody else', async () => {
    const answer = read(
      await send([fieldPart('text', 'città\r\nè'), filePart('a.txt', 'uno\r\n--due'), filePart('b.png', PNG)]),
    );
    assert.equal(answer.text, 'città\r\nè');
    assert.deepEqual(
      answer.files.map(({ name, type, bytes, mode }) => [name, type, bytes, mode]),
      [
        ['a.txt', 'text/plain', 10, '600'],
        ['b.png', 'image/png', PNG.length, '600'],
      ],
    );
    assert.equal(answer.files[0]?.content, 'uno\r\n--due');
  });

  it('should find the boundary wherever the network cuts', async () => {
    const { cookie, csrf } = await openForm(app.port);
    const content = `x\r\n--${BOUNDARY.slice(0, -1)}x\r\n-`;
    const body = multipartBody([fieldPart('_csrf', csrf), filePart('a.txt', content)]);
    const head = `POST /portal/upload HTTP/1.1\r\nHost: portal.example.com\r\nCookie: ${cookie}\r\nContent-Type: ${multipartType}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
    const socket = connect(app.port, '127.0.0.1');
    socket.setNoDelay(true);
    let raw = '';
    socket.on('data', (chunk) => {
      raw += chunk.toString();
    });
    socket.write(head);
    for (let at = 0; at < body.length; at += 7) {
      socket.write(body.subarray(at, at + 7));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await new Promise((resolve) => socket.once('close', resolve));
    const answer = JSON.parse(raw.slice(raw.indexOf('{'))) as UploadAnswer;
    assert.equal(answer.files[0]?.content, content);
  });

  it('should leave out a file input that was left empty', async () => {
    assert.deepEqual(read(await send([filePart('', '')])).files, []);
  });

  it('should say which file is too large, empty, of a wrong type or one too many, and take the others', async () => {
    const fault = async (parts: readonly RawPart[]) => read(await send(parts)).files.map((file) => file.fault?.code);
    assert.deepEqual(await fault([filePart('big.txt', 'x'.repeat(1001)), filePart('b.txt', 'b')]), [
      'errors:fileTooLarge',
      undefined,
    ]);
    assert.deepEqual(await fault([filePart('a.txt', ''), filePart('b.txt', 'b')]), ['errors:fileEmpty', undefined]);
    assert.deepEqual(await fault([filePart('a.svg', '<svg/>')]), ['errors:fileTypeNotAllowed']);
    assert.deepEqual(await fault([filePart('a.png', 'text')]), ['errors:fileContentDiffers']);
    assert.deepEqual(await fault([filePart('a.txt', PNG)]), ['errors:fileContentDiffers']);
    const three = ['a', 'b', 'c'].map((name) => filePart(`${name}.txt`, name));
    assert.deepEqual(await fault(three), [undefined, undefined, 'errors:tooManyFiles']);
  });

  it('should see through an invisible character and a path in the name', async () => {
    const names = await send([filePart('../..\\\u200b.ht\u202eaccess.txt', 'x')]);
    assert.equal(read(names).files[0]?.name, 'htaccess.txt');
  });

  it('should stop reading a request beyond all measure', async () => {
    const files = Array.from({ length: 2 }, (_, index) => filePart(`${index}.txt`, Buffer.alloc(1024 * 1024, 'x')));
    const answer = await send(files);
    assert.equal(answer.status, 413);
  });

  it('should let a sender read its answer that reads only when all is sent, and go on', async () => {
    const { cookie } = await openForm(app.port);
    const body = multipartBody([filePart('a.txt', Buffer.alloc(24 * 1024 * 1024, 'x'))]);
    const head = `POST /portal/upload HTTP/1.1\r\nHost: portal.example.com\r\nCookie: ${cookie}\r\nContent-Type: ${multipartType}\r\nContent-Length: ${body.length}\r\n\r\n`;
    const socket = connect(app.port, '127.0.0.1');
    const isCut = new Promise((_, reject) => socket.once('error', reject));
    const isSent = new Promise((resolve) => socket.write(Buffer.concat([Buffer.from(head), body]), resolve));
    await Promise.race([isSent, isCut]);
    socket.write('GET /portal/page HTTP/1.1\r\nHost: portal.example.com\r\nConnection: close\r\n\r\n');
    let raw = '';
    for await (const chunk of socket) raw += String(chunk);
    assert.deepEqual(raw.match(/^HTTP\/1\.1 \d+/gm), ['HTTP/1.1 403', 'HTTP/1.1 200']);
  });

  const faults: readonly (readonly [string, (csrf: string) => Buffer])[] = [
    ['breaks off in a file', (csrf) => multipartBody([fieldPart('_csrf', csrf), filePart('a.txt', 'x')], false)],
    ['has a header named __proto__', (csrf) => withHead(csrf, '__proto__: x')],
    ['has a header named toString', (csrf) => withHead(csrf, 'toString: x')],
    ['has an unknown transfer encoding', (csrf) => withHead(csrf, 'Content-Transfer-Encoding: x-mine')],
    ['has a doubled header', (csrf) => withHead(csrf, 'Content-Type: a\r\nContent-Type: b')],
    ['has a header line without a colon', (csrf) => withHead(csrf, 'nonsense')],
    ['has a header of 20 KiB', (csrf) => withHead(csrf, `Content-Type: ${'x'.repeat(20_000)}`)],
    [
      'has a field that is no UTF-8',
      (csrf) => Buffer.concat([withField(csrf), Buffer.from([0xff, 0xfe]), Buffer.from(`\r\n--${BOUNDARY}--`)]),
    ],
    [
      'has thousands of parts',
      (csrf) =>
        multipartBody([fieldPart('_csrf', csrf), ...Array.from({ length: 3000 }, (_, i) => fieldPart(`f${i}`, ''))]),
    ],
    [
      'has a file name with bad escapes',
      (csrf) => disposition(csrf, 'form-data; name="files"; filename*=UTF-8\'\'%zz'),
    ],
    ['has a part without a name', (csrf) => disposition(csrf, 'form-data; filename="x.txt"')],
    ['has a part that is no form-data', (csrf) => disposition(csrf, 'attachment; name="files"')],
    ['has rubbish after the name', (csrf) => disposition(csrf, 'form-data; name="files" x')],
  ];
  for (const [what, body] of faults) {
    it(`should answer 400 when the form ${what}, and live on`, async () => {
      const { cookie, csrf } = await openForm(app.port);
      const headers = { Cookie: cookie, 'Content-Type': multipartType };
      const answer = await visit(app.port, '/portal/upload', { method: 'POST', headers, body: body(csrf) });
      assert.equal(answer.status, 400);
      assert.equal((await visit(app.port, '/portal/page')).status, 200);
    });
  }

  it('should answer 400 without a boundary, or with rubbish in front of it', async () => {
    const { cookie, csrf } = await openForm(app.port);
    const body = multipartBody([fieldPart('_csrf', csrf)]);
    const post = (type: string, bytes: Buffer) =>
      visit(app.port, '/portal/upload', {
        method: 'POST',
        headers: { Cookie: cookie, 'Content-Type': type },
        body: bytes,
      });
    assert.equal((await post('multipart/form-data', body)).status, 400);
    assert.equal((await post(`multipart/form-data; boundary=${'x'.repeat(71)}`, body)).status, 400);
    assert.equal((await post(multipartType, Buffer.alloc(30_000, 'x'))).status, 400);
    assert.equal((await post(multipartType, Buffer.alloc(0))).status, 400);
  });

  it('should want the token before the first file', async () => {
    const { cookie, csrf } = await openForm(app.port);
    const body = multipartBody([filePart('a.txt', 'x'), fieldPart('_csrf', csrf)]);
    const headers = { Cookie: cookie, 'Content-Type': multipartType };
    assert.equal((await visit(app.port, '/portal/upload', { method: 'POST', headers, body })).status, 403);
  });

  it('should remove what came when the connection breaks in the middle of a file', async () => {
    const { cookie, csrf } = await openForm(app.port);
    const start = multipartBody([fieldPart('_csrf', csrf), filePart('a.txt', 'half')], false);
    const head = `POST /portal/upload HTTP/1.1\r\nHost: portal.example.com\r\nCookie: ${cookie}\r\nContent-Type: ${multipartType}\r\nContent-Length: 5000\r\n\r\n`;
    await sendRaw(app.port, Buffer.concat([Buffer.from(head), start]), true);
    await waitUntil(() => readdirSync(app.uploadDir).length === 0);
    assert.equal((await visit(app.port, '/portal/page')).status, 200);
  });
});

function withHead(csrf: string, line: string): Buffer {
  const part = filePart('a.txt', 'x');
  return multipartBody([fieldPart('_csrf', csrf), { ...part, head: [part.head[0] ?? '', ...line.split('\r\n')] }]);
}

function withField(csrf: string): Buffer {
  const start = multipartBody([fieldPart('_csrf', csrf)], false);
  return Buffer.concat([start, Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="text"\r\n\r\n`)]);
}

function disposition(csrf: string, value: string): Buffer {
  return multipartBody([fieldPart('_csrf', csrf), { head: [`Content-Disposition: ${value}`], content: 'x' }]);
}

async function waitUntil(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(holds());
}
