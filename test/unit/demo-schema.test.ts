import assert from 'node:assert/strict';
import { openDemoDatabase } from '../../src/host/demo/demo-database.js';
import { parseTable } from '../../src/host/demo/parse-table.js';
import { createStatements } from '../../src/host/demo/schema/create-statements.js';
import { parseSchema } from '../../src/host/demo/schema/parse-schema.js';

const sample = `
vte_thing
  id int(19)! =0, title varchar(50)!, price decimal(5,2), made timestamp =0000-00-00 00:00:00,
  home varchar(9) =A,B, status varchar(20) =In Service
  key id
  unique title
  index price made+home
`;

describe('parseTable', () => {
  it('should read cells, skipping comments and empty lines', () => {
    assert.deepEqual(parseTable('\n # note\n a | | c\n\n d \n', ['x', 'y', 'z']), [
      { x: 'a', y: '', z: 'c' },
      { x: 'd', y: '', z: '' },
    ]);
  });

  it('should refuse a row with more cells than columns', () => {
    assert.throws(() => parseTable('a | b', ['x']), /too many cells/);
  });
});

describe('parseSchema', () => {
  it('should read columns, keys and indexes', () => {
    const [table] = parseSchema(sample);
    assert.deepEqual(
      table?.columns.map(({ name, type, isRequired, defaultValue }) => [name, type, isRequired, defaultValue]),
      [
        ['id', 'int(19)', true, '0'],
        ['title', 'varchar(50)', true, undefined],
        ['price', 'decimal(5,2)', false, undefined],
        ['made', 'timestamp', false, '0000-00-00 00:00:00'],
        ['home', 'varchar(9)', false, 'A,B'],
        ['status', 'varchar(20)', false, 'In Service'],
      ],
    );
    assert.deepEqual(
      [table?.key, table?.uniques, table?.indexes],
      [['id'], [['title']], [['price'], ['made', 'home']]],
    );
  });

  it('should refuse what is no column', () => {
    assert.throws(() => parseSchema('vte_thing\n  id'), /not a column/);
  });
});

describe('createStatements', () => {
  it('should make a table that takes the defaults of the CRM and ignores case', async () => {
    const database = openDemoDatabase(':memory:');
    const [table] = parseSchema(sample);
    for (const statement of table === undefined ? [] : createStatements(table)) await database.raw(statement);
    await database('vte_thing').insert({ id: 1 });
    const rows = await database('vte_thing').where({ home: 'a,b' });
    await database.destroy();
    assert.deepEqual(rows, [
      { id: 1, title: '', price: null, made: '0000-00-00 00:00:00', home: 'A,B', status: 'In Service' },
    ]);
  });
});
