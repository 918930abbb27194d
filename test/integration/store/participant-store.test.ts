import assert from 'node:assert/strict';
import { ParticipantStore } from '../../../src/store/participant-store.js';
import { buildClock, eachStore, type StoreDatabase, type TestClock } from '../../support/store-databases.js';

const ada = { ticketId: 8, contactId: 3, addedBy: 4 };

eachStore('ParticipantStore', (buildStore) => {
  let database: StoreDatabase;
  let clock: TestClock;
  let participants: ParticipantStore;

  beforeEach(async () => {
    database = await buildStore();
    clock = buildClock();
    participants = new ParticipantStore(database.knex, clock);
  });
  afterEach(() => database.close());

  const add = (change: Partial<typeof ada> = {}): Promise<number | undefined> =>
    database.knex.transaction((trx) => participants.add(trx, { ...ada, ...change }));

  it('should add somebody once, and tell when', async () => {
    assert.equal(await add(), clock.now());
    clock.pass(1000);
    assert.equal(await add({ addedBy: 5 }), undefined);
    assert.equal(await participants.count(8), 1);
    const rows = await database.knex('portal_participant');
    assert.deepEqual(
      rows.map((row) => [row.ticket_id, row.contact_id, row.added_by]),
      [[8, 3, 4]],
    );
  });

  it('should go on with the transaction in which somebody took part already', async () => {
    await add();
    await database.knex.transaction(async (trx) => {
      assert.equal(await participants.add(trx, ada), undefined);
      await participants.add(trx, { ...ada, contactId: 6 });
    });
    assert.equal(await participants.count(8), 2);
  });

  it('should take off one and nobody else, also twice', async () => {
    await add();
    await add({ contactId: 6 });
    await add({ ticketId: 9 });
    for (let time = 0; time < 2; time += 1) await database.knex.transaction((trx) => participants.remove(trx, 8, 3));
    assert.deepEqual([await participants.count(8), await participants.count(9)], [1, 1]);
    assert.equal(await add(), clock.now());
  });
});
