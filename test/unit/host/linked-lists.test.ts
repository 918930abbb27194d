import assert from 'node:assert/strict';
import { silentLogger } from '../../../src/core/logger.js';
import { openDatabase } from '../../../src/host/connection.js';
import { narrowByLinks, readLinkedLists } from '../../../src/host/metadata/linked-lists.js';
import { parseField } from '../../../src/host/metadata/parse-field.js';
import { buildField } from '../../support/field-builders.js';

const COLUMNS = ['id', 'module', 'picksrc', 'pickdest', 'picksrc_id', 'pickdest_ids'];
const values = ['Fermo', 'Rumore', 'Fattura'].map((value) => ({ value }));
const part = buildField(300, { name: 'part' });

describe('Linked lists', () => {
  const read = async (rows: readonly (readonly unknown[])[]) => {
    const knex = openDatabase('sqlite::memory:', { log: silentLogger });
    await knex.schema.createTable('vte_linkedlist', (table) => {
      for (const column of COLUMNS) table.string(column);
    });
    await knex('vte_linkedlist').insert(
      rows.map((row) => Object.fromEntries(COLUMNS.map((column, index) => [column, row[index]]))),
    );
    const links = await readLinkedLists(knex, 'vte_', new Map([['vte_linkedlist', new Map()]]));
    await knex.destroy();
    return links;
  };

  it('should offer beside a value only those the CRM links to it', async () => {
    const links = await read([[1, 'HelpDesk', 'area', 'part', 'Machine', '["Fermo","Rumore"]']]);
    const beside = (area: string | null) => narrowByLinks(values, part, links, { area }).map((entry) => entry.value);
    assert.deepEqual(beside('Machine'), ['Fermo', 'Rumore']);
    assert.deepEqual(beside('Office'), ['Fermo', 'Rumore', 'Fattura']);
    assert.deepEqual(beside(null), ['Fermo', 'Rumore', 'Fattura']);
    assert.equal(
      narrowByLinks(values, buildField(300, { name: 'part', module: 'Assets' }), links, { area: 'Machine' }).length,
      3,
    );
  });

  it('should refuse a combination the CRM forbids, but not an empty choice', async () => {
    const links = await read([[1, 'HelpDesk', 'area', 'part', 'Machine', '{"0":"Fermo"}']]);
    const parse = (input: string) => {
      const picklist = narrowByLinks(values, part, links, { area: 'Machine' });
      return parseField(part, input, { language: 'it', picklist, inputs: {} }, { isMandatory: false });
    };
    assert.deepEqual(parse('Fermo'), { ok: true, value: 'Fermo' });
    assert.deepEqual(parse('Fattura'), { ok: false, code: 'choice' });
    assert.deepEqual(parse(''), { ok: true, value: '' });
  });

  it('should forbid nothing by a row it cannot read', async () => {
    const links = await read([
      [1, 'HelpDesk', 'area', 'part', 'Machine', 'a:1:{i:0;s:5:"Fermo";}'],
      [2, 'HelpDesk', null, 'part', 'Machine', '[]'],
      [3, null, 'area', null, null, null],
    ]);
    assert.equal(narrowByLinks(values, part, links, { area: 'Machine' }).length, 3);
  });

  it('should be empty where the CRM has no such table', async () => {
    const knex = openDatabase('sqlite::memory:', { log: silentLogger });
    assert.equal((await readLinkedLists(knex, 'vte_', new Map())).size, 0);
    await knex.destroy();
  });
});
