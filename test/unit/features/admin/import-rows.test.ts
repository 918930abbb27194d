import assert from 'node:assert/strict';
import { InvalidInputError } from '../../../../src/core/errors.js';
import { decodeFile, readImport } from '../../../../src/features/admin/contacts/import-rows.js';

function fileFault(text: string): string | undefined {
  try {
    readImport(text);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof InvalidInputError);
    return error.faults[0]?.code.replace('admin-contacts:import.faults.', '');
  }
}

describe('readImport', () => {
  it('should read columns by their names, in any order, with commas, semicolons or tabs', () => {
    for (const sign of [',', ';', '\t']) {
      const text = `\uFEFFName${sign}Profile${sign}END${sign}contact${sign}access\r\nAda${sign}Base${sign}31/12/2027${sign}22${sign}Sì\r\n\r\n`;
      assert.deepEqual(readImport(text), [
        { row: 1, contact: '22', profile: 'Base', wish: { isEnabled: true, supportEnd: '2027-12-31' }, faults: [] },
      ]);
    }
  });

  it('should leave alone what is empty and take away what is a dash', () => {
    const rows = readImport('contact,access,start,end,profile\n22,,,,\n23,no,-,-,-\n');
    assert.deepEqual(
      rows.map(({ wish }) => wish),
      [{}, { isEnabled: false, supportStart: null, supportEnd: null, profileId: null }],
    );
  });

  it('should tell row by row what cannot be read', () => {
    const rows = readImport(
      'contact,access,start,end\n,maybe,31-02-2027,2027-13-01\n"=2+5",yes,29-02-2028,30-02-2028\n',
    );
    assert.deepEqual(
      rows.map(({ faults }) => faults),
      [['contactMissing', 'accessWrong', 'startWrong', 'endWrong'], ['endWrong']],
    );
    assert.equal(rows[1]?.wish.supportStart, '2028-02-29');
  });

  it('should refuse what is no such file, too long or too much of it', () => {
    assert.equal(fileFault(''), 'noContactColumn');
    assert.equal(fileFault('name,access\nAda,yes\n'), 'noContactColumn');
    assert.equal(fileFault('contact\n\n'), 'noRows');
    assert.equal(fileFault(`contact\n${'1\n'.repeat(5001)}`), 'tooManyRows');
    assert.equal(fileFault(`contact\n${'1\n'.repeat(1_000_000)}`), 'fileTooLarge');
    assert.equal(fileFault(`contact\n"${'x'.repeat(50_000)}`), 'unreadable');
    assert.equal(readImport(`contact\n${'1\n'.repeat(5000)}`).length, 5000);
  });

  it('should read what spreadsheets write', () => {
    const text = 'contact;profile\n22;Società\n';
    assert.equal(decodeFile(Buffer.from(text)), text);
    assert.equal(decodeFile(Buffer.from(text, 'latin1')), text);
    assert.equal(decodeFile(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])), text);
  });
});
