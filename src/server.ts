import { createServer, type IncomingMessage, type RequestListener, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** Where to listen and how to answer. */
export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly handler: RequestListener;
  /** Go with answers that never reach the handler (a broken request). */
  readonly headers: Readonly<Record<string, string>>;
}

/** A listening server. */
export interface RunningServer {
  readonly port: number;
  /** Accepts nothing new and waits for what runs, at most `graceMs`; then the rest is cut off. */
  stop(graceMs?: number): Promise<void>;
}

const SECOND = 1000;
const GRACE_MS = 30 * SECOND;
const SWEEP_MS = 100;

/** Starts to listen, with every limit against slow, large and malformed requests set; rejects when the port is taken. */
export async function listen({ host, port, handler, headers }: ServeOptions): Promise<RunningServer> {
  const server = createServer({ maxHeaderSize: 16 * 1024, connectionsCheckingInterval: 5 * SECOND }, handler);
  server.headersTimeout = 15 * SECOND;
  // Bodies are bounded by the app, which lets an upload take longer as long as it flows.
  server.requestTimeout = 30 * 60 * SECOND;
  server.keepAliveTimeout = 10 * SECOND;
  server.maxHeadersCount = 100;
  server.maxConnections = 1000;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuse(socket, statusOf(error), headers));
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => refuse(socket, 405, headers));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, stop: (graceMs = GRACE_MS) => stop(server, graceMs) };
}

function stop(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    // A connection that gets its last answer now would be kept open for a next request.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
  });
}

function statusOf({ code }: NodeJS.ErrnoException): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  return code === 'HPE_INVALID_METHOD' ? 405 : 400;
}

function refuse(socket: Duplex, status: number, headers: Readonly<Record<string, string>>): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const start = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n`;
  socket.end(`${start}${lines.join('')}\r\n`, () => socket.destroy());
}
