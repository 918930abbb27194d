import assert from 'node:assert/strict';
import type { ValueView } from '../../../src/core/view-types.js';
import { fieldKinds } from '../../../src/host/metadata/field-kinds.js';
import { parseField } from '../../../src/host/metadata/parse-field.js';
import { presentField } from '../../../src/host/metadata/present-field.js';
import type { FieldSchema } from '../../../src/host/metadata/types.js';
import { kindCases, LONG } from '../../fixtures/field-kind-cases.js';
import { dumpsDirectory } from '../../support/databases.js';
import { dumpRows } from '../../support/dump-rows.js';
import { buildField, buildPresentContext, testPicklist } from '../../support/field-builders.js';

describe('Field kinds', () => {
  for (const row of kindCases) {
    const field = buildField(row.uitype, row.field);
    describe(`uitype ${row.uitype} (${field.kind})`, () => {
      it('should show a stored value in Italian and English', () => {
        assert.equal(words(presentField(field, row.stored, buildPresentContext('it'))), row.it);
        assert.equal(words(presentField(field, row.stored, buildPresentContext('en'))), row.en);
      });

      it('should show nothing, never break, for missing and dirty values', () => {
        for (const value of [null, '', '   ', '0000-00-00 00:00:00', '\u0000', '&#xffffff;', '1,5', 'NaN']) {
          const view = presentField(field, value, buildPresentContext('it'));
          if (value === null && field.kind !== 'checkbox') assert.deepEqual(view, { kind: 'empty' });
        }
      });

      if (!row.accepts) {
        it('should refuse every input, being read-only', () => {
          for (const input of ['', 'x', row.stored])
            assert.deepEqual(parse(field, input), { ok: false, code: 'readOnly' });
        });
        return;
      }

      it('should be tried with three inputs of each sort', () => {
        assert.ok(Object.keys(row.accepts ?? {}).length >= 3);
        assert.ok(Object.keys(row.refuses ?? {}).length >= 3);
      });

      it('should accept inputs as the column gets them', () => {
        for (const [input, value] of Object.entries(row.accepts ?? {}))
          assert.deepEqual(parse(field, input), { ok: true, value }, input);
      });

      it('should refuse inputs with their code', () => {
        for (const [input, code] of Object.entries(row.refuses ?? {})) {
          const result = parse(field, input);
          assert.equal(result.ok ? 'accepted' : result.code, code, input);
        }
      });
    });
  }

  const dumps = dumpsDirectory();
  (dumps === undefined ? it.skip : it)('should have a row for every uitype of the CRM’s dumps', () => {
    const known = new Set(kindCases.map((row) => String(row.uitype)));
    for (const dump of ['vtenext-20.04.3-demo.sql.gz', 'vtenext-20.04.3-fresh.sql.gz']) {
      const fields = dumpRows(dumps ?? '', dump, 'vte_field');
      assert.ok(fields.length > 800, dump);
      const missing = new Set(fields.map((row) => row.uitype ?? '').filter((uitype) => !known.has(uitype)));
      assert.deepEqual([...missing], [], dump);
    }
  });

  it('should show the time of an appointment beside its date, but not of a whole day', () => {
    const start = buildField(6, { name: 'date_start', dataType: 'DT' });
    const view = presentField(start, '2026-11-30', buildPresentContext('it', { time_start: '10:00' }));
    assert.deepEqual(view, { kind: 'time', text: '30-11-2026 10:00', iso: '2026-11-30T10:00' });
    const allDay = buildPresentContext('it', { time_start: '00:00', is_all_day_event: '1' });
    assert.equal(words(presentField(start, '2026-11-30', allDay)), '30-11-2026');
  });

  it('should never show, sort, search or write passwords and encrypted values', () => {
    for (const uitype of [3, 99, 199, 208]) {
      const field = buildField(uitype);
      const kind = fieldKinds[field.kind];
      assert.deepEqual(presentField(field, 'segreto', buildPresentContext('it')), { kind: 'empty' });
      assert.equal(kind.toInput('segreto', field, 'it'), '');
      assert.deepEqual([kind.isSecret, kind.isSortable, kind.isWritable, kind.search], [true, false, false, 'none']);
    }
    assert.equal(buildField(1, { dataType: 'P' }).kind, 'secret');
  });

  it('should give ticket statuses and priorities their look', () => {
    const status = buildField(15, { name: 'ticketstatus' });
    assert.deepEqual(presentField(status, 'Wait For Response', buildPresentContext('it')), {
      kind: 'status',
      text: 'In Attesa Risposta',
      style: 's-wait',
      icon: 'hourglass',
    });
    const unknown = presentField(status, 'Nuovo stato', buildPresentContext('it'));
    assert.deepEqual(unknown, { kind: 'status', text: 'Nuovo stato', style: 's-closed', icon: 'circle-dot' });
    const priority = presentField(buildField(15, { name: 'ticketpriorities' }), 'Urgent', buildPresentContext('it'));
    assert.deepEqual(priority, { kind: 'priority', text: 'Urgente', style: 'urgent', icon: 'alert-triangle' });
  });

  it('should link only what the viewer may open', () => {
    const field = buildField(10);
    const open = presentField(field, '21', buildPresentContext('it'));
    assert.deepEqual(open, { kind: 'reference', text: 'Villani Francesco', href: '/portal/Contacts/21' });
    assert.deepEqual(presentField(field, '19', buildPresentContext('it')), {
      kind: 'reference',
      text: 'Bellavista & C.',
    });
  });

  it('should make links of safe schemes only', () => {
    for (const value of [
      'javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'java\u0000script:alert(1)',
      '//evil',
    ]) {
      assert.notEqual(presentField(buildField(17), value, buildPresentContext('it')).kind, 'link', value);
    }
    assert.deepEqual(presentField(buildField(17), 'www.acme.inc', buildPresentContext('it')), {
      kind: 'link',
      text: 'www.acme.inc',
      href: 'http://www.acme.inc',
      isExternal: true,
    });
  });

  it('should sanitise what a mail made of a text field, and load no remote image', () => {
    const html =
      '<div style="x" id="y">Ciao<br>tu<img src="https://evil.example/x.png"><a href="javascript:1">z</a></div>';
    const view = presentField(buildField(19), html, buildPresentContext('it'));
    assert.equal(view.kind, 'richText');
    assert.doesNotMatch(words(view), /img|style|id=|javascript/);
  });

  it('should show an amount in the record’s own currency', () => {
    const field = buildField(72, { dataType: 'N', scale: 2 });
    const view = presentField(field, '10.00', buildPresentContext('it', { currency_id: '2' }));
    assert.deepEqual(view, { kind: 'number', text: '10,00 $' });
  });

  it('should refuse an empty mandatory field, also one of blanks', () => {
    for (const input of ['', '   ', '\n']) {
      const result = parseField(
        buildField(1),
        input,
        { language: 'it', picklist: [], inputs: {} },
        { isMandatory: true },
      );
      assert.deepEqual(result, { ok: false, code: 'required' });
    }
  });

  it('should refuse a date before the one it must not precede', () => {
    const field = buildField(5, { dataType: 'D', notBefore: 'start' });
    const context = { language: 'it', picklist: [], inputs: { start: '2026-07-12' } };
    const result = parseField(field, '11-07-2026', context, { isMandatory: false });
    assert.deepEqual(result, { ok: false, code: 'notBefore', values: { date: '12-07-2026' } });
    assert.equal(parseField(field, '12-07-2026', context, { isMandatory: false }).ok, true);
  });

  it('should name the character that cannot be stored and the longest text', () => {
    assert.deepEqual(parse(buildField(1), 'a😀b'), { ok: false, code: 'astral', values: { character: '😀' } });
    assert.deepEqual(parse(buildField(1), LONG), { ok: false, code: 'tooLong', values: { max: 20 } });
  });
});

function parse(field: FieldSchema, input: string): ReturnType<typeof parseField> {
  return parseField(field, input, { language: 'it', picklist: testPicklist, inputs: {} }, { isMandatory: false });
}

function words(view: ValueView): string {
  if (view.kind === 'empty') return '';
  if (view.kind === 'richText') return view.html;
  return view.kind === 'list' ? view.items.join(', ') : view.text;
}
