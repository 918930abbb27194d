import assert from 'node:assert/strict';
import { RememberStore } from '../../../src/store/remember-store.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

eachStore('RememberStore', (buildStore) => {
  let database: StoreDatabase;
  let clock: TestClock;
  let remembered: RememberStore;

  beforeEach(async () => {
    database = await buildStore();
    clock = buildClock();
    remembered = new RememberStore(database.knex, clock);
  });
  afterEach(() => database.close());

  async function nextToken(token: string): Promise<string> {
    const visit = await remembered.use(token);
    assert.ok(visit?.kind === 'remembered' && visit.token !== undefined);
    assert.equal(visit.contactId, 3);
    return visit.token;
  }

  describe('#use', () => {
    it('should hand out a new token each time and keep none in clear', async () => {
      const first = await remembered.issue(3);
      const second = await nextToken(first);
      const third = await nextToken(second);
      assert.equal(new Set([first, second, third]).size, 3);
      const rows = JSON.stringify(await database.knex('portal_remember'));
      for (const token of [first, second, third]) assert.ok(!rows.includes(token));
    });

    it('should revoke the whole family when a used token comes back later', async () => {
      const first = await remembered.issue(3);
      const second = await nextToken(first);
      clock.pass(10_001);
      assert.deepEqual(await remembered.use(first), { kind: 'reused', contactId: 3 });
      assert.equal(await remembered.use(second), undefined);
    });

    it('should leave other families of the contact alone', async () => {
      const stolen = await remembered.issue(3);
      const phone = await remembered.issue(3);
      await nextToken(stolen);
      clock.pass(60_000);
      await remembered.use(stolen);
      await nextToken(phone);
    });

    it('should bear parallel requests of one browser: one successor, nobody thrown out', async () => {
      const token = await remembered.issue(3);
      const visits = await Promise.all(Array.from({ length: 8 }, () => remembered.use(token)));
      assert.ok(visits.every((visit) => visit?.kind === 'remembered'));
      const successors = visits.flatMap((visit) => (visit?.kind === 'remembered' && visit.token ? [visit.token] : []));
      assert.equal(successors.length, 1);
      await nextToken(successors[0] ?? '');
    });

    it('should end 30 days after the sign-in, however often it was used', async () => {
      const first = await remembered.issue(3);
      clock.pass(29 * 86_400_000);
      const second = await nextToken(first);
      clock.pass(86_400_000);
      assert.equal(await remembered.use(second), undefined);
    });

    it('should know nothing of other tokens', async () => {
      assert.equal(await remembered.use('x'.repeat(43)), undefined);
      assert.equal(await remembered.use(''), undefined);
    });
  });

  describe('#revoke', () => {
    it('should end the family of the token only', async () => {
      const [one, two] = [await remembered.issue(3), await remembered.issue(3)];
      await remembered.revoke(one);
      assert.equal(await remembered.use(one), undefined);
      await nextToken(two);
    });
  });
});
