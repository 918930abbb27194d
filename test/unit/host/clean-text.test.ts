import assert from 'node:assert/strict';
import { cleanText } from '../../../src/host/metadata/clean-text.js';
import { presentField } from '../../../src/host/metadata/present-field.js';
import { buildField, buildPresentContext } from '../../support/field-builders.js';

describe('cleanText', () => {
  it('should decode entities once and take out what nobody can see', () => {
    assert.equal(cleanText('&amp;lt; caff\u00e8\u0000\u0007\tsì\n'), '&lt; caffè\tsì\n');
  });

  it('should leave half a million characters as they are', () => {
    const text = 'parola '.repeat(70_000);
    assert.equal(cleanText(text), text);
  });

  it('should cut a dump of megabytes, which would hold every other visitor up', () => {
    const description = buildField(19);
    for (const dump of ['&'.repeat(5_000_000), `<p>${'<b>x</b>'.repeat(600_000)}</p>`]) {
      const view = presentField(description, dump, buildPresentContext('it'));
      assert.ok(view.kind === 'longText' && view.text.length <= 500_001 && view.text.length > 10_000);
    }
  });
});
