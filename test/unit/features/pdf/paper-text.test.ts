import assert from 'node:assert/strict';
import fc from 'fast-check';
import { paperText, printable } from '../../../../src/features/pdf/paper-text.js';

describe('paper-text', () => {
  describe('#printable', () => {
    it('should keep a text as it is, accents, signs and lines included', () => {
      const text = 'Zażółć gęślą jaźń\nperché costa 1.234,50 €';
      assert.deepEqual(printable(text, 100), { text, isCut: false, hasBoxes: false });
    });

    it('should take out what cannot be printed or turns the writing around', () => {
      assert.equal(paperText('a\u0000\u0007b\u001b[31mc\u0085\u00ad\u202Etxt\ufeff\ud800', 100), 'ab[31mctxt');
    });

    it('should fold line ends, tabs and rows of empty lines', () => {
      assert.equal(paperText('\r\n uno\r\ndue\rtre\n \n\n\n\tquattro \n', 100), 'uno\ndue\ntre\n\n    quattro');
    });

    it('should say when it cuts, and never cut a character in two', () => {
      assert.deepEqual(paperText('abcdef', 6), 'abcdef');
      assert.deepEqual(printable('abc def', 4), { text: 'abc…', isCut: true, hasBoxes: false });
      assert.deepEqual(paperText('ab𝒳', 3), 'ab…');
      assert.deepEqual(paperText('x'.repeat(5_000_000), 4), 'xxxx…');
    });

    it('should let a word without an end be broken', () => {
      const parts = paperText('x'.repeat(200), 1000).split('\u200b');
      assert.deepEqual(
        parts.map((part) => part.length),
        [80, 80, 40],
      );
    });

    it('should bound any text by what was asked for, and hold no control character', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 100 }), fc.nat(60), (text, most) => {
          const { text: kept } = printable(text, most);
          const plain = kept.replaceAll('\u200b', '');
          return plain.length <= most + 1 && !/[^\P{Cc}\n]|\p{Cs}/u.test(plain);
        }),
        { numRuns: 40 },
      );
    });
  });
});
