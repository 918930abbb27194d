import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { createWallClock } from '../../src/core/clock.js';
import { silentLogger } from '../../src/core/logger.js';
import type { Author, HostAdapter } from '../../src/host/host-adapter.js';
import { createVtenextAdapter } from '../../src/host/vtenext/vtenext-adapter.js';
import { dumpsDirectory, loadDump, mariadbUrl, runScript, type TestDatabase, testZone } from '../support/databases.js';

const recordedAt = Date.parse('2026-11-23T06:44:32Z');
const villani: Author = {
  contactId: 21,
  name: 'Villani Francesco',
  email: 'francesco.villani@bellavista.example',
};
const fileName = 'errore_display.txt';

type Row = Readonly<Record<string, unknown>>;

const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;

(isConfigured ? describe : describe.skip)('Rows as the CRM writes them (MariaDB)', function suite() {
  this.timeout(120_000);
  let crm: TestDatabase;
  let portal: TestDatabase;
  let storageDir: string;
  let before: ReadonlyMap<string, string>;

  beforeEach(async () => {
    [crm, portal] = await Promise.all([loadDump('demo'), loadDump('demo')]);
    storageDir = await mkdtemp(join(tmpdir(), 'portal-rows-'));
    before = await checksums(crm.knex);
  });

  afterEach(async () => {
    await Promise.all([crm.drop(), portal.drop()]);
    await rm(storageDir, { recursive: true, force: true });
  });

  it('should touch the same tables and leave the same rows as the recorded statements, after every action', async () => {
    const host = await openHost(portal.knex, storageDir);
    let ticketId = 0;
    const actions: Readonly<Record<string, () => Promise<unknown>>> = {
      'portal-create-ticket': async () => {
        ticketId = await createTicket(host);
      },
      'portal-comment': () => comment(host, ticketId),
      'portal-upload': () => upload(host, ticketId, storageDir),
      'portal-close-ticket': () => close(host, ticketId),
    };
    for (const [name, act] of Object.entries(actions)) {
      await replay(crm.url, name);
      await act();
      await assertSameRows(name);
    }
    assert.equal(changedTables(before, await checksums(crm.knex)).length, 17);
  });

  async function assertSameRows(action: string): Promise<void> {
    const byCrm = changedTables(before, await checksums(crm.knex));
    const byPortal = changedTables(before, await checksums(portal.knex));
    assert.deepEqual(byPortal, byCrm, action);
    for (const table of byCrm) {
      const [expected, actual] = await Promise.all([rowsOf(crm.knex, table), rowsOf(portal.knex, table)]);
      assert.deepEqual(actual, expected, `${table} after ${action}`);
    }
  }

  it('should fill custom columns with the empty values the CRM writes for their types', async () => {
    await addCustomFields(portal.url);
    await createTicket(await openHost(portal.knex, storageDir));
    const row = await portal.knex('vte_ticketcf').orderBy('ticketid', 'desc').first();
    const custom = Object.entries(row as Row).filter(([column]) => column.startsWith('cf_'));
    assert.deepEqual(Object.fromEntries(custom), {
      cf_whs_1006: '',
      cf_whs_1007: '0',
      cf_whs_1008: '0.000',
      cf_whs_1009: '0.00',
      cf_whs_1010: '0.00',
      cf_whs_1011: null,
      cf_whs_1012: '',
      cf_whs_1013: '',
      cf_whs_1014: '',
      cf_whs_1015: '',
      cf_whs_1016: '',
      cf_whs_1017: '0',
      cf_whs_1018: '',
    });
  });
});

function openHost(knex: Knex, storageDir: string): Promise<HostAdapter> {
  const wallClock = createWallClock(testZone, { now: () => recordedAt });
  return createVtenextAdapter({ knex, id: 'vtenext', wallClock, storageDir, log: silentLogger });
}

async function comment(host: HostAdapter, ticketId: number): Promise<void> {
  const reservation = await host.tickets.reserveChange(ticketId, { withComment: true });
  await host.transaction((trx) => host.tickets.addComment(trx, reservation, ticketId, 'Commento di prova', villani));
}

async function close(host: HostAdapter, ticketId: number): Promise<void> {
  const reservation = await host.tickets.reserveChange(ticketId, { withComment: false });
  const isOpen = (status: string): boolean => status !== 'Closed';
  const isClosed = await host.transaction((trx) =>
    host.tickets.setStatus(trx, reservation, ticketId, isOpen, 'Closed', villani),
  );
  assert.equal(isClosed, true);
}

async function createTicket(host: HostAdapter): Promise<number> {
  const reservation = await host.tickets.reserve();
  const values = {
    ticket_title: 'Prova traccia',
    description: 'Descrizione di prova',
    ticketstatus: 'Open',
    parent_id: '21',
  };
  await host.transaction((trx) => host.tickets.create(trx, reservation, values, villani));
  return reservation.ticketId;
}

async function upload(host: HostAdapter, ticketId: number, storageDir: string): Promise<void> {
  const [reservation] = await host.documents.reserve(1);
  assert.ok(reservation);
  const temporary = join(storageDir, 'incoming');
  await writeFile(temporary, 'Errore E17 a 140 °C');
  const file = { name: fileName, bytes: 20, type: 'text/plain' };
  const path = host.documents.pathFor(reservation, file);
  await host.documents.place(temporary, path);
  await host.transaction((trx) => host.documents.create(trx, reservation, file, path, ticketId, villani));
}

/** The recorded making of thirteen custom fields, without the tries at sequences that the CRM makes only afterwards. */
async function addCustomFields(url: string): Promise<void> {
  const script = await readFile(join(dumpsDirectory() ?? '', 'writes', 'crm-custom-fields.sql'), 'utf8');
  await runScript(url, script.replace(/^update (\w+_seq) set .*\n(?=create table \1 )/gim, ''));
}

async function replay(url: string, name: string): Promise<void> {
  await runScript(url, await readFile(join(dumpsDirectory() ?? '', 'writes', `${name}.sql`), 'utf8'));
}

async function checksums(knex: Knex): Promise<ReadonlyMap<string, string>> {
  const tables: string[] = await knex('information_schema.tables')
    .whereRaw("table_schema = DATABASE() AND table_type = 'BASE TABLE'")
    .orderBy('table_name')
    .pluck('table_name');
  const [rows] = (await knex.raw(`CHECKSUM TABLE ${tables.map(() => '??').join(', ')}`, tables)) as [
    { readonly Table: string; readonly Checksum: number }[],
  ];
  return new Map(rows.map((row) => [row.Table.replace(/^.*\./, ''), String(row.Checksum)]));
}

function changedTables(earlier: ReadonlyMap<string, string>, later: ReadonlyMap<string, string>): readonly string[] {
  return [...later.keys()].filter((table) => later.get(table) !== earlier.get(table)).sort();
}

/** All rows with every column; only what the clock and the request decide is replaced by its shape. */
async function rowsOf(knex: Knex, table: string): Promise<readonly Row[]> {
  const rows = (await knex(table)) as Row[];
  const masked = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, mask(key, value)])),
  );
  return masked.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

function mask(column: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (/^2026-11-23 07:44:3\d$/.test(value)) return '<time of the action>';
  if (column === 'request_id' && /^[a-zA-Z0-9]{3}[0-9a-f]{13}\d\.\d{8}$/.test(value)) return '<request>';
  // The recording has runs of blanks made one.
  return column === 'description' ? value.replace(/\s+/g, ' ') : value;
}
