import assert from 'node:assert/strict';
import { eachHost, type TestHost } from '../support/databases.js';
import { columnOf, idsOf, RecordLister } from '../support/record-lister.js';

eachHost('Search of records', (buildHost) => {
  let test: TestHost;
  let lister: RecordLister;

  before(async () => {
    test = await buildHost();
    lister = await RecordLister.create(test);
  });

  after(() => test?.close());

  it('should find by text without case and accents, and take wildcards as signs', async () => {
    const all = idsOf(await lister.list());
    assert.ok((await lister.search('ticket_title', 'RÌCHIESTA')).length > 0);
    assert.deepEqual(await lister.search('ticket_title', '%'), []);
    assert.deepEqual(await lister.search('ticket_title', "' or 1=1 -- "), []);
    for (const name of ['ticket_title', 'ticketstatus', 'parent_id', 'assigned_user_id', 'createdtime', 'hours']) {
      assert.deepEqual(await lister.search(name, '😀'), [], name);
    }
    assert.deepEqual(await lister.search('ticket_no', 'tt'), all);
  });

  it('should find by translated values, names, shown dates and numbers', async () => {
    const open = columnOf(
      await lister.list({ filters: [{ field: lister.field('ticketstatus'), contains: 'apert', values: ['Open'] }] }),
      'ticketstatus',
    );
    assert.deepEqual([...new Set(open)], ['Open']);
    assert.ok((await lister.search('parent_id', 'villani')).length > 0);
    assert.ok((await lister.search('assigned_user_id', 'administrator')).length > 0);
    const [record] = (await lister.list({ fields: [lister.field('createdtime')] })).records;
    const [date = '', time = ''] = String(record?.values.createdtime).split(' ');
    const shown = `${date.split('-').reverse().join('-')} ${time}`;
    assert.ok((await lister.search('createdtime', shown)).includes(record?.id ?? 0));
    assert.ok((await lister.search('createdtime', shown.slice(0, 10).replaceAll('-', '/'))).includes(record?.id ?? 0));
    assert.deepEqual(await lister.search('createdtime', '00-00-0000'), []);
    await test.database('vte_troubletickets').where('ticketid', record?.id).update({ hours: 7.25 });
    assert.deepEqual(await lister.search('hours', '7,2'), [record?.id]);
    assert.deepEqual(await lister.search('hours', '7.25'), [record?.id]);
  });

  it('should search everything with any of the columns', async () => {
    const anyOf = ['ticket_title', 'parent_id', 'assigned_user_id', 'ticket_no'].map((name) => ({
      field: lister.field(name),
      contains: 'villani',
      values: [],
    }));
    const { total } = await lister.list({ anyOf });
    assert.ok(total > 0);
  });

  it('should show a value that is in no list any more and find it by its text', async () => {
    const [id = 0] = idsOf(await lister.list());
    await test.database('vte_troubletickets').where('ticketid', id).update({ status: 'Vecchio stato' });
    assert.deepEqual(await lister.search('ticketstatus', 'vecchio'), [id]);
    await test.database('vte_troubletickets').where('ticketid', id).update({ status: 'Open' });
  });
});
