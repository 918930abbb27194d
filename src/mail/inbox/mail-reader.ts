import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { IncomingMail } from './incoming-mail.js';
import { type ReadingPortal, readIncoming, readUnreadable } from './read-incoming.js';

/** Bounds of reading one large mail beside the process. */
export interface LargeMailLimits {
  /** Up to here the event loop waits for a mail a few milliseconds at most. */
  readonly largeBytes: number;
  readonly timeoutMs: number;
  /** What a worker may take: many times the largest mail. */
  readonly memoryMb: number;
}

const LIMITS: LargeMailLimits = { largeBytes: 512 * 1024, timeoutMs: 60_000, memoryMb: 768 };

/** From `src` under a loader, from `dist` as it is: the worker is the same kind of file as this one. */
const WORKER = new URL(`./mail-worker-thread${extname(import.meta.url)}`, import.meta.url);

/** What the worker is started with. */
export interface LargeMail {
  readonly raw: Uint8Array;
  readonly portal: ReadingPortal;
}

/**
 * Reads a mail as `readIncoming` does; a large one in a worker, since whoever sends megabytes of short lines would hold up everybody's pages. One
 * that takes the worker too long or too much memory is `unreadable`.
 */
export async function readMail(
  raw: Buffer,
  portal: ReadingPortal,
  limits: Partial<LargeMailLimits> = {},
): Promise<IncomingMail> {
  const { largeBytes, timeoutMs, memoryMb } = { ...LIMITS, ...limits };
  if (raw.length <= largeBytes) return readIncoming(raw, portal);
  const worker = new Worker(WORKER, {
    workerData: { raw, portal } satisfies LargeMail,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  try {
    const [message] = await once(worker, 'message', { signal: AbortSignal.timeout(timeoutMs) });
    const mail: IncomingMail = message;
    return { ...mail, attachments: mail.attachments.map((file) => ({ ...file, bytes: Buffer.from(file.bytes) })) };
  } catch (error) {
    return readUnreadable(raw, error instanceof Error ? error.message : 'unknown fault');
  } finally {
    await worker.terminate();
  }
}
