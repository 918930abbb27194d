import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { clusterText, processRegister } from './process-metrics.js';

/** What the database knows at the moment of asking; undefined: it did not answer in time. */
export interface StoredFigures {
  readonly mails: Readonly<Record<string, number>>;
  /** Age of the oldest mail that is due and unsent, in seconds; 0: none is. */
  readonly oldestMailSeconds: number;
  readonly sessions: number;
}

/** What happened to one request. */
export interface AnsweredRequest {
  readonly method: string;
  readonly status: number;
  readonly seconds: number;
}

/** Counts what a portal does, for Prometheus; each portal has a registry of its own. */
export interface PortalMetrics {
  countRequest(request: AnsweredRequest): void;
  countSignIn(isSuccess: boolean): void;
  /** Prometheus' text format; figures of the database are left out while it is away. */
  text(): Promise<string>;
  readonly contentType: string;
}

const KNOWN_METHODS = ['GET', 'HEAD', 'POST'];
/** In seconds; a page shall take less than 0.3. */
const BUCKETS = [0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 15, 60];

/** Every process reads the same figures: together they are not the sum. */
const aggregator = 'max';

/** Makes them; `read` asks the database and is given up after `timeoutMs`. */
export function createPortalMetrics(read: () => Promise<StoredFigures>, timeoutMs = 2000): PortalMetrics {
  const register = new Registry();
  const registers = [register];
  const requests = new Histogram({
    name: 'portal_http_request_seconds',
    help: 'Time until an answer was complete.',
    labelNames: ['method', 'status'],
    buckets: BUCKETS,
    registers,
  });
  const signIns = new Counter({
    name: 'portal_sign_ins_total',
    help: 'Tries to sign in.',
    labelNames: ['outcome'],
    registers,
  });
  const mails = new Gauge({
    name: 'portal_mails',
    help: 'Mails of the outbox.',
    labelNames: ['state'],
    registers,
    aggregator,
  });
  const oldest = new Gauge({
    name: 'portal_mail_oldest_due_seconds',
    help: 'Age of the oldest unsent mail.',
    registers,
    aggregator,
  });
  const sessions = new Gauge({ name: 'portal_sessions', help: "Customers' open sessions.", registers, aggregator });
  const isUp = new Gauge({ name: 'portal_database_up', help: 'Whether the database answers.', registers, aggregator });

  async function readStored(): Promise<void> {
    const figures = await withinTime(read(), timeoutMs);
    isUp.set(figures ? 1 : 0);
    mails.reset();
    if (!figures) return;
    for (const [state, count] of Object.entries(figures.mails)) mails.set({ state }, count);
    oldest.set(figures.oldestMailSeconds);
    sessions.set(figures.sessions);
  }

  return {
    countRequest({ method, status, seconds }) {
      // Labels come from a closed set: whoever makes up methods fills no memory.
      const known = KNOWN_METHODS.includes(method) ? method : 'other';
      requests.observe({ method: known, status: `${Math.floor(status / 100)}xx` }, seconds);
    },
    countSignIn: (isSuccess) => signIns.inc({ outcome: isSuccess ? 'success' : 'failure' }),
    async text() {
      await readStored();
      const all = [processRegister(), register];
      return (await clusterText(all)) ?? Registry.merge(all).metrics();
    },
    contentType: register.contentType,
  };
}

async function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  const timeout = new Promise<undefined>((resolve) => setTimeout(resolve, timeoutMs, undefined).unref());
  return Promise.race([work.catch(() => undefined), timeout]);
}
