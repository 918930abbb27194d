import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import knex, { type Knex } from 'knex';
import { createDemoSchema } from '../../src/host/demo/create-demo-schema.js';
import { openDemoDatabase } from '../../src/host/demo/demo-database.js';
import { seedMetadata } from '../../src/host/demo/metadata/seed-metadata.js';
import { portalModules } from '../../src/host/demo/modules/demo-modules.js';
import { demoTables } from '../../src/host/demo/schema/demo-tables.js';

const { PORTAL_TEST_MARIADB_URL: url, PORTAL_TEST_DUMPS: dumps } = process.env;
const schema = 'portal_demo_parity';
const moduleNames = portalModules.map((module) => module.name);

/** The dump's sections of the tables the demo has; the other hundreds would only take time. */
function pickSections(dump: string): string {
  const names = new Set(demoTables.map((table) => table.name));
  const sections = dump.split(/^(?=-- Table structure for table)/m);
  return sections.filter((section) => names.has(/`(\w+)`/.exec(section)?.[1] ?? '')).join('\n');
}

function fieldRows(database: Knex): Promise<object[]> {
  return database('vte_field as f')
    .join('vte_tab as t', 't.tabid', 'f.tabid')
    .whereIn('t.name', moduleNames)
    .orderBy('f.fieldid')
    .select(
      't.name',
      'f.fieldid',
      'f.block',
      'f.sequence',
      'f.fieldname',
      'f.fieldlabel',
      'f.columnname',
      'f.tablename',
    )
    .select('f.uitype', 'f.typeofdata', 'f.displaytype', 'f.presence', 'f.readonly', 'f.quickcreate', 'f.masseditable');
}

async function targetRows(database: Knex): Promise<object[]> {
  const rows = await database('vte_fieldmodulerel')
    .whereIn('module', moduleNames)
    .orderBy(['fieldid', 'relmodule'])
    .select('fieldid', 'module', 'relmodule');
  return rows.map((row) => ({ ...row }));
}

describe('DemoParity', () => {
  let crm: Knex;
  let demo: Knex;

  before(async function () {
    if (url === undefined || dumps === undefined) return this.skip();
    const dump = gunzipSync(await readFile(join(dumps, 'vtenext-20.04.3-fresh.sql.gz'))).toString('utf8');
    const server = knex({ client: 'mysql2', connection: url });
    await server.raw('DROP DATABASE IF EXISTS ??', [schema]);
    await server.raw('CREATE DATABASE ?? CHARACTER SET utf8mb3', [schema]);
    await server.destroy();
    const { hostname, port, username, password } = new URL(url);
    const connection = { host: hostname, port: Number(port || 3306), user: username, password, database: schema };
    crm = knex({ client: 'mysql2', connection: { ...connection, multipleStatements: true }, pool: { min: 0, max: 1 } });
    await crm.raw("SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO'");
    await crm.raw(pickSections(dump).replaceAll('?', '\\?'));
    demo = openDemoDatabase(':memory:');
    await createDemoSchema(demo);
    await seedMetadata(demo);
  });

  after(async () => {
    await demo?.destroy();
    await crm?.raw('DROP DATABASE ??', [schema]);
    await crm?.destroy();
  });

  it('should have the columns of the CRM with their types and defaults', async () => {
    const rows: { name: string; column: string; type: string; nullable: string; value: string | null }[] = await crm(
      'information_schema.columns',
    )
      .where({ table_schema: schema })
      .orderBy(['table_name', 'ordinal_position'])
      .select({ name: 'table_name', column: 'column_name', type: 'column_type', nullable: 'is_nullable' })
      .select({ value: 'column_default' });
    for (const table of demoTables) {
      const expected = rows
        .filter((row) => row.name === table.name)
        .map((row) => [row.column, row.type, row.nullable === 'NO', defaultText(row.value)]);
      const columns = table.columns.map((column) => [column.name, column.type, column.isRequired, column.defaultValue]);
      assert.deepEqual(columns, expected, table.name);
    }
  });

  it('should describe the fields of the thirteen modules as the CRM does', async () => {
    const expected = (await fieldRows(crm)).map((row) => ({ ...row }));
    assert.deepEqual(await fieldRows(demo), expected);
    assert.equal(expected.length, 384);
  });

  it('should let references point to the same modules', async () => {
    assert.deepEqual(await targetRows(demo), await targetRows(crm));
  });
});

/** MariaDB quotes text defaults and writes NULL for none. */
function defaultText(value: string | null): string | undefined {
  if (value === null || value === 'NULL') return undefined;
  return value.replaceAll("'", '');
}
