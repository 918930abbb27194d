import assert from 'node:assert/strict';
import type { Knex } from 'knex';
import { eachHost, type TestHost } from '../support/databases.js';

eachHost('InventoryRepository', (buildHost) => {
  let test: TestHost;
  let knex: Knex;
  let quote: number;

  before(async () => {
    test = await buildHost();
    knex = test.database;
    ({ quoteid: quote } = await knex('vte_quotes').orderBy('quoteid').first('quoteid'));
  });

  after(() => test?.close());

  describe('#details', () => {
    it('should give every line and the taxes as they are stored, in two statements', async () => {
      const rows = await knex('vte_inventoryproductrel').where('id', quote).orderBy('sequence_no');
      const totals = await knex('vte_inventorytotals').where('id', quote).first();
      let statements = 0;
      const note = (): void => {
        statements += 1;
      };
      knex.on('query', note);
      const details = await test.host.inventory.details(quote);
      knex.removeListener('query', note);
      assert.equal(statements, 2);
      assert.ok(rows.length > 1);
      const numbers = (values: readonly unknown[]): number[] => values.map(Number);
      assert.deepEqual(
        details.lines.map((line) => numbers([line.itemId, line.quantity, line.listPrice, line.total])),
        rows.map((row) => numbers([row.productid, row.quantity, row.listprice, row.linetotal])),
      );
      assert.deepEqual(
        details.lines.map((line) => line.discountPercent),
        rows.map((row) => row.discount_percent),
      );
      assert.equal(Number(details.tax), Number(totals.tax_total));
      for (const line of details.lines) {
        const { displayname, setype } = await knex('vte_entity_displayname').where('crmid', line.itemId).first();
        assert.deepEqual([line.name, line.itemModule], [displayname, setype]);
        assert.match(line.number, /^(PRO|SER)\d+$/);
      }
    });

    it('should have no link for a deleted product, and keep a line whose product never was', async () => {
      const [first, second] = await knex('vte_inventoryproductrel').where('id', quote).orderBy('sequence_no');
      await knex('vte_crmentity').where('crmid', first.productid).update({ deleted: 1 });
      await knex('vte_inventoryproductrel').where('lineitem_id', second.lineitem_id).update({ productid: 999_999 });
      const { lines } = await test.host.inventory.details(quote);
      assert.equal(lines[0]?.itemModule, undefined);
      assert.notEqual(lines[0]?.name, '');
      assert.deepEqual([lines[1]?.itemModule, lines[1]?.name], [undefined, '']);
      assert.equal(Number(lines[1]?.total), Number(second.linetotal));
    });

    it('should be empty without rows, and where the tables are gone', async () => {
      await knex('vte_inventorytotals').where('id', quote).delete();
      assert.deepEqual(await test.host.inventory.details(quote).then(({ tax, shippingTax }) => [tax, shippingTax]), [
        null,
        null,
      ]);
      assert.deepEqual(await test.host.inventory.details(999_999), { lines: [], tax: null, shippingTax: null });
      await knex.schema.renameTable('vte_inventoryproductrel', 'vte_gone');
      try {
        assert.deepEqual((await test.host.inventory.details(quote)).lines, []);
      } finally {
        await knex.schema.renameTable('vte_gone', 'vte_inventoryproductrel');
      }
    });
  });
});
