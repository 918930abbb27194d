import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createPermissions } from '../../../src/access/permissions.js';
import type { ProfileInput } from '../../../src/access/profile-schema.js';
import { scopeFor } from '../../../src/access/visibility.js';
import {
  buildField,
  buildMetadataSource,
  buildModule,
  buildProfile,
  buildViewer,
} from '../../support/access-builders.js';

const fieldNames = ['a', 'b', 'parent_id'];
const actions = ['create', 'edit', 'delete', 'comment', 'attach', 'resolve', 'reopen', 'export', 'accept'] as const;
type ModuleInput = ProfileInput['modules'][number];

const fieldRule = fc.record({
  shown: fc.boolean(),
  form: fc.constantFrom('hidden', 'readonly', 'writable', 'mandatory'),
});
const permissions = fc.record(
  Object.fromEntries(['view', ...actions].map((name) => [name, fc.boolean()])) as Record<
    'view' | (typeof actions)[number],
    fc.Arbitrary<boolean>
  >,
);
const moduleRule: fc.Arbitrary<ModuleInput> = fc.record({
  module: fc.constant('HelpDesk'),
  scope: fc.constantFrom('own' as const, 'company' as const),
  permissions,
  fields: fc.dictionary(fc.constantFrom(...fieldNames), fieldRule),
});
const profileInput = fc.record({
  scope: fc.constantFrom('own' as const, 'company' as const),
  otherFields: fc.constantFrom('as-portal-user' as const, 'hidden' as const),
  modules: fc.array(moduleRule, { maxLength: 1 }),
});
const fieldChanges = fc.record({
  displayType: fc.constantFrom(1, 2, 3, 4),
  readonly: fc.constantFrom(1, 99, 100),
  visibleToPortalUser: fc.boolean(),
  isMandatory: fc.boolean(),
  kind: fc.constantFrom('text' as const, 'secret' as const, 'owner' as const, 'picklist' as const),
});
const fields = fc
  .tuple(fieldChanges, fieldChanges, fieldChanges)
  .map((all) => all.map((changes, index) => buildField(fieldNames[index] ?? '', changes)));

describe('Access', () => {
  it('should never give more rows when the profile is narrowed to own records', () => {
    fc.assert(
      fc.property(profileInput, (input) => {
        const wide = scopeFor(buildViewer(buildProfile(input)), 'HelpDesk');
        const modules = input.modules.map((rule) => ({ ...rule, scope: 'own' as const }));
        const narrow = scopeFor(buildViewer(buildProfile({ ...input, scope: 'own', modules })), 'HelpDesk');
        assert.equal(narrow.kind, wide.kind);
        if (narrow.kind === 'customer') assert.equal(narrow.includesCompany, false);
      }),
    );
  });

  it('should give no rows, fields or actions where viewing is off', () => {
    fc.assert(
      fc.property(profileInput, fields, fc.constantFrom(...actions), (input, schema, action) => {
        const module = buildModule('HelpDesk', schema);
        const rights = createPermissions(buildMetadataSource([module]));
        const modules = input.modules.map((rule) => ({ ...rule, permissions: { ...rule.permissions, view: false } }));
        const viewer = buildViewer(buildProfile({ ...input, modules }));
        assert.equal(scopeFor(viewer, 'HelpDesk').kind, 'none');
        assert.equal(rights.can(viewer, 'HelpDesk', action), false);
        assert.deepEqual(rights.shownFields(viewer, module), []);
        assert.deepEqual(rights.formFields(viewer, module, 'create'), []);
        assert.deepEqual(rights.formFields(viewer, module, 'edit'), []);
      }),
    );
  });

  it('should never show or offer a field above the ceiling, whatever the profile says', () => {
    fc.assert(
      fc.property(
        profileInput,
        fields,
        fc.constantFrom('create' as const, 'edit' as const),
        (input, schema, purpose) => {
          const module = buildModule('HelpDesk', schema);
          const rights = createPermissions(buildMetadataSource([module]));
          const viewer = buildViewer(buildProfile(input));
          const seen = [
            ...rights.shownFields(viewer, module),
            ...rights.formFields(viewer, module, purpose).map((entry) => entry.field),
          ];
          for (const field of seen) {
            assert.equal(field.visibleToPortalUser, true);
            assert.notEqual(field.kind, 'secret');
            assert.notEqual(field.readonly, 100);
          }
        },
      ),
    );
  });

  it('should let nothing be written that the profile does not name or the server sets', () => {
    fc.assert(
      fc.property(
        profileInput,
        fields,
        fc.constantFrom('create' as const, 'edit' as const),
        (input, schema, purpose) => {
          const module = buildModule('HelpDesk', schema);
          const viewer = buildViewer(buildProfile(input));
          const form = createPermissions(buildMetadataSource([module])).formFields(viewer, module, purpose);
          for (const entry of form.filter((candidate) => candidate.form !== 'readonly')) {
            assert.ok(['writable', 'mandatory'].includes(input.modules[0]?.fields?.[entry.field.name]?.form ?? ''));
            assert.notEqual(entry.field.name, 'parent_id');
            assert.notEqual(entry.field.kind, 'owner');
            assert.notEqual(entry.field.readonly, 99);
          }
        },
      ),
    );
  });
});
