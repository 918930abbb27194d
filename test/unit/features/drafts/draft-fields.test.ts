import assert from 'node:assert/strict';
import { draftValues, isUntouched } from '../../../../src/features/drafts/draft-fields.js';
import { type DraftPlace, placeName, placePath, readPlace } from '../../../../src/features/drafts/draft-place.js';
import { createForm } from '../../../../src/web/form.js';

const fields = new Map([
  ['title', ''],
  ['text', 'uno\ndue'],
  ['urgent', '0'],
  ['kinds', 'a |##| b'],
  ['_modified', ''],
]);
const start = { title: [''], text: ['uno\r\ndue'], kinds: ['a', 'b'], _modified: ['2026-11-24 10:00:00'] };

describe('draft fields', () => {
  describe('#draftValues', () => {
    it('should take the form’s own fields, each with all its values', () => {
      const sent = new Map([
        ['title', ['Guasto']],
        ['kinds', ['a', 'c']],
        ['owner', ['1']],
        ['_csrf', ['x']],
      ]);
      assert.deepEqual(draftValues(createForm(sent, []), fields), { title: ['Guasto'], kinds: ['a', 'c'] });
    });
  });

  describe('#isUntouched', () => {
    it('should see through line breaks, unticked boxes and hidden fields', () => {
      assert.equal(isUntouched(start, fields), true);
    });

    for (const change of [{ title: ['x'] }, { text: [''] }, { urgent: ['1'] }, { kinds: ['a'] }]) {
      it(`should notice ${JSON.stringify(change)}`, () => {
        assert.equal(isUntouched({ ...start, ...change }, fields), false);
      });
    }
  });
});

describe('draft place', () => {
  const places: readonly (readonly [DraftPlace, string, string])[] = [
    [{ kind: 'new', module: 'HelpDesk' }, 'HelpDesk/new', '/HelpDesk/new'],
    [{ kind: 'comment', module: 'HelpDesk', id: 8 }, 'HelpDesk/8/comment', '/HelpDesk/8#comment'],
    [{ kind: 'edit', module: 'HelpDesk', id: 8 }, 'HelpDesk/8/edit', '/HelpDesk/8/edit'],
  ];
  for (const [place, name, path] of places) {
    it(`should be ${name}, there and back`, () => {
      assert.equal(placeName(place), name);
      assert.deepEqual(readPlace(name), place);
      assert.equal(placePath(place), path);
    });
  }

  it('should be nothing else', () => {
    for (const name of [
      '',
      'HelpDesk',
      'helpdesk/new',
      'HelpDesk/new/x',
      'HelpDesk/08/edit',
      'HelpDesk/8/delete',
      '//x',
    ])
      assert.equal(readPlace(name), undefined, name);
  });
});
