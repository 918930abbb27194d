import assert from 'node:assert/strict';
import { RememberStore } from '../../../src/store/remember-store.js';
import { SessionStore, sessionHandle } from '../../../src/store/session-store.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

const MINUTE = 60_000;

eachStore('sessions of one contact', (buildStore) => {
  let database: StoreDatabase;
  let clock: TestClock;
  let sessions: SessionStore;
  let remembered: RememberStore;

  beforeEach(async () => {
    database = await buildStore();
    clock = buildClock();
    sessions = new SessionStore(database.knex, clock);
    remembered = new RememberStore(database.knex, clock);
  });
  afterEach(() => database.close());

  const open = (contactId: number, userAgent: string, family?: string) =>
    sessions.create({ contactId, kind: 'full', accountId: 5, network: '192.0.2.1', userAgent, family });

  it('should list the live ones, the latest first, under handles that are no ids', async () => {
    await open(3, 'idle');
    clock.pass(29 * MINUTE);
    const one = await open(3, 'one', 'family-1');
    clock.pass(MINUTE);
    await open(3, 'two');
    await open(4, 'stranger');
    const list = await sessions.list(3);
    assert.deepEqual(
      list.map(({ userAgent, family }) => [userAgent, family]),
      [
        ['two', undefined],
        ['one', 'family-1'],
      ],
    );
    const handle = list[1]?.handle ?? '';
    assert.equal(handle, sessionHandle(one.id));
    assert.equal(await sessions.find(handle), undefined);
    assert.ok(!JSON.stringify(await database.knex('portal_session')).includes(handle));
  });

  it('should close one by its handle, for its own contact only', async () => {
    const [one, two] = [await open(3, 'one'), await open(3, 'two')];
    await sessions.close(4, sessionHandle(one.id));
    assert.ok(await sessions.find(one.id));
    await sessions.close(3, sessionHandle(one.id));
    assert.equal(await sessions.find(one.id), undefined);
    assert.ok(await sessions.find(two.id));
  });

  it('should name and end the families of remembered browsers', async () => {
    const [kept, ended] = [await remembered.issue(3, 'kept'), await remembered.issue(3, 'ended')];
    const strange = await remembered.issue(4, 'strange');
    assert.deepEqual([...(await remembered.families(3))].sort(), ['ended', 'kept']);
    await remembered.revokeFamilies(3, ['ended', 'strange']);
    assert.equal(await remembered.use(ended), undefined);
    const visit = await remembered.use(kept);
    assert.ok(visit?.kind === 'remembered' && visit.family === 'kept');
    assert.equal((await remembered.use(strange))?.kind, 'remembered');
  });
});
