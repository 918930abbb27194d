import cluster from 'node:cluster';
import { AggregatorRegistry, collectDefaultMetrics, Registry } from 'prom-client';

let shared: Registry | undefined;

/** Memory, CPU and event loop of this process: once, however many portals it has, and only when somebody asks. */
export function processRegister(): Registry {
  if (shared) return shared;
  shared = new Registry();
  collectDefaultMetrics({ register: shared, prefix: 'portal_' });
  return shared;
}

/** What a worker asks its primary process for, and the answer. */
interface MetricsMessage {
  readonly portalMetrics: { readonly id: number; readonly text?: string };
}

const ANSWER_MS = 5000;
let lastId = 0;

/**
 * The figures of all workers together, as the primary process collects them; undefined where this is no worker. One worker alone
 * would tell a scraper now its own and now another's.
 */
export async function clusterText(registers: readonly Registry[]): Promise<string | undefined> {
  const { worker } = cluster;
  if (!worker) return undefined;
  AggregatorRegistry.setRegistries([...registers]);
  lastId += 1;
  const id = lastId;
  return new Promise((resolve) => {
    const stop = (text: string | undefined): void => {
      clearTimeout(timer);
      process.off('message', listen);
      resolve(text);
    };
    const timer = setTimeout(stop, ANSWER_MS, undefined);
    const listen = (message: unknown): void => {
      if (isMetricsMessage(message) && message.portalMetrics.id === id) stop(message.portalMetrics.text);
    };
    process.on('message', listen);
    worker.send({ portalMetrics: { id } });
  });
}

/** In the primary process: collects for whichever worker asks. */
export function answerWorkersMetrics(): void {
  const all = new AggregatorRegistry();
  cluster.on('message', async (worker, message: unknown) => {
    if (!isMetricsMessage(message)) return;
    const text = await all.clusterMetrics().catch(() => undefined);
    if (worker.isConnected()) worker.send({ portalMetrics: { id: message.portalMetrics.id, text } });
  });
}

function isMetricsMessage(message: unknown): message is MetricsMessage {
  return typeof message === 'object' && message !== null && 'portalMetrics' in message;
}
