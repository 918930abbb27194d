import assert from 'node:assert/strict';
import { wordsOf } from '../../../src/features/suggest/suggest-service.js';

describe('wordsOf', () => {
  it('should keep long words and codes, folded, each once', () => {
    assert.deepEqual(wordsOf('La Linea 2 è ferma: linea FERMA con codice E-14!'), [
      'linea',
      '2',
      'ferma',
      'codice',
      'e-14',
    ]);
  });

  it('should take only the first eight words of a long text', () => {
    assert.equal(wordsOf(Array.from({ length: 50 }, (_, index) => `parola${index}`).join(' ')).length, 8);
  });

  it('should find nothing in an empty text or in signs', () => {
    assert.deepEqual(wordsOf('  %%% — … '), []);
  });
});
