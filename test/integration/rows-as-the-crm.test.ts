import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { createWallClock } from '../../src/core/clock.js';
import { silentLogger } from '../../src/core/logger.js';
import type { Author, ConfidentialAnswer, ConfidentialOutcome, HostAdapter } from '../../src/host/host-adapter.js';
import { encodePortalPassword } from '../../src/host/vtenext/portal-password.js';
import { createVtenextAdapter } from '../../src/host/vtenext/vtenext-adapter.js';
import { changedTables, checksums } from '../support/checksums.js';
import { openConfidential } from '../support/confidential.js';
import { dumpsDirectory, loadDump, mariadbUrl, runScript, type TestDatabase, testZone } from '../support/databases.js';
import { ofTicket } from '../support/document-places.js';
import { replay as replayRecorded } from '../support/recorded-statements.js';

const recordedAt = Date.parse('2026-11-23T06:44:32Z');
const villani: Author = {
  contactId: 21,
  name: 'Villani Francesco',
  email: 'francesco.villani@bellavista.example',
};
const fileName = 'errore_display.txt';
/** What the CRM stored of the secret of `portal-confidential-answer` (NOTES.md there). */
const RECORDED_ANSWER = 'F/pYARKl6vcBwrGpsNnBFBjX9gpx6Hd8tMb4jQax4uTBJCNwjhkzEa+U11T7K20h';

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

  it('should answer a request for confidential data with the rows the CRM leaves, which its own page can open', async () => {
    const secret = 'La password è: Pannello-42 €';
    const password = 'Parola-Riservata-1';
    const fill = (sql: string): string =>
      sql
        .replace(/<CONF_PASSWORD[^>]*>/, encodePortalPassword(password))
        .replace(/<CONF_DATA: base64 AES of the answer[^>]*>/, RECORDED_ANSWER);
    for (const { url, knex } of [crm, portal]) {
      await replayRecorded(url, 'crm-confidential-request', fill);
      // The recordings before this one took ids and told the assignee of the ticket.
      await knex('vte_ticketcomments_seq').update({ id: 6 });
      await knex('vte_changelog_seq').update({ id: 49 });
      await knex('vte_modnotifications').where({ modnotificationsid: 4 }).update({ related_to: 27, smownerid: 1 });
    }
    before = await checksums(crm.knex);
    await replayRecorded(crm.url, 'portal-confidential-answer', fill);
    const host = await openHost(portal.knex, storageDir, Date.parse('2026-11-23T08:07:42Z'));
    const answer = { requestId: 6, data: secret, text: 'Ecco il dato richiesto.' };
    assert.equal(await answerConfidential(host, answer), 'done');
    for (const { knex } of [crm, portal]) {
      const row = await knex('vte_ticketcomments').where({ commentid: 7 }).first();
      assert.equal(openConfidential(password, row.conf_data), secret);
      await knex('vte_ticketcomments').where({ commentid: 7 }).update({ conf_data: 'opened' });
    }
    await assertSameRows('portal-confidential-answer');
    assert.equal(await answerConfidential(host, answer), 'answered');
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

function openHost(knex: Knex, storageDir: string, at = recordedAt): Promise<HostAdapter> {
  const wallClock = createWallClock(testZone, { now: () => at });
  return createVtenextAdapter({ knex, id: 'vtenext', wallClock, storageDir, log: silentLogger });
}

async function comment(host: HostAdapter, ticketId: number): Promise<void> {
  const reservation = await host.tickets.reserveChange(ticketId, { withComment: true });
  await host.transaction((trx) => host.tickets.addComment(trx, reservation, ticketId, 'Commento di prova', villani));
}

async function answerConfidential(host: HostAdapter, answer: ConfidentialAnswer): Promise<ConfidentialOutcome> {
  const reservation = await host.tickets.reserveChange(27, { withComment: true });
  return host.transaction((trx) => host.tickets.answerConfidential(trx, reservation, 27, answer, villani, () => true));
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
  await host.transaction((trx) => host.documents.create(trx, reservation, file, path, ofTicket(ticketId), villani));
}

/** The recorded making of thirteen custom fields, without the tries at sequences that the CRM makes only afterwards. */
async function addCustomFields(url: string): Promise<void> {
  const script = await readFile(join(dumpsDirectory() ?? '', 'writes', 'crm-custom-fields.sql'), 'utf8');
  await runScript(url, script.replace(/^update (\w+_seq) set .*\n(?=create table \1 )/gim, ''));
}

async function replay(url: string, name: string): Promise<void> {
  await runScript(url, await readFile(join(dumpsDirectory() ?? '', 'writes', `${name}.sql`), 'utf8'));
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
