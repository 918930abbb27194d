import assert from 'node:assert/strict';
import { createConnection } from 'mysql2/promise';
import { HostUnavailableError } from '../../src/core/errors.js';
import { silentLogger } from '../../src/core/logger.js';
import { openDatabase } from '../../src/host/connection.js';
import { classifyDbError } from '../../src/host/db-errors.js';
import { runTransaction } from '../../src/host/transaction.js';
import { createDatabase, mariadbUrl, type TestDatabase } from '../support/databases.js';

describe('runTransaction (SQLite)', () => {
  it('should leave nothing of a failed transaction', async () => {
    const knex = openDatabase('sqlite::memory:', { log: silentLogger });
    await knex.schema.createTable('thing', (table) => table.integer('id').primary());
    const failing = runTransaction(
      knex,
      async (trx) => {
        await trx('thing').insert({ id: 1 });
        throw new Error('refused');
      },
      silentLogger,
    );
    await assert.rejects(failing, { message: 'refused' });
    assert.deepEqual(await knex('thing'), []);
    await knex.destroy();
  });

  it('should name a doubled key by its kind', async () => {
    const knex = openDatabase('sqlite::memory:', { log: silentLogger });
    await knex.schema.createTable('thing', (table) => table.integer('id').primary());
    await knex('thing').insert({ id: 1 });
    const error = await knex('thing')
      .insert({ id: 1 })
      .then(
        () => undefined,
        (reason: unknown) => reason,
      );
    assert.equal(classifyDbError(error), 'unique');
    await knex.destroy();
  });
});

describe('openDatabase', () => {
  it('should answer with HostUnavailableError within the bounds when no server is there', async () => {
    const knex = openDatabase('mysql://root@127.0.0.1:1/none', { log: silentLogger });
    const started = Date.now();
    await assert.rejects(
      runTransaction(knex, (trx) => trx.raw('SELECT 1'), silentLogger),
      HostUnavailableError,
    );
    assert.ok(Date.now() - started < 5000);
    await knex.destroy();
  });
});

(mariadbUrl() === undefined ? describe.skip : describe)('runTransaction (MariaDB)', function suite() {
  this.timeout(30_000);
  let database: TestDatabase;

  before(async () => {
    database = await createDatabase();
  });
  beforeEach(async () => {
    await database.knex.schema.dropTableIfExists('thing');
    await database.knex.schema.createTable('thing', (table) => {
      table.integer('id').primary();
      table.integer('count').notNullable();
    });
    await database.knex('thing').insert([1, 2, 3, 4, 5, 6].map((id) => ({ id, count: 0 })));
  });
  after(() => database.drop());

  it('should repeat the whole transaction after a real deadlock', async () => {
    const other = await createConnection({ uri: database.url });
    let attempts = 0;
    let rival: Promise<unknown> | undefined;
    await runTransaction(
      database.knex,
      async (trx) => {
        attempts += 1;
        await trx('thing').where({ id: 1 }).increment('count', 1);
        if (attempts === 1) {
          await other.query('BEGIN');
          // The engine ends the transaction that has changed fewer rows: ours.
          await other.query('UPDATE thing SET count = 10 WHERE id > 1');
          rival = other.query('UPDATE thing SET count = count + 10 WHERE id = 1').then(() => other.query('COMMIT'));
          await isWaiting(database, 1);
        }
        await trx('thing').where({ id: 2 }).increment('count', 1);
      },
      silentLogger,
    );
    await rival;
    await other.end();
    assert.equal(attempts, 2);
    assert.deepEqual(await database.knex('thing').whereIn('id', [1, 2]).orderBy('id').pluck('count'), [11, 11]);
  });

  it('should never repeat what failed once COMMIT was sent', async () => {
    let attempts = 0;
    const lost = runTransaction(
      database.knex,
      async (trx) => {
        attempts += 1;
        await trx('thing').where({ id: 1 }).increment('count', 1);
        const [[row]] = (await trx.raw('SELECT CONNECTION_ID() AS id')) as [[{ id: number }]];
        await killConnection(database.url, row.id);
      },
      silentLogger,
    );
    await assert.rejects(lost, HostUnavailableError);
    assert.equal(attempts, 1);
    assert.equal((await database.knex('thing').where({ id: 1 }).first())?.count, 0);
  });

  it('should give up after three repeats and leave nothing', async () => {
    let attempts = 0;
    const hopeless = runTransaction(
      database.knex,
      async (trx) => {
        attempts += 1;
        await trx('thing').where({ id: 3 }).increment('count', 1);
        throw Object.assign(new Error('deadlock'), { errno: 1213, code: 'ER_LOCK_DEADLOCK' });
      },
      silentLogger,
    );
    await assert.rejects(hopeless, { errno: 1213 });
    assert.equal(attempts, 4);
    assert.equal((await database.knex('thing').where({ id: 3 }).first())?.count, 0);
  });

  it('should open sessions with the mode of the CRM and leave the time zone alone', async () => {
    const row = await database.knex.first<{ mode: string; zone: string; level: string }>(
      database.knex.raw('@@session.sql_mode AS mode, @@session.time_zone AS zone, @@session.tx_isolation AS level'),
    );
    assert.deepEqual({ ...row }, { mode: '', zone: 'SYSTEM', level: 'READ-COMMITTED' });
  });

  it('should end a statement that takes too long, and go on with the next', async () => {
    const knex = openDatabase(database.url, { log: silentLogger, statementTimeout: 600, poolMax: 1 });
    const slow = runTransaction(knex, (trx) => trx.raw('SELECT SLEEP(30)'), silentLogger);
    await assert.rejects(slow, HostUnavailableError);
    assert.equal((await knex('thing').where({ id: 3 }).first())?.count, 0);
    await knex.destroy();
  });
});

/** Waits until that many transactions of the server wait for a lock. */
async function isWaiting(database: TestDatabase, count: number): Promise<void> {
  for (;;) {
    const waiting = await database.knex('information_schema.innodb_trx').where({ trx_state: 'LOCK WAIT' });
    if (waiting.length >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function killConnection(url: string, id: number): Promise<void> {
  const connection = await createConnection({ uri: url });
  await connection.query('KILL ?', [id]);
  await connection.end();
}
