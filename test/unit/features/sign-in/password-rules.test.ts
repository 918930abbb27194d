import assert from 'node:assert/strict';
import { commonPasswords } from '../../../../src/features/sign-in/common-passwords.js';
import { judgePassword } from '../../../../src/features/sign-in/password-rules.js';

const names = ['Francesco', 'Villani', 'francesco.villani@acme.example', 'Acme S.p.A.', 'vtenext'];

function codeOf(password: string): string | undefined {
  return judgePassword(password, names)?.code.replace('sign-in:errors.', '');
}

describe('password rules', () => {
  describe('#judgePassword', () => {
    it('should take any ten characters that are neither common nor personal', () => {
      for (const password of [
        'tramonto 9',
        'Ponte-azzurro-77',
        '  due spazi  ',
        '🔑🔒🎈🌵🐝🍋🚲🧭🎻🪁',
        `${'x'.repeat(2)}ß∂ƒ©˙∆˚¬…`,
      ])
        assert.equal(codeOf(password), undefined, password);
    });

    it('should count code points, not units or bytes', () => {
      assert.equal(codeOf('🔑🔒🎈🌵🐝🍋🚲🧭🎻'), 'passwordShort');
      assert.equal(codeOf(`${'🔑🔒🎈🌵🐝🍋🚲🧭🎻🪁'.repeat(12)}12345678`), undefined);
      assert.equal(codeOf(`${'🔑🔒🎈🌵🐝🍋🚲🧭🎻🪁'.repeat(12)}123456789`), 'passwordLong');
    });

    it('should say how long it has to be', () => {
      assert.deepEqual(judgePassword('breve', names), {
        field: 'password',
        code: 'sign-in:errors.passwordShort',
        values: { min: 10 },
      });
    });

    it('should refuse common passwords, plain or dressed up', () => {
      const common = ['1234567890', 'qwertyuiop', 'Password123!', 'p4ssw0rd2026', 'Welcome2026!', 'iloveyou123'];
      const dressed = [
        'correct horse battery staple',
        'ciaociaociao',
        'aaaaaaaaaa',
        '0123456789',
        'juventus-juventus',
        '!!!!!!!!!!',
      ];
      for (const password of [...common, ...dressed]) assert.equal(codeOf(password), 'passwordCommon', password);
    });

    it('should refuse what is made of the own name, address, company or product', () => {
      for (const password of [
        'Villani-2026',
        'VillaniFrancesco!',
        'acme-acme-99',
        'VILLANI.francesco@acme',
        'Vìllani-2026',
      ])
        assert.equal(codeOf(password), 'passwordPersonal', password);
    });

    it('should take a name among enough other letters', () => {
      assert.equal(codeOf('francesco va al mare'), undefined);
    });

    it('should stay quick on the longest and most repetitive text', () => {
      assert.equal(codeOf('ab'.repeat(64)), 'passwordCommon');
      assert.equal(codeOf('z9'.repeat(5_000)), 'passwordLong');
    });
  });

  describe('.commonPasswords', () => {
    it('should hold about a thousand entries or more, all in folded form', () => {
      assert.ok(commonPasswords.size >= 1000);
      const folded = [...commonPasswords].every((entry) => entry === entry.toLowerCase());
      assert.ok(folded);
    });
  });
});
