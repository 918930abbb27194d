import type { Command } from 'commander';
import { readConfig } from '../core/config.js';
import { StartRefusedError } from '../core/errors.js';
import { DEMO_FOLDER, resetDemo } from '../plugin/demo-site.js';
import type { CommandContext } from './settings.js';

/** Adds `demo reset`. */
export function addDemoCommand(program: Command, context: CommandContext): void {
  program
    .command('demo')
    .description('the embedded demo CRM')
    .command('reset')
    .description('throw the demo away; the next start makes it anew')
    .action(async () => {
      if (readConfig(context.environment).databaseUrl !== undefined)
        throw new StartRefusedError(['PORTAL_DATABASE_URL names a database: only the embedded demo can be reset']);
      await resetDemo();
      context.output.out(`The demo in ${DEMO_FOLDER} is gone; the next start makes it anew.`);
    });
}
