// Node 20 runs a worker without the loader of the thread that started it, and tsx registers itself in main threads only.
import { isMainThread } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

if (!isMainThread) register();
