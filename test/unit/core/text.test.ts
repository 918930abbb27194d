import assert from 'node:assert/strict';
import {
  firstAstralCharacter,
  foldText,
  initialsOf,
  parseId,
  withoutAstralCharacters,
} from '../../../src/core/text.js';

describe('text', () => {
  describe('#foldText', () => {
    it('should forget case and accents', () => {
      assert.equal(foldText('È Perché STRASSE straße Ñ'), 'e perche strasse strase n');
    });
  });

  describe('#firstAstralCharacter', () => {
    it('should find what a utf8mb3 column cannot hold', () => {
      assert.equal(firstAstralCharacter('ok 👍🏽'), '👍');
      assert.equal(firstAstralCharacter('è € 中'), undefined);
    });
  });

  describe('#withoutAstralCharacters', () => {
    it('should leave no joiners behind', () => {
      assert.equal(withoutAstralCharacters('a👩‍👩‍👧b❤️'), 'ab❤');
    });
  });

  describe('#initialsOf', () => {
    it('should take the first and the last name', () => {
      assert.equal(initialsOf('Francesco Maria Villani'), 'FV');
      assert.equal(initialsOf('admin'), 'A');
      assert.equal(initialsOf('  '), '?');
    });
  });

  describe('#parseId', () => {
    it('should accept plain positive numbers only', () => {
      assert.equal(parseId('27'), 27);
      for (const text of ['0', '027', '-1', '1.0', '1e3', ' 1', '12345678901', '', '२७'])
        assert.equal(parseId(text), undefined, text);
    });
  });
});
