import assert from 'node:assert/strict';
import { createPermissions } from '../../../src/access/permissions.js';
import type { FieldSchema } from '../../../src/host/metadata/types.js';
import {
  buildField,
  buildMetadataSource,
  buildModule,
  buildProfile,
  buildViewer,
} from '../../support/access-builders.js';

const names = (fields: readonly { readonly name: string }[]): string[] => fields.map((field) => field.name);

function setUp(fields: readonly FieldSchema[], listFields: readonly string[] = []) {
  const module = buildModule('HelpDesk', fields);
  return { module, permissions: createPermissions(buildMetadataSource([module], [], listFields)) };
}

const all = { view: true, create: true, edit: true } as const;

describe('Permissions', () => {
  describe('#can', () => {
    const { permissions } = setUp([]);
    const profile = buildProfile({
      modules: [
        { module: 'HelpDesk', permissions: { view: true, create: true, export: true } },
        { module: 'Faq', permissions: { view: true } },
        { module: 'Quotes', permissions: { view: false, create: true } },
      ],
    });
    it('should allow what the profile allows and nothing else', () => {
      const viewer = buildViewer(profile);
      assert.equal(permissions.can(viewer, 'HelpDesk', 'create'), true);
      assert.equal(permissions.can(viewer, 'HelpDesk', 'delete'), false);
      assert.equal(permissions.can(viewer, 'Invoice', 'view'), false);
    });
    it('should refuse every action of a module that is not viewed', () => {
      assert.equal(permissions.can(buildViewer(profile), 'Quotes', 'create'), false);
    });
    it('should refuse a module that the CRM no longer has', () => {
      assert.equal(permissions.can(buildViewer(profile), 'Faq', 'view'), false);
    });
    it('should let an expired customer read but not write', () => {
      const viewer = buildViewer(profile, {}, false);
      assert.equal(permissions.can(viewer, 'HelpDesk', 'view'), true);
      assert.equal(permissions.can(viewer, 'HelpDesk', 'export'), true);
      assert.equal(permissions.can(viewer, 'HelpDesk', 'create'), false);
    });
  });

  describe('#enabledModules', () => {
    it("should keep the profile's order and leave out what is off or gone", () => {
      const source = buildMetadataSource([buildModule('HelpDesk', []), buildModule('Faq', [])]);
      const profile = buildProfile({
        modules: [
          { module: 'Faq', permissions: { view: true } },
          { module: 'Gone', permissions: { view: true } },
          { module: 'HelpDesk', permissions: { view: true } },
        ],
      });
      const enabled = createPermissions(source).enabledModules(buildViewer(profile));
      assert.deepEqual(names(enabled.map((entry) => entry.module)), ['Faq', 'HelpDesk']);
    });
  });

  describe('#shownFields', () => {
    const shownOf = (field: FieldSchema, rules: Record<string, { shown: boolean; form: 'hidden' }> = {}) => {
      const { module, permissions } = setUp([field]);
      const profile = buildProfile({ modules: [{ module: 'HelpDesk', permissions: { view: true }, fields: rules }] });
      return names(permissions.shownFields(buildViewer(profile), module));
    };
    const shows: readonly [string, Partial<FieldSchema>, string[]][] = [
      ['an ordinary field', {}, ['x']],
      ['a display-only field', { displayType: 2 }, ['x']],
      ['a create-only field', { displayType: 4 }, ['x']],
      ['no specially handled field', { displayType: 3 }, []],
      ['no field the CRM hides', { readonly: 100 }, []],
      ['a read-only field', { readonly: 99 }, ['x']],
      ['no field the portal user may not see', { visibleToPortalUser: false }, []],
      ['no secret', { kind: 'secret' }, []],
      ['no field of a hidden block', { blockId: 2 }, []],
    ];
    for (const [name, changes, expected] of shows)
      it(`should show ${name}`, () => {
        assert.deepEqual(shownOf(buildField('x', changes)), expected);
      });
    it('should not lift the ceiling by a profile', () => {
      const rules = { x: { shown: true, form: 'hidden' } } as const;
      assert.deepEqual(shownOf(buildField('x', { visibleToPortalUser: false }), rules), []);
      assert.deepEqual(shownOf(buildField('x', { kind: 'secret' }), rules), []);
    });
    it('should hide what the profile hides', () => {
      assert.deepEqual(shownOf(buildField('x'), { x: { shown: false, form: 'hidden' } }), []);
    });
    it('should not take a field named like an object property for a ruled one', () => {
      assert.deepEqual(shownOf(buildField('constructor')), ['constructor']);
    });
    it('should show the totals although the CRM handles them specially', () => {
      assert.deepEqual(shownOf(buildField('hdnGrandTotal', { displayType: 3 })), ['hdnGrandTotal']);
    });
    it('should hide unnamed fields where the profile says so', () => {
      const { module, permissions } = setUp([buildField('a'), buildField('b')]);
      const profile = buildProfile({
        otherFields: 'hidden',
        modules: [{ module: 'HelpDesk', permissions: { view: true }, fields: { a: { shown: true, form: 'hidden' } } }],
      });
      assert.deepEqual(names(permissions.shownFields(buildViewer(profile), module)), ['a']);
    });
  });

  describe('#hiddenPresets', () => {
    const fields = [buildField('a'), buildField('b'), buildField('parent_id'), buildField('c', { readonly: 99 })];
    const { module, permissions } = setUp(fields);
    const presetsOf = (rules: Record<string, { form: 'hidden' | 'readonly'; preset?: string }>, create = true) => {
      const named = Object.entries(rules).map(([name, rule]) => [name, { shown: false, ...rule }]);
      const rule = { module: 'HelpDesk', permissions: { view: true, create }, fields: Object.fromEntries(named) };
      return permissions.hiddenPresets(buildViewer(buildProfile({ modules: [rule] })), module);
    };

    it('should give what the profile presets in fields the form hides', () => {
      assert.deepEqual(presetsOf({ a: { form: 'hidden', preset: 'x' }, b: { form: 'hidden' } }), { a: 'x' });
      assert.deepEqual(presetsOf({ a: { form: 'readonly', preset: 'x' } }), {}, 'the form has it already');
    });

    it('should give nothing that no form could write, and nothing where nothing may be made', () => {
      const rules = { parent_id: { form: 'hidden', preset: '7' }, c: { form: 'hidden', preset: 'x' } } as const;
      assert.deepEqual(presetsOf(rules), {});
      assert.deepEqual(presetsOf({ a: { form: 'hidden', preset: 'x' } }, false), {});
    });
  });

  describe('#listFields', () => {
    const { module, permissions } = setUp([buildField('a'), buildField('b'), buildField('c')], ['c', 'gone', 'a']);
    it("should take the CRM's columns and drop what is not shown", () => {
      const profile = buildProfile({ modules: [{ module: 'HelpDesk', permissions: { view: true } }] });
      assert.deepEqual(names(permissions.listFields(buildViewer(profile), module)), ['c', 'a']);
    });
    it("should prefer the profile's columns, still without hidden fields", () => {
      const profile = buildProfile({
        modules: [
          {
            module: 'HelpDesk',
            permissions: { view: true },
            listColumns: ['b', 'a', 'b'],
            fields: { a: { shown: false, form: 'hidden' } },
          },
        ],
      });
      assert.deepEqual(names(permissions.listFields(buildViewer(profile), module)), ['b']);
    });
  });

  describe('#formFields', () => {
    const formOf = (field: FieldSchema, form: 'readonly' | 'writable' | 'mandatory', purpose: 'create' | 'edit') => {
      const { module, permissions } = setUp([field]);
      const fields = { [field.name]: { shown: true, form, preset: 'p' } };
      const profile = buildProfile({ modules: [{ module: 'HelpDesk', permissions: all, fields }] });
      return permissions.formFields(buildViewer(profile), module, purpose)[0]?.form;
    };
    it('should give each field the state of the profile', () => {
      for (const form of ['readonly', 'writable', 'mandatory'] as const)
        assert.equal(formOf(buildField('x'), form, 'create'), form);
    });
    it('should make mandatory what the CRM demands', () => {
      assert.equal(formOf(buildField('x', { isMandatory: true }), 'writable', 'edit'), 'mandatory');
    });
    it('should never let a customer write what the server sets', () => {
      for (const name of ['parent_id', 'assigned_user_id', 'createdtime', 'active_portal', 'account_id'])
        assert.equal(formOf(buildField(name), 'mandatory', 'create'), 'readonly', name);
      for (const kind of ['owner', 'recordNumber', 'user', 'readonlyText'] as const)
        assert.equal(formOf(buildField('x', { kind }), 'writable', 'create'), 'readonly', kind);
      assert.equal(formOf(buildField('x', { readonly: 99 }), 'writable', 'create'), 'readonly');
    });
    it('should let the status be chosen at the start only, and only if the profile offers it', () => {
      const status = buildField('ticketstatus', { kind: 'picklist' });
      assert.equal(formOf(status, 'writable', 'create'), 'writable');
      assert.equal(formOf(status, 'writable', 'edit'), 'readonly');
    });
    it('should keep create-only fields out of an edit and display-only ones out of both', () => {
      assert.equal(formOf(buildField('x', { displayType: 4 }), 'writable', 'create'), 'writable');
      assert.equal(formOf(buildField('x', { displayType: 4 }), 'writable', 'edit'), undefined);
      assert.equal(formOf(buildField('x', { displayType: 2 }), 'writable', 'create'), undefined);
    });
    it('should leave out fields above the ceiling', () => {
      assert.equal(formOf(buildField('x', { visibleToPortalUser: false }), 'writable', 'create'), undefined);
      assert.equal(formOf(buildField('x', { readonly: 100 }), 'writable', 'create'), undefined);
      assert.equal(formOf(buildField('x', { blockId: 2 }), 'writable', 'create'), undefined);
    });
    it('should leave out fields the profile does not name', () => {
      const { module, permissions } = setUp([buildField('x'), buildField('y')]);
      const fields = { y: { shown: true, form: 'writable', preset: 'p' } } as const;
      const profile = buildProfile({ modules: [{ module: 'HelpDesk', permissions: all, fields }] });
      const form = permissions.formFields(buildViewer(profile), module, 'create');
      assert.deepEqual(
        form.map((entry) => [entry.field.name, entry.form, entry.preset]),
        [['y', 'writable', 'p']],
      );
    });
    it('should be empty where the action is not allowed', () => {
      const { module, permissions } = setUp([buildField('x')]);
      const fields = { x: { shown: true, form: 'writable' } } as const;
      const rule = { module: 'HelpDesk', permissions: { view: true, create: true }, fields };
      const viewer = buildViewer(buildProfile({ modules: [rule] }));
      assert.deepEqual(permissions.formFields(viewer, module, 'edit'), []);
      assert.deepEqual(permissions.formFields({ ...viewer, mayWrite: false }, module, 'create'), []);
    });
  });
});
