import type { Command } from 'commander';
import { createWallClock } from '../core/clock.js';
import { StartRefusedError } from '../core/errors.js';
import type { Logger } from '../core/logger.js';
import { openDatabase } from '../host/connection.js';
import { createMetadataSource } from '../host/metadata/metadata-source.js';
import { readOwnAccount } from '../host/session-facts.js';
import { grantStatements, liveTables } from '../plugin/grants.js';
import { hostIdOf } from '../plugin/open-host.js';
import { readManifest } from '../plugin/read-manifest.js';
import { tablePrefixOf } from '../plugin/site.js';
import { extensionTables } from '../store/extension-tables.js';
import { portalTables } from '../store/migrator.js';
import { printReport } from './output.js';
import { type CommandContext, readSettings, type Settings } from './settings.js';

interface GrantsOptions {
  readonly json?: boolean;
  readonly account?: string;
}

/** Adds `grants`. */
export function addGrantsCommand(program: Command, context: CommandContext): void {
  program
    .command('grants')
    .description("print the SQL GRANTs the portal's database account needs")
    .option(
      '--account <account>',
      "the account, e.g. 'portal'@'localhost'; default: the one of PORTAL_DATABASE_URL, as the server knows it",
    )
    .option('--json', 'report as JSON')
    .action(async ({ json, account }: GrantsOptions) => {
      const settings = await readSettings(context);
      const statements = await collectGrants(settings, account);
      printReport(context.output, json === true, statements, statements);
    });
}

async function collectGrants({ config, log }: Settings, account: string | undefined): Promise<readonly string[]> {
  if (hostIdOf(config.databaseUrl) === 'demo')
    throw new StartRefusedError(['the embedded demo has no database accounts: name a MariaDB or MySQL database']);
  const manifest = readManifest();
  const tablePrefix = tablePrefixOf(manifest, 'vtenext');
  const knex = openDatabase(config.adminDatabaseUrl ?? config.databaseUrl, { log });
  try {
    const source = await createMetadataSource(knex, tablePrefix, createWallClock(config.timeZone), log);
    return grantStatements({
      access: manifest.access,
      tablePrefix,
      database: decodeURIComponent(new URL(config.databaseUrl).pathname.slice(1)),
      account: account ?? (await accountOf(config.databaseUrl, log)),
      portalTables: [...portalTables, ...(await extensionTables(knex))],
      liveTables: liveTables(source.current, tablePrefix),
    });
  } finally {
    await knex.destroy();
  }
}

/** The account an address signs in as, as the server knows it; while it cannot sign in, its name from anywhere. */
async function accountOf(databaseUrl: string, log: Logger): Promise<string> {
  const knex = openDatabase(databaseUrl, { log });
  try {
    return (await readOwnAccount(knex)) ?? '';
  } catch {
    return `'${decodeURIComponent(new URL(databaseUrl).username).replaceAll("'", "''")}'@'%'`;
  } finally {
    await knex.destroy();
  }
}
