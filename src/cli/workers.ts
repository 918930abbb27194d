import cluster from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../core/logger.js';

/** A worker that dies at once must not be started in a busy loop. */
const RESTART_PAUSE_MS = 1_000;

/** Ends with the first SIGTERM or SIGINT. */
export function untilStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

/** Forks processes that share the address, starts dead ones again, and ends all of them at a stop signal. */
export async function runWorkers(count: number, log: Logger, onStarted: () => void): Promise<void> {
  let isStopping = false;
  const stopped = untilStopSignal();
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
  cluster.once('listening', onStarted);
  for (let index = 0; index < count; index += 1) cluster.fork();
  await stopped;
  isStopping = true;
  const running = Object.values(cluster.workers ?? {});
  for (const worker of running) worker?.process.kill('SIGTERM');
  if (running.length > 0) await ended;
}
