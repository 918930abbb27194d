import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { TestPortal } from './build-portal.js';
import type { Visitor } from './visitor.js';

/** One server-sent event. */
export interface SentEvent {
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An open event stream. */
export interface EventStream {
  readonly answer: IncomingMessage;
  readonly events: readonly SentEvent[];
  /** The next event of a kind that nobody has waited for yet; rejects after `ms`. */
  next(kind: string, ms?: number): Promise<SentEvent>;
  /** Resolves when the server ends the answer. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens a stream as a browser's `EventSource` does, on the portal's own port or another one. */
export async function openStream(
  { url }: TestPortal,
  visitor: Visitor,
  path: string,
  port = visitor.port,
): Promise<EventStream> {
  const { host, pathname } = new URL(url);
  const headers = { Host: host, Accept: 'text/event-stream', 'Accept-Encoding': 'gzip, br', Cookie: visitor.cookie };
  const sent = request({ port, host: '127.0.0.1', path: pathname + path, headers, agent: false });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('error', reject);
    sent.end();
  });
  return read(sent, answer);
}

function read(sent: ClientRequest, answer: IncomingMessage): EventStream {
  const events: SentEvent[] = [];
  const waiting: { kind: string; resolve: (event: SentEvent) => void }[] = [];
  let text = '';
  let taken = 0;
  sent.on('error', () => undefined);
  answer.on('error', () => undefined);
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    const blocks = (text + chunk).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, kind, data] = /^event: (.+)\ndata: (.+)$/.exec(block) ?? [];
      if (kind && data) events.push({ kind, data: JSON.parse(data) as SentEvent['data'] });
    }
    serve();
  });
  const serve = (): void => {
    const [first] = waiting;
    const at = events.findIndex((event, index) => index >= taken && event.kind === first?.kind);
    const event = events[at];
    if (!first || !event) return;
    taken = at + 1;
    waiting.shift();
    first.resolve(event);
    serve();
  };
  return {
    answer,
    events,
    next: (kind, ms = 10_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no event «${kind}» came in ${ms} ms`)), ms);
        waiting.push({
          kind,
          resolve: (event) => {
            clearTimeout(timer);
            resolve(event);
          },
        });
        serve();
      }),
    ended: new Promise((resolve) => answer.once('close', resolve)),
    close: () => sent.destroy(),
  };
}
