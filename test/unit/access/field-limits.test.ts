import assert from 'node:assert/strict';
import { fieldLimits } from '../../../src/access/field-limits.js';
import type { BlockSchema, FieldSchema } from '../../../src/host/metadata/types.js';
import { buildField, buildModule } from '../../support/access-builders.js';

function limitsOf(name: string, changes: Partial<FieldSchema> = {}, block: Partial<BlockSchema> = {}) {
  const field = buildField(name, changes);
  const open = { id: 1, panelId: 1, label: 'B', inCreate: true, inEdit: true, inDetail: true };
  return fieldLimits(field, buildModule('HelpDesk', [field], { blocks: [{ ...open, ...block }] }));
}

describe('fieldLimits', () => {
  it('should leave a plain field to the profile', () => {
    const free = { shown: undefined, form: 'writable', formReason: undefined, isWritableNew: true };
    assert.deepEqual(limitsOf('a'), free);
    assert.deepEqual(limitsOf('a', { isMandatory: true }), free);
    assert.deepEqual(limitsOf('constructor'), free);
  });

  it('should say what the CRM hides, and put it in no form', () => {
    const cases: readonly [Partial<FieldSchema>, string][] = [
      [{ visibleToPortalUser: false }, 'portalUser'],
      [{ readonly: 100 }, 'hiddenInCrm'],
      [{ kind: 'secret' }, 'secret'],
    ];
    for (const [changes, reason] of cases) {
      const expected = { shown: reason, form: 'none', formReason: reason, isWritableNew: false };
      assert.deepEqual(limitsOf('a', changes), expected, reason);
    }
  });

  it('should keep special fields from the page, but for those customers read all the same', () => {
    assert.equal(limitsOf('a', { displayType: 3 }).shown, 'special');
    assert.equal(limitsOf('hdnGrandTotal', { displayType: 3 }).shown, undefined);
    assert.equal(limitsOf('hdnGrandTotal', { displayType: 3 }).form, 'none');
  });

  it('should follow the CRM’s blocks and kinds of display', () => {
    assert.equal(limitsOf('a', {}, { inDetail: false }).shown, 'noPage');
    assert.deepEqual(limitsOf('a', {}, { inCreate: false, inEdit: false }).formReason, 'noForm');
    assert.equal(limitsOf('a', { displayType: 2 }).form, 'none');
    assert.equal(limitsOf('a', {}, { inCreate: false }).isWritableNew, false);
    assert.equal(limitsOf('a', {}, { inCreate: false }).form, 'writable');
  });

  it('should let be read what the server or nobody writes', () => {
    assert.deepEqual(limitsOf('parent_id').formReason, 'server');
    assert.deepEqual(limitsOf('a', { readonly: 99 }).formReason, 'fixed');
    assert.deepEqual(limitsOf('a', { kind: 'recordNumber' }).form, 'readonly');
  });

  it('should tell what only a new record may be given', () => {
    for (const limits of [
      limitsOf('ticketstatus'),
      limitsOf('a', { kind: 'richText' }),
      limitsOf('a', { displayType: 4 }),
    ])
      assert.deepEqual(limits, { shown: undefined, form: 'writable', formReason: 'onlyNew', isWritableNew: true });
  });
});
