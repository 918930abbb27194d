import assert from 'node:assert/strict';
import { ThrottleStore } from '../../../src/store/throttle-store.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

const WINDOW = 15 * 60_000;

eachStore('ThrottleStore', (buildStore) => {
  let database: StoreDatabase;
  let clock: TestClock;
  let throttle: ThrottleStore;

  beforeEach(async () => {
    database = await buildStore();
    clock = buildClock();
    throttle = new ThrottleStore(database.knex, clock);
  });
  afterEach(() => database.close());

  describe('#hit', () => {
    it('should count parallel tries one by one and let exactly the limit pass', async () => {
      const hits = await Promise.all(Array.from({ length: 25 }, () => throttle.hit('a', 10, WINDOW)));
      assert.deepEqual(
        hits.map((hit) => hit.count).sort((left, right) => left - right),
        Array.from({ length: 25 }, (_, index) => index + 1),
      );
      assert.equal(hits.filter((hit) => !hit.isOver).length, 10);
    });

    it('should be shared by all processes', async () => {
      await throttle.hit('a', 1, WINDOW);
      const other = new ThrottleStore(database.knex, clock);
      assert.equal((await other.hit('a', 1, WINDOW)).isOver, true);
    });

    it('should keep names apart, byte for byte', async () => {
      await throttle.hit('name', 1, WINDOW);
      for (const name of ['NAME', 'namé', 'nam']) assert.equal((await throttle.hit(name, 1, WINDOW)).count, 1, name);
    });

    it('should say how long to wait, and start again after the window', async () => {
      await throttle.hit('a', 1, WINDOW);
      clock.pass(WINDOW - 5_000);
      const over = await throttle.hit('a', 1, WINDOW);
      assert.deepEqual(over, { count: 2, isOver: true, retryAfter: 5 });
      clock.pass(5_000);
      assert.deepEqual(await throttle.hit('a', 1, WINDOW), { count: 1, isOver: false, retryAfter: WINDOW / 1000 });
    });
  });

  describe('#giveBack', () => {
    it('should take one try back, never below none', async () => {
      await throttle.hit('a', 5, WINDOW);
      await throttle.giveBack('a');
      await throttle.giveBack('a');
      await throttle.giveBack('unknown');
      assert.equal((await throttle.hit('a', 5, WINDOW)).count, 1);
    });
  });
});
