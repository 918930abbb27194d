import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The file's name in the CRM's root folder. */
export const CRM_CONFIG_FILE = 'config.inc.php';

/** What the CRM's own configuration says; undefined: it does not, or not as a plain text. */
export interface CrmConfig {
  /** Where the links of the CRM's mails to customers lead. */
  readonly portalUrl: string | undefined;
  /** The zone of the CRM's wall clock. */
  readonly timeZone: string | undefined;
}

/** Reads two settings of the CRM and nothing else of the file, which holds a password; undefined: it is not there or closed to this account. */
export async function readCrmConfig(folder: string): Promise<CrmConfig | undefined> {
  const text = await readFile(join(folder, CRM_CONFIG_FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  return { portalUrl: assignedText(text, 'PORTAL_URL'), timeZone: assignedText(text, 'default_timezone') };
}

/** The last assignment's value: texts and other variables joined by dots. */
function assignedText(text: string, name: string, depth = 0): string | undefined {
  const assignments = [...text.matchAll(new RegExp(`^[ \\t]*\\$${name}[ \\t]*=[ \\t]*([^;\\r\\n]*);`, 'gm'))];
  const expression = assignments.at(-1)?.[1];
  if (expression === undefined || depth > 3) return undefined;
  let value = '';
  for (const [, single, double, variable] of expression.matchAll(/'([^'\\]*)'|"([^"$\\]*)"|\$(\w+)|[^\s.]/g)) {
    const part = single ?? double ?? (variable === undefined ? undefined : assignedText(text, variable, depth + 1));
    if (part === undefined) return undefined;
    value += part;
  }
  return value === '' ? undefined : value;
}
