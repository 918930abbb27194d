import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { isDemoSeeded, openDemoDatabase } from '../../src/host/demo/demo-database.js';

describe('DemoDatabase', () => {
  describe('#openDemoDatabase', () => {
    let database: Knex;
    beforeEach(() => {
      database = openDemoDatabase(':memory:');
    });
    afterEach(() => database.destroy());

    it("should run on knex's own dialect with another driver", async () => {
      assert.equal(database.client.driverName, 'better-sqlite3');
      assert.deepEqual(await database.raw('SELECT 1 AS one'), [{ one: 1 }]);
    });

    it('should check foreign keys and wait for locks', async () => {
      assert.deepEqual(await database.raw('PRAGMA foreign_keys'), [{ foreign_keys: 1 }]);
      assert.deepEqual(await database.raw('PRAGMA busy_timeout'), [{ timeout: 5000 }]);
    });

    it('should keep whole numbers whole in text columns', async () => {
      await database.raw('CREATE TABLE flags (flag varchar(3), amount decimal(5,2))');
      await database('flags').insert([
        { flag: 0, amount: 1.25 },
        { flag: true, amount: 2 },
      ]);
      assert.deepEqual(await database('flags').select(), [
        { flag: '0', amount: 1.25 },
        { flag: '1', amount: 2 },
      ]);
    });

    it('should undo a failed transaction', async () => {
      await database.raw('CREATE TABLE things (id int)');
      const failing = database.transaction(async (trx) => {
        await trx('things').insert({ id: 1 });
        throw new Error('no');
      });
      await assert.rejects(failing, /no/);
      assert.deepEqual(await database('things').select(), []);
    });

    it('should keep a write-ahead log beside a file', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'portal-demo-'));
      const file = openDemoDatabase(join(folder, 'demo.sqlite'));
      const mode = await file.raw('PRAGMA journal_mode');
      await file.destroy();
      await rm(folder, { recursive: true });
      assert.deepEqual(mode, [{ journal_mode: 'wal' }]);
    });
  });

  describe('#isDemoSeeded', () => {
    it('should be false for an empty file', async () => {
      const database = openDemoDatabase(':memory:');
      assert.equal(await isDemoSeeded(database), false);
      await database.destroy();
    });
  });
});
