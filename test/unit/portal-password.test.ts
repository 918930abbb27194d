import assert from 'node:assert/strict';
import { decodePortalPassword, encodePortalPassword } from '../../src/host/vtenext/portal-password.js';

/** As the CRM itself stored `Villani-2026`. */
const storedByCrm =
  'z87Pzs_Ozs_Pzs7Pzs_Pzs_Ozs_Ozs_Pz87Oz87Oz8_Pzs7Pz8_Pzs_Ozs_Ozs7Pz87Oz87Pz87Pz87Pzs7Pzs_Pzs7Pz87Pz8_Ozs_Pz8_Pz87Oz8_Oz8_Pzs7Pzs7P';

describe('PortalPassword', () => {
  describe('#encodePortalPassword', () => {
    it('should give what the CRM stores', () => {
      assert.equal(encodePortalPassword('Villani-2026'), storedByCrm);
    });

    it('should fill at most the 255 characters of the column', () => {
      assert.equal(encodePortalPassword('x'.repeat(23)).length <= 255, true);
      assert.throws(() => encodePortalPassword('x'.repeat(24)), RangeError);
    });

    it('should count bytes, not characters', () => {
      assert.throws(() => encodePortalPassword('è'.repeat(12)), RangeError);
    });
  });

  describe('#decodePortalPassword', () => {
    for (const password of ['Villani-2026', 'è "£ì', 'a', 'x'.repeat(23), 'ten chars!']) {
      it(`should give back ${password}`, () => {
        assert.equal(decodePortalPassword(encodePortalPassword(password)), password);
      });
    }

    for (const stored of ['', 'secret', 'Villani-2026', 'z87P', '....', 'z8_Pzs_Ozs!', 'con spazio']) {
      it(`should not decode «${stored}»`, () => {
        assert.equal(decodePortalPassword(stored), undefined);
      });
    }

    it('should not decode bytes that are not UTF-8', () => {
      const bits = Buffer.from('11111111', 'latin1').map((code) => code ^ 0xff);
      assert.equal(decodePortalPassword(Buffer.from(bits).toString('base64url')), undefined);
    });
  });
});
