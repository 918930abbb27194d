import assert from 'node:assert/strict';
import { isNewer } from '../../../src/plugin/versions.js';

describe('isNewer', () => {
  const cases: readonly [string, string, boolean][] = [
    ['1.0.0', '0.9.9', true],
    ['0.10.0', '0.9.0', true],
    ['1.0.0', '1.0.0', false],
    ['1.0.0', '1.0.1', false],
    ['1.0.0', '1.0.0-beta.1', true],
    ['1.0.0-beta.1', '1.0.0', false],
    ['1.0.0-beta.2', '1.0.0-beta.1', true],
  ];
  for (const [left, right, expected] of cases)
    it(`should say ${expected} for ${left} after ${right}`, () => {
      assert.equal(isNewer(left, right), expected);
    });
});
