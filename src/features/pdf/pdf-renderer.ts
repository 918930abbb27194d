import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { HostUnavailableError } from '../../core/errors.js';
import type { DocumentView } from './document-view.js';
import type { WorkerAnswer } from './pdf-worker.js';

/** Bounds of what is drawn in one process. */
export interface PdfLimits {
  /** Documents that may wait while one is drawn. */
  readonly waiting: number;
  /** From being asked for to being there. */
  readonly timeoutMs: number;
  /** A worker without work gives its memory back after so long. */
  readonly idleMs: number;
  /** What a worker may take; the longest allowed document needs half of it. */
  readonly memoryMb: number;
}

const LIMITS: PdfLimits = { waiting: 8, timeoutMs: 30_000, idleMs: 15_000, memoryMb: 96 };

/** Short-lived objects are thrown away soon, so that the process grows little. */
const YOUNG_MB = 6;

/** From `src` under a loader, from `dist` as it is: the worker is the same kind of file as this one. */
const WORKER = new URL(`./pdf-worker${extname(import.meta.url)}`, import.meta.url);

interface Job {
  readonly view: DocumentView;
  readonly timer: NodeJS.Timeout;
  done(pdf: Uint8Array): void;
  failed(error: Error): void;
}

/**
 * Draws documents one after the other in a worker, so that the event loop never waits for one. HostUnavailableError when too many wait, or
 * when one takes too long or too much memory; its worker ends then, and the next document gets a new one.
 */
export class PdfRenderer {
  readonly #limits: PdfLimits;
  readonly #waiting: Job[] = [];
  #running: Job | undefined;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(limits: Partial<PdfLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  async render(view: DocumentView): Promise<Uint8Array> {
    if (this.#waiting.length >= this.#limits.waiting) throw new HostUnavailableError('pdf:busy');
    return new Promise((resolve, reject) => {
      const job: Job = {
        view,
        timer: setTimeout(() => this.#giveUp(job), this.#limits.timeoutMs),
        done: resolve,
        failed: reject,
      };
      this.#waiting.push(job);
      this.#next();
    });
  }

  /** Ends the worker; whoever still waits gets an error. */
  async stop(): Promise<void> {
    const jobs = [...(this.#running ? [this.#running] : []), ...this.#waiting.splice(0)];
    this.#running = undefined;
    for (const job of jobs) settle(job).failed(new HostUnavailableError('pdf:notMade'));
    await this.#endWorker();
  }

  #next(): void {
    if (this.#running) return;
    clearTimeout(this.#idle);
    this.#running = this.#waiting.shift();
    if (this.#running) this.#startWorker().postMessage(this.#running.view);
    else this.#idle = setTimeout(() => void this.#endWorker(), this.#limits.idleMs).unref();
  }

  #startWorker(): Worker {
    if (this.#worker) return this.#worker;
    const resourceLimits = { maxOldGenerationSizeMb: this.#limits.memoryMb, maxYoungGenerationSizeMb: YOUNG_MB };
    const worker = new Worker(WORKER, { resourceLimits });
    const ifCurrent = (work: () => void): void => {
      if (worker === this.#worker) work();
    };
    worker.on('message', (answer: WorkerAnswer) => ifCurrent(() => this.#take(answer)));
    worker.on('error', (cause) => ifCurrent(() => this.#lose(cause)));
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #take(answer: WorkerAnswer): void {
    const job = this.#running;
    this.#running = undefined;
    if (job && 'pdf' in answer) settle(job).done(answer.pdf);
    else if (job && 'fault' in answer) settle(job).failed(new Error(answer.fault));
    this.#next();
  }

  /** The worker died: of a document beyond its memory, or of a fault at its start. */
  #lose(cause: unknown): void {
    const job = this.#running;
    this.#running = undefined;
    this.#worker = undefined;
    if (job) settle(job).failed(new HostUnavailableError('pdf:notMade', { cause }));
    this.#next();
  }

  #giveUp(job: Job): void {
    const place = this.#waiting.indexOf(job);
    if (place >= 0) this.#waiting.splice(place, 1);
    job.failed(new HostUnavailableError(place >= 0 ? 'pdf:busy' : 'pdf:notMade'));
    if (this.#running !== job) return;
    this.#running = undefined;
    void this.#endWorker().then(() => this.#next());
  }

  async #endWorker(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

function settle(job: Job): Job {
  clearTimeout(job.timer);
  return job;
}
