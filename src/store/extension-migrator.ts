import type { Knex } from 'knex';
import type { Clock } from '../core/clock.js';
import { createTable } from './create-table.js';
import { extensionTablePrefix, extensionTables } from './extension-tables.js';

/** What a migration of an extension can do: to its own tables only, which it names without their prefix. */
export interface ExtensionSchema {
  /** Makes a table unless it is there; text is utf8mb4 and compares byte for byte. */
  createTable(name: string, build: (table: Knex.CreateTableBuilder) => void): Promise<void>;
  alterTable(name: string, build: (table: Knex.AlterTableBuilder) => void): Promise<void>;
  hasColumn(name: string, column: string): Promise<boolean>;
  dropTable(name: string): Promise<void>;
  /** Rows of an own table. */
  table(name: string): Knex.QueryBuilder;
}

/** One step of an extension's tables; its name and what it does never change. `up` may be run again after it was killed. */
export interface ExtensionMigration {
  /** Such as `0001-appointments`; they are run in the order of their list. */
  readonly name: string;
  up(schema: ExtensionSchema): Promise<void>;
}

/** The full name of an extension's own table. */
export function ownTable(id: string, name: string): string {
  const full = `${extensionTablePrefix(id)}${name}`;
  if (!/^[a-z][a-z0-9_]*$/.test(name) || full.length > 60) throw new RangeError(`${name}: is no name of a table`);
  return full;
}

/** Those of an extension's migrations that were not run yet. */
export async function missingMigrations(
  knex: Knex,
  id: string,
  migrations: readonly ExtensionMigration[],
): Promise<readonly ExtensionMigration[]> {
  if (migrations.length === 0) return [];
  const names: readonly string[] = await knex('portal_extension_step').where({ extension: id }).pluck('name');
  const applied = new Set(names);
  return migrations.filter(({ name }) => !applied.has(name));
}

/** Runs what is missing and returns the names; `knex` is the account that may create tables, the caller holds the plugin's lock. */
export async function runExtensionMigrations(
  knex: Knex,
  clock: Clock,
  id: string,
  migrations: readonly ExtensionMigration[],
): Promise<readonly string[]> {
  const missing = await missingMigrations(knex, id, migrations);
  for (const { name, up } of missing) {
    await up(schemaOf(knex, id));
    await knex('portal_extension_step').insert({ extension: id, name, applied_at: clock.now() });
  }
  return missing.map(({ name }) => name);
}

/** Drops an extension's tables and forgets that they were made; returns their names. */
export async function dropExtensionTables(knex: Knex, id: string): Promise<readonly string[]> {
  const tables = await extensionTables(knex, id);
  await knex('portal_extension_step').where({ extension: id }).delete();
  for (const table of tables) await knex.schema.dropTableIfExists(table);
  return tables;
}

function schemaOf(knex: Knex, id: string): ExtensionSchema {
  const named = (name: string): string => ownTable(id, name);
  return {
    createTable: (name, build) => createTable(knex, named(name), build),
    alterTable: async (name, build) => {
      await knex.schema.alterTable(named(name), build);
    },
    hasColumn: (name, column) => knex.schema.hasColumn(named(name), column),
    dropTable: async (name) => {
      await knex.schema.dropTableIfExists(named(name));
    },
    table: (name) => knex(named(name)),
  };
}
