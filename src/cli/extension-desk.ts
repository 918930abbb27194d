import { isErrorOf, RefusedError, StartRefusedError } from '../core/errors.js';
import { createLogger } from '../core/logger.js';
import { openDatabase } from '../host/connection.js';
import type { ExtensionSwitchboard } from '../plugin/extensions/extension-desk.js';
import { NOT_INSTALLED } from '../plugin/lifecycle.js';
import { createPortal } from '../portal.js';
import { type CommandContext, readySettings, type Settings } from './settings.js';

/** Creating tables may take its time. */
const STATEMENT_TIMEOUT_MS = 60_000;

/** Where a command switches and sets extensions. */
interface Desk {
  readonly desk: ExtensionSwitchboard;
  readonly settings: Settings;
}

/** Opens a portal that answers nobody, and closes it; what its desk refuses is a StartRefusedError with the reason. */
export async function withDesk<T>(context: CommandContext, work: (desk: Desk) => Promise<T>): Promise<T> {
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

/** Throws StartRefusedError for one nobody knows; `mayBeGone`: its tables may be there still. */
export async function demandKnown(desk: ExtensionSwitchboard, id: string, mayBeGone = false): Promise<void> {
  if (await desk.isKnown(id)) return;
  if (mayBeGone && (await desk.hasTables(id))) return;
  throw new StartRefusedError([`${id}: there is no such extension`]);
}
