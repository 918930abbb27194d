import { readConfig } from '../../src/core/config.js';
import { silentLogger } from '../../src/core/logger.js';
import { completeConfig } from '../../src/plugin/demo-site.js';
import { disable, enable, install, uninstall, upgrade } from '../../src/plugin/lifecycle-exports.js';
import type { SiteOptions } from '../../src/plugin/site.js';

/** Every step of the plugin's life cycle that writes. */
export const lifeCycleSteps = {
  install: (options: SiteOptions) => install(options),
  enable,
  disable,
  upgrade,
  uninstall: (options: SiteOptions) => uninstall(options, { dropsData: false }),
  dropData: (options: SiteOptions) => uninstall(options, { dropsData: true }),
} as const;

export type LifeCycleStep = keyof typeof lifeCycleSteps;

/** Where the portal lives, as environment variables. */
export type StepEnvironment = Readonly<Record<string, string>>;

/** Runs one step in this process. */
export async function runStep(name: LifeCycleStep, environment: StepEnvironment): Promise<void> {
  const config = await completeConfig(readConfig(environment));
  await lifeCycleSteps[name]({ config, log: silentLogger });
}
