import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knex } from 'knex';
import {
  canSkipLocked,
  readServerFacts,
  readTableColumns,
  type ServerFacts,
  type TableColumns,
} from '../host/database-facts.js';
import { hostTableName } from './host-table-name.js';

/** What is found before anything is written. Faults stop the installation; notes are for the reader. */
export interface CompatibilityReport {
  readonly server: string;
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

/** What is looked at. */
export interface CompatibilityInput {
  readonly knex: Knex;
  readonly tablePrefix: string;
  /** Needed columns by table, without prefix; an empty list: the table alone. */
  readonly required: Readonly<Record<string, readonly string[]>>;
  /** The CRM's root folder, which holds `storage/`. */
  readonly storageDir: string;
}

/** Compares the host with what the portal needs, by looking for each feature; every fault is named at once. */
export async function checkCompatibility(input: CompatibilityInput): Promise<CompatibilityReport> {
  const server = await readServerFacts(input.knex);
  const columns = await readTableColumns(input.knex);
  return {
    server: `${server.product} ${server.version}`,
    faults: [...missingFeatures(columns, input), ...(await storageFaults(input.storageDir))],
    notes: serverNotes(server),
  };
}

/** Needed tables and columns that this account does not see, in words. */
export function missingFeatures(
  columns: TableColumns,
  { required, tablePrefix }: Pick<CompatibilityInput, 'required' | 'tablePrefix'>,
): string[] {
  return Object.entries(required).flatMap(([table, names]) => {
    const full = hostTableName(tablePrefix, table);
    const found = columns.get(full.toLowerCase());
    if (!found) return [`table ${full} is missing (or not granted)`];
    return names.filter((name) => !found.has(name)).map((name) => `column ${full}.${name} is missing (or not granted)`);
  });
}

/** What keeps the portal from keeping files: every fault of the CRM's `storage/` folder. */
export async function storageFaults(storageDir: string): Promise<string[]> {
  const folder = join(storageDir, 'storage');
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return [];
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const fault = isMissing
      ? "is missing: PORTAL_STORAGE_DIR must be the CRM's root folder"
      : "cannot be read and written by this account: put it into the web server's group, and let the group write";
    return [`folder ${folder} ${fault}`];
  }
}

function serverNotes(server: ServerFacts): string[] {
  const { product, version, sqlMode } = server;
  const notes: string[] = [];
  if (product !== 'SQLite' && !canSkipLocked(server))
    notes.push(`${product} ${version} cannot pass over locked rows: mails are leased one by one`);
  if (/STRICT|NO_ZERO/.test(sqlMode))
    notes.push("the server's sql_mode is strict: the portal's connections use an empty one, as the CRM's do");
  return notes;
}
