import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { packagePath } from '../../src/core/paths.js';
import type { LifeCycleStep, StepEnvironment } from './life-cycle-steps.js';

/** `killed-step.ts` in one file, which starts in a third of the time. */
export interface KilledStepProgram {
  /** Runs a step in a process of its own that is killed ahead of its n-th writing statement; returns the signal it ended by. */
  run(step: LifeCycleStep, nth: number, environment: StepEnvironment): Promise<NodeJS.Signals | undefined>;
  remove(): Promise<void>;
}

/** Bundles the program where it finds the package's root and libraries as the source does: two folders deep. */
export async function bundleKilledStep(): Promise<KilledStepProgram> {
  const outfile = packagePath(`node_modules/.cache/killed-step-${process.pid}.mjs`);
  const entryPoints = [packagePath('test/support/killed-step.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  return {
    async run(step, nth, environment) {
      const env = { PATH: process.env.PATH ?? '', ...environment };
      const child = spawn(process.execPath, [outfile, step, String(nth)], { env, stdio: ['ignore', 'ignore', 'pipe'] });
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
      const [code, signal] = await once(child, 'close');
      assert.ok(signal !== null || code === 0, said);
      return signal ?? undefined;
    },
    remove: () => rm(outfile, { force: true }),
  };
}
