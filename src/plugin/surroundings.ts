import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { type Automation, readAutomations } from '../host/vtenext/automations.js';
import { readCrmConfig } from '../host/vtenext/crm-config.js';

/** What stands beside the portal in the CRM, and what whoever installs should know of it. */
export interface Surroundings {
  /** What the portal's writings do not start; undefined: it cannot be seen. */
  readonly automations: readonly Automation[] | undefined;
  /** Folder of the old portal; undefined: it is not there. */
  readonly oldPortal: string | undefined;
  /** Whether the CRM's configuration could be read. */
  readonly isConfigRead: boolean;
  /** Where the CRM's mails lead; undefined: not known. */
  readonly linkedUrl: string | undefined;
  /** The CRM's zone; undefined: not known. */
  readonly timeZone: string | undefined;
}

interface SurroundingsInput {
  readonly knex: Knex;
  readonly tablePrefix: string;
  /** The CRM's root folder. */
  readonly storageDir: string;
}

/** Looks around; writes nothing. */
export async function readSurroundings({ knex, tablePrefix, storageDir }: SurroundingsInput): Promise<Surroundings> {
  const config = await readCrmConfig(storageDir);
  return {
    automations: await readAutomations(knex, tablePrefix),
    oldPortal: await findOldPortal(storageDir),
    isConfigRead: config !== undefined,
    linkedUrl: config?.portalUrl,
    timeZone: config?.timeZone,
  };
}

/** The old portal's folder, if it still lies in the CRM's. */
export async function findOldPortal(storageDir: string): Promise<string | undefined> {
  const folder = join(storageDir, 'portal');
  return access(join(folder, 'index.php')).then(
    () => folder,
    () => undefined,
  );
}

/** Whether two addresses are one, but for slashes at the end. */
export function isSameUrl(url: string, other: string): boolean {
  const bare = (text: string): string => text.trim().replace(/\/+$/, '').toLowerCase();
  return bare(url) === bare(other);
}
