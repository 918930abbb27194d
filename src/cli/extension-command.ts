import type { Command } from 'commander';
import { isErrorOf, RefusedError, StartRefusedError } from '../core/errors.js';
import { createLogger } from '../core/logger.js';
import type { ExtensionEntry } from '../features/admin/extensions/extension-types.js';
import { openDatabase } from '../host/connection.js';
import { addExtensionFolder, removeExtensionFolder } from '../plugin/extensions/add-extension.js';
import type { ExtensionSwitchboard } from '../plugin/extensions/extension-desk.js';
import { NOT_INSTALLED } from '../plugin/lifecycle.js';
import { createPortal } from '../portal.js';
import { addExtensionNew } from './extension-new.js';
import { printReport } from './output.js';
import { type CommandContext, readSettings, readySettings, type Settings } from './settings.js';
import { COMMAND_LINE } from './with-sending.js';

interface Json {
  readonly json?: boolean;
}

/** Creating tables may take its time. */
const STATEMENT_TIMEOUT_MS = 60_000;

/** Adds `extension new`, `list`, `add`, `enable`, `disable` and `remove`. */
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
}

/** `mayBeGone`: its tables may be there still. */
async function demandKnown(desk: ExtensionSwitchboard, id: string, mayBeGone = false): Promise<void> {
  if (await desk.isKnown(id)) return;
  if (mayBeGone && (await desk.hasTables(id))) return;
  throw new StartRefusedError([`${id}: there is no such extension`]);
}

function describe({ id, name, version, state, faults }: ExtensionEntry): readonly string[] {
  return [`${id}  ${version || '-'}  ${state}  ${name}`, ...faults.map((fault) => `  ${fault}`)];
}

interface Desk {
  readonly desk: ExtensionSwitchboard;
  readonly settings: Settings;
}

/** Opens a portal that answers nobody, and closes it; what its desk refuses is a StartRefusedError with the reason. */
async function withDesk<T>(context: CommandContext, work: (desk: Desk) => Promise<T>): Promise<T> {
  const settings = await readySettings(context);
  const { config } = settings;
  const log = createLogger('silent');
  const portal = await createPortal({ config, log });
  try {
    if (!(await portal.host.knex.schema.hasTable('portal_extension'))) throw new StartRefusedError([NOT_INSTALLED]);
    const desk = portal.extensions.commandDesk(async (asAdmin) => {
      const url = config.adminDatabaseUrl ?? config.databaseUrl;
      const knex = openDatabase(url, { log, statementTimeout: STATEMENT_TIMEOUT_MS });
      try {
        return await asAdmin(knex);
      } finally {
        await knex.destroy();
      }
    });
    return await work({ desk, settings });
  } catch (error) {
    if (!isErrorOf(error, RefusedError)) throw error;
    throw new StartRefusedError(String(error.values.reason).split('\n'));
  } finally {
    await portal.stop();
  }
}
