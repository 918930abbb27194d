import assert from 'node:assert/strict';
import { ListChoiceStore } from '../../../src/store/list-choice-store.js';
import { buildClock, eachStore, type StoreDatabase } from '../../support/store-databases.js';

eachStore('ListChoiceStore', (buildStore) => {
  let database: StoreDatabase;
  let store: ListChoiceStore;

  beforeEach(async () => {
    database = await buildStore();
    store = new ListChoiceStore(database.knex, buildClock());
  });
  afterEach(() => database.close());

  it('should keep columns for one contact and module, and forget them', async () => {
    await store.setColumns(3, 'HelpDesk', ['ticket_no', 'ticket_title']);
    await store.setColumns(3, 'HelpDesk', ['ticket_title']);
    assert.deepEqual((await store.of(3, 'HelpDesk')).columns, ['ticket_title']);
    assert.equal((await store.of(4, 'HelpDesk')).columns, undefined);
    assert.equal((await store.of(3, 'Quotes')).columns, undefined);
    await store.setColumns(3, 'HelpDesk', []);
    assert.equal((await store.of(3, 'HelpDesk')).columns, undefined);
  });

  it('should replace a view of the same name and list them by name', async () => {
    await store.saveView(3, 'HelpDesk', 'Urgenti', 'q=linea');
    await store.saveView(3, 'HelpDesk', 'Aperte', 'f.ticketstatus=aperto');
    await store.saveView(3, 'HelpDesk', 'Urgenti', 'q=forno');
    const { views } = await store.of(3, 'HelpDesk');
    assert.deepEqual(
      views.map(({ name, query }) => [name, query]),
      [
        ['Aperte', 'f.ticketstatus=aperto'],
        ['Urgenti', 'q=forno'],
      ],
    );
  });

  it('should remove only a view of one’s own', async () => {
    await store.saveView(3, 'HelpDesk', 'Urgenti', 'q=linea');
    const id = (await store.of(3, 'HelpDesk')).views[0]?.id ?? 0;
    assert.equal(await store.removeView(4, 'HelpDesk', id), false);
    assert.equal(await store.removeView(3, 'Quotes', id), false);
    assert.equal(await store.removeView(3, 'HelpDesk', id), true);
    assert.deepEqual((await store.of(3, 'HelpDesk')).views, []);
  });
});
