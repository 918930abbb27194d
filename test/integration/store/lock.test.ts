import assert from 'node:assert/strict';
import type { Knex } from 'knex';
import { ConflictError } from '../../../src/core/errors.js';
import { withLock } from '../../../src/store/lock.js';
import { eachEmptyHost } from '../../support/empty-hosts.js';

eachEmptyHost('withLock', (open, databaseName) => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await open();
  });

  it('should let one run at a time and hand back what each returns', async () => {
    let running = 0;
    const work = (result: number) => async (): Promise<number> => {
      running += 1;
      assert.equal(running, 1);
      await knex.raw('SELECT 1');
      running -= 1;
      return result;
    };
    const results = await Promise.all([1, 2, 3].map((result) => withLock(knex, 'step', work(result))));
    assert.deepEqual(results, [1, 2, 3]);
  });

  it('should be free again after a failure', async () => {
    const failing = withLock(knex, 'step', async () => {
      throw new Error('broken');
    });
    await assert.rejects(failing, /broken/);
    assert.equal(await withLock(knex, 'step', async () => 'done'), 'done');
  });

  it('should not hold up a step of another name', async () => {
    const inner = await withLock(knex, 'outer', () => withLock(knex, 'inner', async () => 'done'));
    assert.equal(inner, 'done');
  });

  // Within one process there is nothing to wait for in vain: SQLite's steps queue up.
  if (databaseName === 'MariaDB')
    it('should refuse when the lock stays taken', async () => {
      await withLock(knex, 'step', async () => {
        await assert.rejects(
          withLock(knex, 'step', async () => 'never', 0),
          ConflictError,
        );
      });
    });
});
