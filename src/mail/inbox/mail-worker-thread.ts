import { parentPort, workerData } from 'node:worker_threads';
import type { LargeMail } from './mail-reader.js';
import { readIncoming } from './read-incoming.js';

const { raw, portal } = workerData as LargeMail;
parentPort?.postMessage(await readIncoming(Buffer.from(raw), portal));
