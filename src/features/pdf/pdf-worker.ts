import { parentPort } from 'node:worker_threads';
import type { DocumentView } from './document-view.js';
import { drawPdf } from './draw-pdf.js';

/** What the worker answers to a document: its PDF, or what went wrong. */
export type WorkerAnswer = { readonly pdf: Uint8Array<ArrayBuffer> } | { readonly fault: string };

parentPort?.on('message', async (view: DocumentView) => {
  try {
    // A copy of its own can be handed over; a buffer may share its memory with others.
    const pdf = new Uint8Array(await drawPdf(view));
    parentPort?.postMessage({ pdf } satisfies WorkerAnswer, [pdf.buffer]);
  } catch (error) {
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    parentPort?.postMessage({ fault } satisfies WorkerAnswer);
  }
});
