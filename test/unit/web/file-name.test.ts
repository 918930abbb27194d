import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanFileName, extensionOf } from '../../../src/web/upload/file-name.js';

describe('cleanFileName', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['fattura.pdf', 'fattura.pdf'],
    ['Perche\u0301.txt', 'Perché.txt'],
    ['\u200b.htaccess', 'htaccess'],
    ['.\u200bhtaccess', 'htaccess'],
    ['fdp.\u202eexe.txt', 'fdp.exe.txt'],
    ['a\u0000b\r\n.txt', 'ab.txt'],
    ['C:\\temp\\nota.txt', 'nota.txt'],
    ['../../etc/passwd', 'passwd'],
    ['...', 'file'],
    ['', 'file'],
    ['  nota  2.txt . ', 'nota 2.txt'],
    ['con', '_con'],
    ['NUL.txt', '_NUL.txt'],
    ['com1.tar.gz', '_com1.tar.gz'],
    ['console.txt', 'console.txt'],
    ['a<b>|"c"?.txt', 'a_b___c__.txt'],
    ['festa 🎉.txt', 'festa _.txt'],
    ['\ud800.txt', 'txt'],
  ];
  for (const [sent, expected] of cases) {
    it(`should make ${expected} of ${JSON.stringify(sent)}`, () => assert.equal(cleanFileName(sent), expected));
  }

  it('should keep the extension and whole characters within 200 bytes', () => {
    const name = cleanFileName(`${'è'.repeat(150)}.pdf`);
    assert.equal(name, `${'è'.repeat(98)}.pdf`);
    assert.equal(cleanFileName('€'.repeat(70)), '€'.repeat(66));
  });

  it('should always give a name that cleaning again does not change', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (sent) => {
        const name = cleanFileName(sent);
        assert.equal(cleanFileName(name), name);
        assert.ok(name.length > 0 && Buffer.byteLength(name) <= 201);
        assert.doesNotMatch(name, /[/\\\p{Cc}\p{Cf}]|^\./u);
      }),
    );
  });
});

describe('extensionOf', () => {
  it('should be the last part in lower case, or nothing', () => {
    assert.deepEqual(['A.PDF', 'a.tar.gz', 'file', 'htaccess', 'a.'].map(extensionOf), ['pdf', 'gz', '', '', '']);
  });
});
