import assert from 'node:assert/strict';
import { formulaSafe } from '../../../src/features/records/csv-cell.js';

const dangerous = {
  'an equals sign': '=1+1',
  'a plus sign': '+39 02 1234',
  'a minus sign': '-5,00 €',
  'an at sign': '@SUM(A1)',
  'a command': "=cmd|' /C calc'!A0",
  blanks: '   =1',
  'a tab': '\t=1',
  'a carriage return': '\r=1',
  'line breaks': '\r\n\n=1',
  'a non-breaking blank': '\u00A0=1',
  'an ideographic blank': '\u3000=1',
  'a zero-width blank': '\u200B=1',
  'a byte order mark': '\uFEFF=1',
  'a right-to-left mark': '\u200F\u202E=1',
  'a variation selector': '\uFE0F=1',
  'a null': '\0=1',
  'a full-width equals sign': '＝1',
  'a full-width plus sign': '＋1',
  'a full-width minus sign': '－1',
  'a full-width at sign': '＠SUM',
  'a small equals sign': '﹦1',
  'a small at sign': '﹫1',
  'a superscript plus sign': '⁺1',
  'a typographic minus sign': '−1',
  'a full-width sign behind blanks and tabs': ' \t ＝1',
};

const harmless = ['', ' ', 'Rullo', '1-2', 'a=b', "'=1", '"=1"', '–', '5,00 €', '(+1)', 'àè', '😀=1'];

describe('csv cell', () => {
  describe('#formulaSafe', () => {
    for (const [name, text] of Object.entries(dangerous)) {
      it(`should put an apostrophe before a text that starts with ${name}`, () => {
        assert.equal(formulaSafe(text), `'${text}`);
      });
    }

    for (const text of harmless) {
      it(`should leave «${text}» as it is`, () => {
        assert.equal(formulaSafe(text), text);
      });
    }
  });
});
