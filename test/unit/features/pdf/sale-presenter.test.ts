import assert from 'node:assert/strict';
import type { FieldView, ValueView } from '../../../../src/core/view-types.js';
import { presentSale } from '../../../../src/features/pdf/sale-presenter.js';
import type { PresenterContext } from '../../../../src/features/present-context.js';
import { buildMetadataSource } from '../../../support/access-builders.js';

const context: PresenterContext = {
  language: 'it',
  t: (key, values) => [key, ...Object.values(values ?? {})].join(' '),
  labels: buildMetadataSource([]).current.labels,
  zone: 'Europe/Rome',
  path: (path) => path,
};

const field = (name: string, value: ValueView | string, isWide = false): FieldView => ({
  name,
  label: name,
  value: typeof value === 'string' ? { kind: 'text', text: value } : value,
  isWide,
});
const created = field('createdtime', { kind: 'time', text: '20-11-2026 10:40:41', iso: '2026-11-20T10:40:41' });
const present = (...fields: FieldView[]) => presentSale(fields, undefined, context);

describe('presentSale', () => {
  it('should address the company, for the attention of the person', () => {
    const { parties } = present(
      field('account_id', 'Bottega Srl'),
      field('contact_id', 'Villani Francesco'),
      field('bill_street', { kind: 'longText', text: 'Via Mazzini 12\nint. 3' }),
      field('bill_code', '37121'),
      field('bill_city', 'Verona'),
      field('bill_state', 'VR'),
      field('bill_country', 'Italia'),
    );
    const lines = ['pdf:attention Villani Francesco', 'Via Mazzini 12', 'int. 3', '37121 Verona (VR)', 'Italia'];
    assert.deepEqual(parties, [{ label: 'pdf:customer', name: 'Bottega Srl', lines }]);
  });

  it('should address the person where there is no company, and nobody where both are hidden', () => {
    assert.deepEqual(present(field('contact_id', 'Villani Francesco')).parties, [
      { label: 'pdf:customer', name: 'Villani Francesco', lines: [] },
    ]);
    assert.deepEqual(present(field('validtill', '31-12-2026')).parties, []);
  });

  it('should name another place of delivery only where it is another one', () => {
    const here = [field('bill_city', 'Verona'), field('ship_city', 'Verona')];
    assert.equal(present(...here).parties.length, 1);
    const [, delivery] = present(field('bill_city', 'Verona'), field('ship_city', 'Brescia')).parties;
    assert.deepEqual(delivery, { label: 'pdf:delivery', name: '', lines: ['Brescia'] });
  });

  it('should be dated by its own date, else by the day it was made', () => {
    assert.deepEqual(present(created).facts, [{ label: 'pdf:date', text: '20-11-2026' }]);
    assert.deepEqual(present(created, field('invoicedate', '01-10-2026')).facts, [
      { label: 'invoicedate', text: '01-10-2026' },
    ]);
    assert.deepEqual(present(created, field('invoicedate', { kind: 'empty' })).facts.length, 1);
  });

  it('should leave out what concerns the staff, says nothing or stands elsewhere', () => {
    const { facts, texts } = present(
      field('assigned_user_id', 'Administrator'),
      field('conversion_rate', { kind: 'number', text: '1,00' }),
      field('exciseduty', { kind: 'number', text: '0,00' }),
      field('enable_recurring', { kind: 'flag', text: 'No', isOn: false }),
      field('carrier', { kind: 'empty' }),
      field('cf_cig', 'Z123'),
    );
    assert.deepEqual([facts, texts], [[{ label: 'cf_cig', text: 'Z123' }], []]);
  });

  it('should put long texts under the lines', () => {
    const { facts, texts } = present(
      field('terms_conditions', { kind: 'longText', text: 'A 30 giorni' }),
      field('note', { kind: 'richText', html: '<p>Uno</p><p>due</p>' }, true),
    );
    assert.deepEqual(facts, []);
    assert.deepEqual(texts, [
      { title: 'terms_conditions', text: 'A 30 giorni' },
      { title: 'note', text: 'Uno\ndue' },
    ]);
  });
});
