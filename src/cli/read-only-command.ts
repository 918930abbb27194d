import { Argument, type Command } from 'commander';
import { systemClock } from '../core/clock.js';
import { StartRefusedError } from '../core/errors.js';
import { openDatabase } from '../host/connection.js';
import { NOT_INSTALLED } from '../plugin/lifecycle.js';
import { SettingStore } from '../store/setting-store.js';
import { printReport } from './output.js';
import { type CommandContext, readySettings } from './settings.js';

const KEY = 'readOnly';

/** Adds `read-only`. */
export function addReadOnlyCommand(program: Command, context: CommandContext): void {
  program
    .command('read-only')
    .description(
      'while the CRM is being upgraded: customers read, nothing is written to the CRM; running portals follow within seconds',
    )
    .addArgument(new Argument('<step>', 'what to do').choices(['on', 'off', 'status']))
    .option('--json', 'report as JSON')
    .action(async (step: 'on' | 'off' | 'status', { json }: { readonly json?: boolean }) => {
      const isOn = await run(context, step);
      const line = isOn ? 'The portal only reads the CRM.' : 'The portal reads and writes the CRM.';
      printReport(context.output, json === true, { readOnly: isOn }, [line]);
    });
}

async function run(context: CommandContext, step: 'on' | 'off' | 'status'): Promise<boolean> {
  const { config, log } = await readySettings(context);
  const knex = openDatabase(config.databaseUrl, { log });
  try {
    if (!(await knex.schema.hasTable('portal_setting'))) throw new StartRefusedError([NOT_INSTALLED]);
    const store = new SettingStore(knex, systemClock);
    if (step !== 'status') await store.write(KEY, step === 'on');
    return (await store.all()).get(KEY) === true;
  } finally {
    await knex.destroy();
  }
}
