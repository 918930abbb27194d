import assert from 'node:assert/strict';
import { type Connection, createConnection, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import { createWallClock } from '../../src/core/clock.js';
import { silentLogger } from '../../src/core/logger.js';
import type { HostAdapter } from '../../src/host/host-adapter.js';
import { createVtenextAdapter } from '../../src/host/vtenext/vtenext-adapter.js';
import { dumpsDirectory, loadDump, mariadbUrl, type TestDatabase, testZone } from '../support/databases.js';

const author = { contactId: 21, name: 'Villani Francesco', email: 'francesco.villani@bellavista.example' };
const perSide = 20;

const isConfigured = mariadbUrl() !== undefined && dumpsDirectory() !== undefined;

(isConfigured ? describe : describe.skip)('Ids under load (MariaDB)', function suite() {
  this.timeout(120_000);
  let database: TestDatabase;
  let host: HostAdapter;

  beforeEach(async () => {
    database = await loadDump('demo');
    const wallClock = createWallClock(testZone);
    const options = {
      knex: database.knex,
      id: 'vtenext',
      wallClock,
      storageDir: '/nonexistent',
      log: silentLogger,
    } as const;
    host = await createVtenextAdapter(options);
  });

  afterEach(() => database.drop());

  it('should give out every id and number once while the CRM creates tickets too', async () => {
    const [highest] = await database.knex('vte_crmentity').max({ id: 'crmid' });
    const ours = Array.from({ length: perSide }, (_, index) => createByPortal(host, index));
    await Promise.all([...ours, ...(await crmProcesses(database.url))]);

    const made = await database.knex('vte_troubletickets').where('ticketid', '>', highest?.id).orderBy('ticketid');
    const numbers = made.map((row) => Number(row.ticket_no.replace('TT', ''))).sort((a, b) => a - b);
    assert.equal(made.length, 2 * perSide);
    assert.deepEqual(
      numbers,
      Array.from({ length: 2 * perSide }, (_, index) => 6 + index),
    );
    const entities = await database.knex('vte_crmentity').where('crmid', '>', highest?.id).pluck('crmid');
    assert.deepEqual(entities.sort(), made.map((row) => row.ticketid).sort());
    const logs = await database.knex('vte_changelog').whereIn('parent_id', entities).pluck('changelogid');
    assert.equal(new Set(logs).size, 2 * perSide);
  });
});

async function createByPortal(host: HostAdapter, index: number): Promise<void> {
  const reservation = await host.tickets.reserve();
  const values = { ticket_title: `Portal ${index}`, description: '', ticketstatus: 'Open', parent_id: '21' };
  await host.transaction((trx) => host.tickets.create(trx, reservation, values, author));
}

/** Four processes of the CRM, each with a connection of its own that creates five tickets in a row. */
async function crmProcesses(url: string): Promise<Promise<void>[]> {
  const connections = await Promise.all(Array.from({ length: 4 }, () => createConnection({ uri: url })));
  return connections.map(async (connection) => {
    try {
      await connection.query("SET SESSION sql_mode = ''");
      for (let index = 0; index < perSide / 4; index += 1) await createByCrm(connection);
    } finally {
      await connection.end();
    }
  });
}

/** Takes ids and numbers as the CRM does: LAST_INSERT_ID on the sequence, and the number's whole table locked. */
async function createByCrm(connection: Connection): Promise<void> {
  const id = await takeId(connection, 'vte_crmentity_seq');
  await connection.query(
    "INSERT INTO vte_crmentity (crmid, smcreatorid, smownerid, setype, createdtime, modifiedtime) VALUES (?, 1, 1, 'HelpDesk', NOW(), NOW())",
    [id],
  );
  await connection.query('LOCK TABLES vte_modentity_num WRITE');
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT cur_id, prefix FROM vte_modentity_num WHERE semodule = 'HelpDesk' AND active = 1",
  );
  const current = rows[0]?.cur_id as string;
  await connection.query(
    "UPDATE vte_modentity_num SET cur_id = ? WHERE cur_id = ? AND active = 1 AND semodule = 'HelpDesk'",
    [String(Number(current) + 1), current],
  );
  await connection.query('UNLOCK TABLES');
  await connection.query("INSERT INTO vte_troubletickets (ticketid, ticket_no, title) VALUES (?, ?, 'CRM')", [
    id,
    `TT${current}`,
  ]);
  await connection.query('INSERT INTO vte_ticketcf (ticketid) VALUES (?)', [id]);
  const log = await takeId(connection, 'vte_changelog_seq');
  await connection.query('INSERT INTO vte_changelog (changelogid, parent_id) VALUES (?, ?)', [log, id]);
}

async function takeId(connection: Connection, sequence: string): Promise<number> {
  const [answer] = await connection.query<ResultSetHeader>(`UPDATE ${sequence} SET id = LAST_INSERT_ID(id + 1)`);
  return answer.insertId;
}
