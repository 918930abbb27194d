import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createConnection, type RowDataPacket } from 'mysql2/promise';

const dumpFiles = {
  demo: 'vtenext-20.04.3-demo.sql.gz',
  fresh: 'vtenext-20.04.3-fresh.sql.gz',
} as const;

export type DumpName = keyof typeof dumpFiles;

/** A dump in parts: the session's settings, and for every table what makes and fills it. */
interface Dump {
  readonly settings: string;
  readonly tables: ReadonlyMap<string, string>;
}

/** A loaded database and what its tables looked like then. */
interface Loaded {
  readonly url: string;
  readonly database: string;
  readonly state: ReadonlyMap<string, string>;
}

const dumps = new Map<DumpName, Dump>();
const idle = new Map<DumpName, Loaded[]>();

/**
 * Gives a database that holds a dump as it was. Making its 830 tables takes many seconds, so a database given back is kept for the
 * next test of this process, and only the tables a test has changed are made again.
 */
export async function borrowDump(name: DumpName, server: string, directory: string): Promise<Loaded> {
  const kept = idle.get(name)?.pop();
  if (kept) return kept;
  const dump = await readDump(name, directory);
  const database = randomDatabaseName();
  const url = databaseUrl(server, database);
  await runScript(server, `CREATE DATABASE \`${database}\` CHARACTER SET utf8mb3`);
  await runScript(url, dump.settings + [...dump.tables.values()].join('\n'));
  return { url, database, state: await readState(url) };
}

/** Takes a database back and restores what was changed in it. */
export async function returnDump(name: DumpName, loaded: Loaded, directory: string): Promise<void> {
  const { settings, tables } = await readDump(name, directory);
  const state = await readState(loaded.url);
  const extra = [...state.keys()].filter((table) => !loaded.state.has(table));
  const changed = [...loaded.state.keys()].filter((table) => state.get(table) !== loaded.state.get(table));
  const repairs = [
    ...extra.map((table) => `DROP TABLE \`${table}\`;`),
    ...changed.map((table) => tables.get(table) ?? ''),
  ];
  if (repairs.length > 0) await runScript(loaded.url, settings + repairs.join('\n'));
  idle.set(name, [...(idle.get(name) ?? []), loaded]);
}

/** Drops every database that was kept; called when all tests of the process are done. */
export async function dropIdleDumps(server: string): Promise<void> {
  const names = [...idle.values()].flat().map((loaded) => loaded.database);
  idle.clear();
  for (const name of names) await runScript(server, `DROP DATABASE IF EXISTS \`${name}\``);
}

export function randomDatabaseName(): string {
  return `portal_test_${process.pid}_${randomBytes(4).toString('hex')}`;
}

export function databaseUrl(server: string, database: string): string {
  return `${server.replace(/\/*$/, '')}/${database}`;
}

/** Runs many statements in one go, with the CRM's empty SQL mode. */
export async function runScript(url: string, sql: string): Promise<void> {
  const connection = await createConnection({ uri: url, multipleStatements: true, charset: 'utf8mb4' });
  try {
    await connection.query("SET SESSION sql_mode = '', foreign_key_checks = 0, unique_checks = 0");
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}

async function readDump(name: DumpName, directory: string): Promise<Dump> {
  const known = dumps.get(name);
  if (known) return known;
  const sql = gunzipSync(await readFile(join(directory, dumpFiles[name]))).toString('utf8');
  const [settings = '', ...parts] = sql.split(/^--\n-- Table structure for table /m);
  const tables = parts.map((part) => {
    const table = /^`([^`]+)`/.exec(part)?.[1] ?? '';
    return [table, `-- ${part}`] as const;
  });
  const dump = { settings, tables: new Map(tables) };
  dumps.set(name, dump);
  return dump;
}

/** Columns and content of every table, as a text to compare. */
async function readState(url: string): Promise<ReadonlyMap<string, string>> {
  const connection = await createConnection({ uri: url });
  try {
    await connection.query('SET SESSION group_concat_max_len = 1000000');
    const [columns] = await connection.query<RowDataPacket[]>(
      "SELECT table_name AS name, GROUP_CONCAT(column_name, ' ', column_type ORDER BY ordinal_position) AS columns" +
        ' FROM information_schema.columns WHERE table_schema = DATABASE() GROUP BY table_name',
    );
    if (columns.length === 0) return new Map();
    const names = columns.map((row) => String(row.name));
    const [sums] = await connection.query<RowDataPacket[]>(`CHECKSUM TABLE ${names.map(() => '??').join(', ')}`, names);
    const sumOf = new Map(sums.map((row) => [String(row.Table).replace(/^.*\./, ''), String(row.Checksum)]));
    return new Map(columns.map((row) => [String(row.name), `${row.columns} = ${sumOf.get(String(row.name))}`]));
  } finally {
    await connection.end();
  }
}
