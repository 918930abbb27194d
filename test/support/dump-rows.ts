import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The rows of one table in one of the CRM's dumps, read without a database; every value as text, NULL as null. */
export function dumpRows(directory: string, dump: string, table: string): readonly Record<string, string | null>[] {
  const sql = gunzipSync(readFileSync(join(directory, dump))).toString('utf8');
  const made = new RegExp(`CREATE TABLE \`${table}\` \\(([\\s\\S]*?)\\n\\)`).exec(sql)?.[1] ?? '';
  const columns = [...made.matchAll(/^\s+`(\w+)`/gm)].map(([, name = '']) => name);
  const inserts = sql.matchAll(
    new RegExp(`^INSERT INTO \`${table}\`(?: \\([^)]*\\))? VALUES\\s*([\\s\\S]*?);\n`, 'gm'),
  );
  return [...inserts].flatMap(([, tuples = '']) =>
    readTuples(tuples).map((values) => Object.fromEntries(columns.map((name, index) => [name, values[index] ?? null]))),
  );
}

const TOKEN = /'((?:[^'\\]|\\[\s\S]|'')*)'|\(|\)|,|([^\s(),']+)/g;

function readTuples(text: string): (string | null)[][] {
  const tuples: (string | null)[][] = [];
  for (const [token, quoted, plain] of text.matchAll(TOKEN)) {
    if (token === '(') tuples.push([]);
    else if (quoted !== undefined) tuples.at(-1)?.push(quoted);
    else if (plain !== undefined) tuples.at(-1)?.push(plain === 'NULL' ? null : plain);
  }
  return tuples;
}
