import type { Command } from 'commander';
import type { ExtensionEntry } from '../features/admin/extensions/extension-types.js';
import { addExtensionFolder, removeExtensionFolder } from '../plugin/extensions/add-extension.js';
import { demandKnown, withDesk } from './extension-desk.js';
import { addExtensionNew } from './extension-new.js';
import { addExtensionSettings } from './extension-settings.js';
import { printReport } from './output.js';
import { type CommandContext, readSettings } from './settings.js';
import { COMMAND_LINE } from './with-sending.js';

interface Json {
  readonly json?: boolean;
}

/** Adds `extension new`, `list`, `add`, `enable`, `disable`, `remove`, `settings` and `set`. */
export function addExtensionCommand(program: Command, context: CommandContext): void {
  const extension = program.command('extension').description('the extensions of the portal');
  addExtensionNew(extension, context);
  extension
    .command('list')
    .description('every extension in the folder of extensions, and how it is')
    .option('--json', 'report as JSON')
    .action(async ({ json }: Json) => {
      const entries = await withDesk(context, ({ desk }) => desk.list());
      const report = entries.map(({ id, name, version, state, faults }) => ({ id, name, version, state, faults }));
      printReport(context.output, json === true, report, entries.length > 0 ? entries.flatMap(describe) : ['None.']);
    });
  extension
    .command('add')
    .description('put an extension into the folder of extensions; it has no effect before it is enabled')
    .argument('<source>', 'its folder, or an npm package (name, name@version or .tgz file)')
    .option('--replace', 'put it in the place of one with the same id')
    .action(async (source: string, { replace }: { readonly replace?: boolean }) => {
      const { config } = await readSettings(context);
      const { id, version } = await addExtensionFolder(config.extensionsDir, source, { replaces: replace === true });
      context.output.out(`${id} ${version} is in the folder of extensions. Next: portal extension enable ${id}`);
    });
  extension
    .command('enable')
    .description('make its tables and switch it on; running portals follow within 5 seconds')
    .argument('<id>', 'of the extension')
    .action(async (id: string) => {
      const lines = await withDesk(context, async ({ desk, settings: { config, isDemo } }) => {
        const done = await desk.enable(id, COMMAND_LINE);
        const needsGrants = !isDemo && done.length > 0 && config.adminDatabaseUrl !== config.databaseUrl;
        return [
          ...done.map((name) => `Migration ${name}: done.`),
          `${id} is on.`,
          ...(needsGrants
            ? ['Next: portal grants, for the account the portal runs with: it needs the new tables']
            : []),
        ];
      });
      for (const line of lines) context.output.out(line);
    });
  extension
    .command('disable')
    .description('switch it off; what it stored stays')
    .argument('<id>', 'of the extension')
    .action(async (id: string) => {
      await withDesk(context, async ({ desk }) => {
        await demandKnown(desk, id);
        await desk.disable(id, COMMAND_LINE);
      });
      context.output.out(`${id} is off.`);
    });
  extension
    .command('remove')
    .description('take one that is off out of the folder of extensions; its tables stay unless they shall go')
    .argument('<id>', 'of the extension')
    .option('--drop-data', 'drop its tables as well')
    .action(async (id: string, { dropData }: { readonly dropData?: boolean }) => {
      const dropped = await withDesk(context, async ({ desk, settings }) => {
        await demandKnown(desk, id, dropData === true);
        const tables = await desk.forget(id, { dropsData: dropData === true }, COMMAND_LINE);
        await removeExtensionFolder(settings.config.extensionsDir, id);
        return tables;
      });
      for (const table of dropped) context.output.out(`Table ${table}: dropped.`);
      context.output.out(`${id} is removed; ${dropData ? 'its tables are dropped' : 'its tables stay'}.`);
    });
  addExtensionSettings(extension, context);
}

function describe({ id, name, version, state, faults }: ExtensionEntry): readonly string[] {
  return [`${id}  ${version || '-'}  ${state}  ${name}`, ...faults.map((fault) => `  ${fault}`)];
}
