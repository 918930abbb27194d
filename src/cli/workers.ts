import cluster from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartRefusedError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import { answerWorkersMetrics } from '../features/health/process-metrics.js';

/** A worker that dies at once must not be started in a busy loop. */
const RESTART_PAUSE_MS = 1_000;

/** Ends with the first SIGTERM or SIGINT. */
export function untilStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

/**
 * Forks processes that share the address, starts dead ones again, and ends all of them at a stop signal. The first one must listen
 * before the others are made: what keeps it from starting keeps all of them, and it has said so itself.
 */
export async function runWorkers(count: number, log: Logger, onStarted: (port: number) => void): Promise<void> {
  let isStopping = false;
  const stopped = untilStopSignal();
  answerWorkersMetrics();
  const port = await startFirst();
  if (port === undefined) throw new StartRefusedError([]);
  const ended = new Promise<void>((resolve) => {
    cluster.on('exit', async (worker, code) => {
      if (isStopping) {
        if (Object.keys(cluster.workers ?? {}).length === 0) resolve();
        return;
      }
      log.error({ worker: worker.id, code }, 'a worker ended and is started again');
      await sleep(RESTART_PAUSE_MS);
      if (!isStopping) cluster.fork();
    });
  });
  onStarted(port);
  for (let index = 1; index < count; index += 1) cluster.fork();
  await stopped;
  isStopping = true;
  const running = Object.values(cluster.workers ?? {});
  for (const worker of running) worker?.process.kill('SIGTERM');
  if (running.length > 0) await ended;
}

/** The port the first worker listens on; undefined when it ended instead. */
function startFirst(): Promise<number | undefined> {
  const first = cluster.fork();
  return new Promise((resolve) => {
    first.once('listening', ({ port }) => resolve(port));
    first.once('exit', () => resolve(undefined));
  });
}
