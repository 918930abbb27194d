import assert from 'node:assert/strict';
import { excerpt, hasHit, splitHits } from '../../../src/features/search/text-parts.js';

/** A text with its hits between brackets. */
const marked = (text: string, needle: string): string =>
  splitHits(text, needle)
    .map((part) => (part.isHit ? `[${part.text}]` : part.text))
    .join('');

describe('text parts', () => {
  describe('#splitHits', () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['Cinghia TR-200', 'cinghia', '[Cinghia] TR-200'],
      ['La città è bella', 'CITTA', 'La [città] è bella'],
      ['città', 'à', 'citt[à]'],
      ['decomposed: citta\u0300!', 'citta', 'decomposed: [citta\u0300]!'],
      ['aaaa', 'aa', '[aa][aa]'],
      ['Straße 7', 'strase', '[Straße] 7'],
      ['😀 rullo 😀', 'rullo', '😀 [rullo] 😀'],
      ['a.c abc', '.', 'a[.]c abc'],
      ['niente', 'rullo', 'niente'],
      ['<b>x</b>', '<b>', '[<b>]x</b>'],
      ['testo', '', 'testo'],
      ['testo', '\u0301', 'testo'],
      ['', 'x', ''],
    ];
    for (const [text, needle, expected] of cases) {
      it(`should mark «${needle}» in «${text}»`, () => {
        assert.equal(marked(text, needle), expected);
        assert.equal(hasHit(text, needle), expected.includes('[') || needle === '' || needle === '\u0301');
      });
    }
  });

  describe('#excerpt', () => {
    const words = Array.from({ length: 100 }, (_, index) => `parola${index}`).join(' ');

    it('should leave a short text whole, on one line', () => {
      assert.equal(excerpt('  prima\n\nseconda\triga ', 'riga'), 'prima seconda riga');
    });

    it('should show a long text around its hit, in whole words', () => {
      const text = excerpt(words, 'parola60');
      assert.match(text, /^…parola5\d .* parola60 .*…$/);
      assert.ok(text.length < 150, text);
    });

    it('should start at the start where the hit is near it or missing', () => {
      assert.match(excerpt(words, 'parola1'), /^parola0 .*…$/);
      assert.match(excerpt(words, 'assente'), /^parola0 .*…$/);
    });

    it('should keep a long hit and cut no character in two', () => {
      const long = 'x'.repeat(190);
      assert.ok(excerpt(`${words} ${long} ${words}`, long).includes(long));
      for (const lead of [0, 1, 30, 61, 62])
        assert.doesNotMatch(excerpt(`${'x'.repeat(lead % 2)}${'😀'.repeat(lead)}a${'😀'.repeat(300)}`, 'a'), /\p{Cs}/u);
    });
  });
});
