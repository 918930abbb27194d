import assert from 'node:assert/strict';
import { presentCards } from '../../../src/features/inventory/cards-presenter.js';
import type { PresenterContext } from '../../../src/features/present-context.js';
import type { StoredValue } from '../../../src/host/metadata/field-kind.js';
import { buildField, buildMetadataSource, buildModule } from '../../support/access-builders.js';

const context: PresenterContext = {
  language: 'it',
  t: (key) => String(key),
  labels: buildMetadataSource([]).current.labels,
  zone: 'Europe/Rome',
  path: (path) => `/portal${path}`,
};

const ALL = ['bill', 'ship'].flatMap((side) =>
  ['street', 'pobox', 'code', 'city', 'state', 'country'].map((part) => `${side}_${part}`),
);
const NAMES = [...ALL, 'account_id', 'terms_conditions'];

function present(values: Readonly<Record<string, StoredValue>>, shows: readonly string[] = NAMES) {
  const fields = shows.map((name) => buildField(name, { module: 'Quotes', kind: 'textarea', label: name }));
  const shown = {
    module: buildModule('Quotes', fields),
    record: { id: 1, module: 'Quotes', ownerId: 1, values },
    fields,
    references: new Map([[19, { id: 19, module: 'Accounts', name: 'Bottega Villani' }]]),
    openable: new Set<number>(),
    owners: new Map(),
  };
  const { cards, covers } = presentCards(shown, context);
  return { covers, cards: cards.map(({ title, value }) => [title, 'text' in value ? value.text : value.kind]) };
}

const bill = { bill_street: 'Via Mazzini 12', bill_code: '37121', bill_city: 'Verona', bill_state: 'VR' };

describe('presentCards', () => {
  it('should write an address as on a letter, and leave its fields out of the blocks', () => {
    const { cards, covers } = present({ ...bill, bill_country: 'Italia', bill_pobox: null, account_id: '19' });
    assert.deepEqual(cards, [['inventory:address.bill', 'Bottega Villani\nVia Mazzini 12\n37121 Verona – VR\nItalia']]);
    assert.deepEqual(covers, ALL);
  });

  it('should write one address where both are the same, and both where they are not', () => {
    const same = { ship_street: 'Via Mazzini 12', ship_code: '37121', ship_city: 'Verona', ship_state: 'VR' };
    const titles = (values: Readonly<Record<string, StoredValue>>) => present(values).cards.map(([title]) => title);
    assert.deepEqual(titles({ ...bill, ...same }), ['inventory:address.both']);
    assert.deepEqual(titles({ ...bill, ...same, ship_city: 'Padova' }), [
      'inventory:address.bill',
      'inventory:address.ship',
    ]);
  });

  it('should leave the blocks alone where there is no address, not even with the company’s name', () => {
    assert.deepEqual(present({ account_id: '19', bill_street: ' ', ship_city: null }), { cards: [], covers: [] });
  });

  it('should show nothing of what the viewer does not see', () => {
    const shows = ['bill_city', 'ship_city'];
    const { cards } = present({ ...bill, account_id: '19', terms_conditions: 'Segreto' }, shows);
    assert.deepEqual(cards, [['inventory:address.bill', 'Verona']]);
  });

  it('should give the terms a card without saying their name twice', () => {
    const { cards, covers } = present({ terms_conditions: 'A 30 giorni.\nConsegna inclusa.' });
    assert.deepEqual(cards, [['terms_conditions', 'A 30 giorni.\nConsegna inclusa.']]);
    assert.deepEqual(covers, ['terms_conditions']);
  });
});
