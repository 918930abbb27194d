import assert from 'node:assert/strict';
import { phpJson } from '../../../src/host/vtenext/php-json.js';

describe('phpJson', () => {
  it('should escape slashes and everything beyond ASCII', () => {
    assert.equal(phpJson(['è </b> "x"', null]), '["\\u00e8 <\\/b> \\"x\\"",null]');
  });

  it('should read back as the same value', () => {
    const value = [['Stato', 'a/b', '€ 5 – 😀', 'x']];
    assert.deepEqual(JSON.parse(phpJson(value)), value);
  });
});
