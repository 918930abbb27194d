import { readConfig } from '../core/config.js';
import { createLogger, type Logger } from '../core/logger.js';
import type { DemoAccess } from '../host/demo/seed-demo-world.js';
import { type CompleteConfig, completeConfig } from '../plugin/demo-site.js';
import { installDemo } from '../plugin/site.js';
import type { Person } from './agent-mail.js';
import type { Output } from './output.js';

/** What every command starts from. */
export interface CommandContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
  /** Undefined: a program runs the command. */
  readonly person?: Person | undefined;
  /** All that is on the standard input; undefined: nothing can be read. */
  readonly input?: (() => Promise<string>) | undefined;
}

/** The settings of one run, complete, and its logger. */
export interface Settings {
  readonly config: CompleteConfig;
  readonly log: Logger;
  /** No database was named: the embedded demo. */
  readonly isDemo: boolean;
}

/** Settings of a CRM that is there: the demo installs itself. */
export interface ReadySettings extends Settings {
  /** Whom one can sign in as; only in the demo. */
  readonly access: DemoAccess | undefined;
}

/** Reads the environment and makes the demo's CRM, if it is the demo and not there yet. */
export async function readySettings(context: CommandContext): Promise<ReadySettings> {
  const settings = await readSettings(context);
  return { ...settings, access: settings.isDemo ? await installDemo(settings) : undefined };
}

/** Reads the environment; throws StartRefusedError with every fault. */
export async function readSettings({ environment }: CommandContext): Promise<Settings> {
  const config = await completeConfig(readConfig(environment));
  return {
    config,
    log: createLogger(config.logLevel),
    isDemo: config.databaseUrl.startsWith('sqlite:'),
  };
}
