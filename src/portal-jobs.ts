import { randomUUID } from 'node:crypto';
import type { Logger } from './core/logger.js';
import type { OwnedRegistry } from './core/owned-registry.js';
import type { ExtensionJob } from './plugin/extensions/extension.js';
import type { RunningWork } from './plugin/extensions/registries.js';
import { Repeated } from './portal-timers.js';
import type { ExtensionJobStore } from './store/extension-job-store.js';

/** A job whose process died is free again after so long. */
const LEASE_MS = 60_000;
const RENEW_MS = 20_000;
/** How often a process looks whether a job is due. */
const LONGEST_LOOK_MS = 10_000;

/** Runs what is registered as repeated work, as long as it is registered. */
export class JobRunner {
  readonly #registry: OwnedRegistry<RunningWork>;
  readonly #running = new Set<RunningWork>();
  #isStarted = false;

  constructor(registry: OwnedRegistry<RunningWork>) {
    this.#registry = registry;
  }

  start(): void {
    this.#isStarted = true;
    this.follow();
  }

  stop(): void {
    this.#isStarted = false;
    this.follow();
  }

  /** Starts what was registered and stops what was taken back meanwhile. */
  follow(): void {
    const wanted = new Set(this.#isStarted ? this.#registry.items : []);
    for (const work of this.#running) if (!wanted.has(work)) work.stop();
    for (const work of wanted) if (!this.#running.has(work)) work.start();
    this.#running.clear();
    for (const work of wanted) this.#running.add(work);
  }
}

interface JobDeps {
  readonly store: ExtensionJobStore;
  /** Nothing is done by itself while the portal is shut. */
  readonly isEnabled: () => boolean;
  readonly log: Logger;
}

/** Makes the job of an extension: each process looks whether it is due, and one of them runs it. */
export function createExtensionJob(extension: string, job: ExtensionJob, deps: JobDeps): RunningWork {
  const { store, isEnabled } = deps;
  const log = deps.log.child({ extension });
  const owner = randomUUID();
  const name = { extension, name: job.name.slice(0, 60) };
  let renewal: NodeJS.Timeout | undefined;
  const work = async (): Promise<void> => {
    if (!isEnabled() || !(await store.claim(name, owner, job.everyMs, LEASE_MS))) return;
    renewal = setInterval(() => void store.renew(name, owner, LEASE_MS).catch(() => undefined), RENEW_MS).unref();
    try {
      await job.run();
    } finally {
      clearInterval(renewal);
      await store.release(name, owner);
    }
  };
  const repeated = new Repeated({ name: job.name, pauseMs: Math.min(job.everyMs, LONGEST_LOOK_MS), log, work });
  return {
    start: () => repeated.start(),
    stop() {
      repeated.stop();
      // One that never ends must not keep it from whoever comes after.
      clearInterval(renewal);
    },
  };
}
