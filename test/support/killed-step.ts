import { silentLogger } from '../../src/core/logger.js';
import { openDatabase } from '../../src/host/connection.js';
import { beforeWrites } from './kill.js';
import { type LifeCycleStep, runStep } from './life-cycle-steps.js';

// A process of its own: killed-step.ts <step> <n>. It runs the step and dies as by kill -9 ahead of its n-th writing statement.
const [name = '', nth = ''] = process.argv.slice(2);
const environment = Object.fromEntries(
  Object.entries(process.env).flatMap(([key, value]) =>
    value !== undefined && key.startsWith('PORTAL_') ? [[key, value]] : [],
  ),
);
const probe = openDatabase(environment.PORTAL_DATABASE_URL ?? '', { log: silentLogger });
beforeWrites(probe, (count) => {
  if (count === Number(nth)) process.kill(process.pid, 'SIGKILL');
});
await probe.destroy();
await runStep(name as LifeCycleStep, environment);
