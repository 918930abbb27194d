import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';

/** One answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface VisitOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Asks a server on this machine under a host's name. */
export function visit(port: number, path: string, options: VisitOptions = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      { port, host: '127.0.0.1', path, method, headers: { Host: 'portal.example.com', ...headers } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
        );
        answer.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Sends bytes as they are and returns what came back until the connection ended. */
export async function sendRaw(port: number, bytes: string | Buffer, end = false): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined);
  if (end) socket.end(bytes);
  else socket.write(bytes);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString('latin1');
}

/** The token of the first form of a page and the cookie it belongs to. */
export async function openForm(port: number, cookie?: string): Promise<{ cookie: string; csrf: string }> {
  const page = await visit(port, '/portal/page', { headers: { Cookie: cookie ?? '' } });
  const csrf = /name="_csrf" value="([A-Za-z0-9_-]{86})"/.exec(page.body)?.[1];
  assert.ok(csrf, 'the page prints a token');
  const set = page.headers['set-cookie']?.[0]?.split(';')[0];
  return { cookie: set ?? cookie ?? '', csrf };
}

/** A urlencoded form as a browser sends it. */
export function formBody(
  fields: readonly (readonly [string, string])[],
): Pick<VisitOptions, 'body' | 'headers' | 'method'> {
  const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();
  return { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body };
}
