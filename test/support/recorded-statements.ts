import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dumpsDirectory, runScript } from './databases.js';

/** Bookkeeping of the CRM's screens that needs tables made at their first use. */
const NOISE = /^(?:UPDATE|INSERT INTO) vte_(?:audit_trial|act_reminder_popup|meta_logs|tab_versions)/i;

/** Tables of the CRM's own screens, made when somebody first opened them. */
const MADE_BEFORE = `
CREATE TABLE IF NOT EXISTS vte_modulemaker_seq (id int NOT NULL);
CREATE TABLE IF NOT EXISTS sdk_language_translate (module text, label text, fieldname text, fieldtitle text, it_it text, en_us text);
`;

/** Runs what the CRM itself wrote for one action on a database; `rename` changes the text first. */
export async function replay(url: string, name: string, rename = (sql: string): string => sql): Promise<void> {
  const sql = await readFile(join(dumpsDirectory() ?? '', 'writes', `${name}.sql`), 'utf8');
  const made = new Set([...sql.matchAll(/^create table (\w+_seq) /gm)].map(([, table = '']) => table));
  const kept = sql.split('\n').filter((line) => {
    if (line.startsWith('--') || NOISE.test(line)) return false;
    // The CRM asks for a sequence first, and makes its table when that fails.
    return !made.delete(/^update (\w+_seq) set/i.exec(line)?.[1] ?? '');
  });
  await runScript(url, MADE_BEFORE + rename(kept.join('\n')));
}

/** For `rename`: without the custom fields the CRM had by then; the tickets are the same. */
export function withoutCustomFields(sql: string): string {
  return sql.replace(/^update vte_ticketcf set.*\n/gim, '');
}
