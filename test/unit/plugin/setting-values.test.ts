import assert from 'node:assert/strict';
import {
  describeChoice,
  parseSetting,
  type SettingDefinition,
  settingValue,
} from '../../../src/plugin/setting-values.js';

const choice: SettingDefinition = {
  key: 'look',
  type: 'choice',
  labelKey: 'settings:look',
  default: '2',
  options: ['1', '2'],
};
const number: SettingDefinition = { key: 'days', type: 'number', labelKey: 'settings:days', default: 30 };
const bounded: SettingDefinition = { ...number, key: 'graceDays', default: 0, min: 0, max: 90 };
const flag: SettingDefinition = { key: 'open', type: 'boolean', labelKey: 'settings:open', default: false };
const text: SettingDefinition = { key: 'phone', type: 'text', labelKey: 'settings:phone', default: '' };

describe('setting values', () => {
  describe('#parseSetting', () => {
    const cases: readonly [SettingDefinition, string, string | number | boolean | undefined][] = [
      [choice, ' 1 ', '1'],
      [choice, '3', undefined],
      [choice, '', undefined],
      [number, '7.5', 7.5],
      [number, '', undefined],
      [number, 'seven', undefined],
      [number, 'Infinity', undefined],
      [bounded, '0', 0],
      [bounded, '90', 90],
      [bounded, '91', undefined],
      [bounded, '-1', undefined],
      [bounded, '1.5', undefined],
      [flag, 'true', true],
      [flag, 'false', false],
      [flag, 'yes', undefined],
      [text, ' 0522 123 ', '0522 123'],
      [text, '', ''],
      [text, 'x'.repeat(500), 'x'.repeat(500)],
      [text, 'x'.repeat(501), undefined],
      [text, 'two\nlines', undefined],
      [text, 'turned \u202e around', undefined],
      [number, '9'.repeat(501), undefined],
    ];
    for (const [definition, typed, expected] of cases)
      it(`should read ${JSON.stringify(typed.slice(0, 30))} as a ${definition.type}: ${expected}`, () => {
        assert.equal(parseSetting(definition, typed), expected);
      });
  });

  describe('#settingValue', () => {
    it('should be what was stored, and the default where nothing was', () => {
      assert.equal(settingValue(choice, new Map([['look', '1']])), '1');
      assert.equal(settingValue(flag, new Map([['open', true]])), true);
      assert.equal(settingValue(choice, new Map()), '2');
    });

    it('should be the default where the stored value is not allowed any more', () => {
      for (const stored of ['3', 1, true, null, ['1'], { value: '1' }])
        assert.equal(settingValue(choice, new Map([['look', stored]])), '2', JSON.stringify(stored));
      assert.equal(settingValue(number, new Map([['days', '7']])), 30);
      assert.equal(settingValue(bounded, new Map([['graceDays', 400]])), 0);
    });
  });

  describe('#describeChoice', () => {
    it('should say what may be typed', () => {
      const words = ['1 or 2', 'a number', 'true or false', 'a whole number from 0 to 90'];
      assert.deepEqual([choice, number, flag, bounded].map(describeChoice), words);
      assert.equal(describeChoice(text), 'one line of at most 500 characters');
    });
  });
});
