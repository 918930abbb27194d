import assert from 'node:assert/strict';
import type { LinesView } from '../../../src/core/lines-view-types.js';
import { presentLines } from '../../../src/features/inventory/lines-presenter.js';
import { TOTAL_FIELDS } from '../../../src/features/inventory/total-fields.js';
import type { PresenterContext } from '../../../src/features/present-context.js';
import type { InventoryLine } from '../../../src/host/host-adapter.js';
import type { StoredValue } from '../../../src/host/metadata/field-kind.js';
import { buildMetadataSource, buildModule } from '../../support/access-builders.js';

const context: PresenterContext = {
  language: 'it',
  t: (key) => String(key),
  labels: buildMetadataSource([]).current.labels,
  zone: 'Europe/Rome',
  path: (path) => `/portal${path}`,
};

function line(changes: Partial<InventoryLine>): InventoryLine {
  return {
    itemId: 7,
    itemModule: 'Products',
    name: 'Rullo',
    number: '',
    unit: undefined,
    quantity: '1.500',
    listPrice: '1234.500',
    discountPercent: null,
    discountAmount: null,
    tax: null,
    total: '1851.750',
    description: '',
    comment: '',
    ...changes,
  };
}

function present(
  lines: readonly InventoryLine[],
  values: Readonly<Record<string, StoredValue>> = {},
  open: readonly string[] = TOTAL_FIELDS,
): LinesView {
  const shown = {
    module: buildModule('Quotes', []),
    record: { id: 1, module: 'Quotes', ownerId: 1, values },
    fields: [],
    references: new Map(),
    openable: new Set<number>(),
    owners: new Map(),
  };
  const details = { lines, tax: '10.000', shippingTax: null };
  return presentLines({ shown, details, openable: new Set([7]), open: new Set(open) }, context);
}

describe('presentLines', () => {
  it('should write quantities and amounts as the language does, and link what can be opened', () => {
    const [first, second] = present([line({}), line({ itemId: 8, name: '' })]).items;
    assert.deepEqual([first?.quantity, first?.price, first?.total], ['1,5', '1.234,50 €', '1.851,75 €']);
    assert.equal(first?.href, '/portal/Products/7');
    assert.deepEqual([second?.href, second?.name], [undefined, 'inventory:unnamed']);
  });

  it('should read discounts in percent, in a row and as an amount, and none at all', () => {
    const discounts = (changes: Partial<InventoryLine>): string | undefined =>
      present([line(changes)]).items[0]?.discount;
    assert.equal(discounts({ discountPercent: '5' }), '5 %');
    assert.equal(discounts({ discountPercent: '5+3.5' }), '5 + 3,5 %');
    assert.equal(discounts({ discountPercent: '0', discountAmount: '12.5' }), '12,50 €');
    assert.equal(discounts({ discountPercent: '0', discountAmount: '0' }), '');
    assert.equal(present([line({})]).has.discount, false);
  });

  it('should show the totals as stored, leave out those that are nothing, and compute none', () => {
    const stored = { hdnSubTotal: '100', hdnGrandTotal: '1', hdnS_H_Amount: '0.000', txtAdjustment: '-2.5' };
    const { totals } = present([line({})], stored);
    assert.deepEqual(
      totals.map(({ label, text }) => [label.split('.').at(-1), text]),
      [
        ['subTotal', '100,00 €'],
        ['tax', '10,00 €'],
        ['adjustment', '-2,50 €'],
        ['total', '1,00 €'],
      ],
    );
    assert.equal(totals.at(-1)?.isGrand, true);
  });

  it('should say that taxes of single lines are part of the subtotal', () => {
    const labels = present([line({})], { hdnTaxType: 'individual' }).totals.map(({ label }) => label);
    assert.ok(labels.includes('inventory:totals.taxIncluded'));
  });

  it('should show no amount where the total is hidden', () => {
    const view = present([line({ tax: '5', discountPercent: '5' })], { hdnGrandTotal: '9', hdnSubTotal: '9' }, [
      'hdnSubTotal',
    ]);
    assert.deepEqual(view.has, { number: false, discount: false, tax: false, amounts: false });
    assert.deepEqual(view.totals, []);
  });
});
