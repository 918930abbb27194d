import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packagePath } from '../../core/paths.js';

/** Labels by module and the CRM's key; those under `shared` hold for every standard module that has none of its own. */
type LabelFile = Readonly<Record<string, Readonly<Record<string, string>>>>;

const labelFile = z.record(z.string(), z.record(z.string(), z.string()));

/** Modules every vtenext brings; a custom module's words may mean anything. */
const STANDARD_MODULES = new Set([
  'Accounts',
  'Assets',
  'Calendar',
  'Contacts',
  'Documents',
  'Faq',
  'HelpDesk',
  'Invoice',
  'Potentials',
  'Products',
  'ProjectMilestone',
  'ProjectPlan',
  'ProjectTask',
  'Quotes',
  'SalesOrder',
  'ServiceContracts',
  'Services',
]);

const files = readLabelFiles(packagePath('locales'));

/** A standard module's label or picklist value in one of the portal's languages, for where the CRM has none (DECISIONS 17). */
export function standardLabel(language: string, module: string, key: string): string | undefined {
  const file = files.get(language);
  if (!file || !STANDARD_MODULES.has(module)) return undefined;
  return ownText(file[module], key) ?? ownText(file.shared, key);
}

/** A stored value may be any word, also one that every object knows: `constructor`. */
function ownText(texts: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return texts && Object.hasOwn(texts, key) ? texts[key] : undefined;
}

/** `<directory>/<language>/crm-labels.json` of every language that has one. */
function readLabelFiles(directory: string): ReadonlyMap<string, LabelFile> {
  const found = readdirSync(directory)
    .map((language) => ({ language, path: join(directory, language, 'crm-labels.json') }))
    .filter(({ path }) => existsSync(path));
  return new Map(
    found.map(({ language, path }) => [language, labelFile.parse(JSON.parse(readFileSync(path, 'utf8')))]),
  );
}
