import assert from 'node:assert/strict';
import { demoProfile } from '../../../src/access/demo-profile.js';
import { INTERNAL_FIELDS } from '../../../src/access/internal-fields.js';
import { legacyProfile } from '../../../src/access/legacy-profile.js';
import { createPermissions, type Permissions } from '../../../src/access/permissions.js';
import type { Profile } from '../../../src/access/profile-schema.js';
import type { Viewer } from '../../../src/access/types.js';
import { scopeFor } from '../../../src/access/visibility.js';
import type { ModuleSchema } from '../../../src/host/metadata/types.js';
import { buildViewer } from '../../support/access-builders.js';
import { eachHost, type TestHost } from '../../support/databases.js';
import { PORTAL_MODULES } from '../../support/portal-modules.js';

eachHost('First profile', (buildHost) => {
  let test: TestHost;
  let permissions: Permissions;

  before(async () => {
    test = await buildHost();
    permissions = createPermissions(test.host.metadata);
  });
  after(() => test.close());

  const moduleOf = (name: string): ModuleSchema => {
    const module = test.host.metadata.current.module(name);
    assert.ok(module, name);
    return module;
  };
  const formOf = (viewer: Viewer, name: string, purpose: 'create' | 'edit' = 'create'): Record<string, string> =>
    Object.fromEntries(
      permissions
        .formFields(viewer, moduleOf(name), purpose)
        .map(({ field, form, preset }) => [field.name, preset === undefined ? form : `${form} ${preset}`]),
    );

  describe('legacyProfile', () => {
    let profile: Profile;
    let viewer: Viewer;
    before(() => {
      profile = legacyProfile(test.host.metadata.current);
      viewer = buildViewer(profile);
    });

    it("should have the old portal's modules in its order, seen by the whole company", () => {
      assert.deepEqual(
        profile.modules.map((rule) => rule.module),
        PORTAL_MODULES,
      );
      for (const name of PORTAL_MODULES) {
        const scope = scopeFor(viewer, name);
        assert.ok(scope.kind === 'customer' && scope.includesCompany, name);
      }
    });

    it('should let tickets be worked on, own data be edited, and everything else be viewed', () => {
      const actions = [
        'create',
        'edit',
        'delete',
        'comment',
        'attach',
        'resolve',
        'reopen',
        'export',
        'accept',
      ] as const;
      const allowed = (name: string): string[] => actions.filter((action) => permissions.can(viewer, name, action));
      assert.deepEqual(allowed('HelpDesk'), ['create', 'comment', 'attach', 'resolve', 'reopen']);
      assert.deepEqual(allowed('Contacts'), ['edit']);
      for (const name of PORTAL_MODULES.filter((module) => module !== 'HelpDesk' && module !== 'Contacts')) {
        assert.deepEqual(allowed(name), [], name);
        assert.equal(permissions.can(viewer, name, 'view'), true, name);
      }
    });

    it("should offer a ticket's form without what the CRM sets itself", () => {
      assert.deepEqual(formOf(viewer, 'HelpDesk'), {
        ticket_title: 'mandatory',
        parent_id: 'readonly',
        product_id: 'writable',
        ticketpriorities: 'writable',
        ticketstatus: 'readonly',
        ticketseverities: 'writable',
        ticketcategories: 'writable',
        ticket_no: 'readonly',
        description: 'writable',
      });
    });

    it('should let them ask for another address, and nobody change the company', () => {
      const form = formOf(viewer, 'Contacts', 'edit');
      assert.equal(form.email, 'writable');
      assert.equal(form.account_id, 'readonly');
      assert.equal(form.mobile, 'writable');
      assert.equal(form.lastname, 'mandatory');
    });

    it("should have the manual's columns of tickets", () => {
      assert.deepEqual(
        permissions.listFields(viewer, moduleOf('HelpDesk')).map((field) => field.name),
        ['ticket_no', 'ticket_title', 'parent_id', 'ticketstatus', 'ticketpriorities', 'assigned_user_id'],
      );
    });

    it("should show at least one column and field of every module, and none of the staff's", () => {
      for (const name of PORTAL_MODULES) {
        const shown = permissions.shownFields(viewer, moduleOf(name)).map((field) => field.name);
        assert.ok(permissions.listFields(viewer, moduleOf(name)).length > 0, `columns of ${name}`);
        assert.ok(shown.length > 2, `fields of ${name}`);
        const leaked = shown.filter(
          (field) => INTERNAL_FIELDS[name]?.includes(field) || /^gdpr_|cost|commission|_bcc$/.test(field),
        );
        assert.deepEqual(leaked, [], name);
      }
    });

    it('should name only fields the CRM has', () => {
      for (const rule of profile.modules) {
        const { fields } = moduleOf(rule.module);
        const unknown = Object.keys(rule.fields).filter((name) => name !== 'comments' && !fields.has(name));
        assert.deepEqual(unknown, [], rule.module);
      }
    });
  });

  describe('demoProfile', () => {
    it("should start the form as the manual's picture does", () => {
      const form = formOf(buildViewer(demoProfile(test.host.metadata.current)), 'HelpDesk');
      assert.equal(form.ticketpriorities, 'writable Normal');
      assert.equal(form.ticketseverities, 'writable Minor');
      assert.equal(form.ticketstatus, 'readonly Open');
      for (const name of ['hours', 'days', 'projectplanid', 'projecttaskid'])
        assert.equal(form[name], 'writable', name);
    });

    it('should also edit and delete tickets and accept quotes', () => {
      const viewer = buildViewer(demoProfile(test.host.metadata.current));
      assert.equal(permissions.can(viewer, 'HelpDesk', 'edit'), true);
      assert.equal(permissions.can(viewer, 'HelpDesk', 'delete'), true);
      assert.equal(permissions.can(viewer, 'Quotes', 'accept'), true);
      assert.equal(permissions.can(viewer, 'Invoice', 'accept'), false);
    });

    it('should have home buttons in both languages that lead to modules that are on', () => {
      const profile = demoProfile(test.host.metadata.current);
      assert.equal(profile.homeButtons.length, 4);
      for (const { label, target } of profile.homeButtons) {
        assert.ok(label.it && label.en);
        assert.ok(target.kind !== 'address' && profile.modules.some((rule) => rule.module === target.module));
      }
    });
  });
});
