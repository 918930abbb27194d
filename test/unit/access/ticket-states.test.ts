import assert from 'node:assert/strict';
import { createTicketRules } from '../../../src/access/ticket-states.js';
import type { Action } from '../../../src/access/types.js';
import { buildProfile, buildViewer } from '../../support/access-builders.js';

const can = (...allowed: readonly Action[]) => ({
  judge: (_viewer: unknown, _module: string, action: Action) =>
    allowed.includes(action) ? ('allowed' as const) : ('actionOff' as const),
});
const profile = (resolveColleagues: boolean) =>
  buildProfile({ modules: [{ module: 'HelpDesk', permissions: { view: true, resolveColleagues } }] });
const viewer = buildViewer(profile(false));
const own = { status: 'Open', parentId: viewer.contact.id };
const colleagues = { status: 'Open', parentId: 99 };
const companys = { status: 'Open', parentId: viewer.contact.accountId };
const closed = { ...own, status: 'Closed' };

describe('TicketRules', () => {
  describe('#mayResolve', () => {
    const rules = createTicketRules(can('resolve'));
    it("should allow one's own ticket, once", () => {
      assert.equal(rules.mayResolve(viewer, own), true);
      assert.equal(rules.mayResolve(viewer, { ...own, status: 'Answered by customer' }), true);
      assert.equal(rules.mayResolve(viewer, closed), false);
    });
    it("should allow a colleague's or the company's only by the profile's flag", () => {
      assert.equal(rules.mayResolve(viewer, colleagues), false);
      assert.equal(rules.mayResolve(viewer, companys), false);
      assert.equal(rules.mayResolve(buildViewer(profile(true)), colleagues), true);
    });
    it('should need the permission', () => {
      assert.equal(createTicketRules(can()).mayResolve(viewer, own), false);
    });
  });

  describe('#mayRate', () => {
    const rules = createTicketRules(can('comment'));
    it("should allow one's own closed ticket, a colleague's only by the profile's flag", () => {
      assert.equal(rules.mayRate(viewer, closed), true);
      assert.equal(rules.mayRate(viewer, own), false);
      assert.equal(rules.mayRate(viewer, { ...colleagues, status: 'Closed' }), false);
      assert.equal(rules.mayRate(buildViewer(profile(true)), { ...colleagues, status: 'Closed' }), true);
    });
    it('should need a permission to write on tickets', () => {
      assert.equal(createTicketRules(can('resolve')).mayRate(viewer, closed), true);
      assert.equal(createTicketRules(can('view')).mayRate(viewer, closed), false);
    });
  });

  describe('#mayReopen', () => {
    it('should allow closed tickets only', () => {
      assert.equal(createTicketRules(can('reopen')).mayReopen(viewer, closed), true);
      assert.equal(createTicketRules(can('reopen')).mayReopen(viewer, own), false);
      assert.equal(createTicketRules(can('comment')).mayReopen(viewer, closed), false);
    });
  });

  describe('#mayComment', () => {
    it('should need the reopen permission on a closed ticket', () => {
      assert.equal(createTicketRules(can('comment')).mayComment(viewer, own), true);
      assert.equal(createTicketRules(can('comment')).mayComment(viewer, closed), false);
      assert.equal(createTicketRules(can('comment', 'reopen')).mayComment(viewer, closed), true);
      assert.equal(createTicketRules(can('reopen')).mayComment(viewer, closed), false);
    });
  });

  describe('#mayEdit and #mayAttach', () => {
    it('should allow open tickets only', () => {
      const rules = createTicketRules(can('edit', 'attach'));
      assert.deepEqual([rules.mayEdit(viewer, own), rules.mayAttach(viewer, own)], [true, true]);
      assert.deepEqual([rules.mayEdit(viewer, closed), rules.mayAttach(viewer, closed)], [false, false]);
    });
  });

  describe('#mayEdit of a participant', () => {
    const rules = createTicketRules(can('edit'));
    const inCompany = buildViewer(
      buildProfile({ modules: [{ module: 'HelpDesk', scope: 'company', permissions: { view: true } }] }),
    );
    it('should be refused: who sees only their own tickets was merely added to this one', () => {
      assert.equal(rules.mayEdit(viewer, colleagues), false);
      assert.equal(rules.mayEdit(viewer, companys), false);
      assert.equal(rules.mayEdit(inCompany, colleagues), true);
    });
  });

  describe('#mayShare', () => {
    const rules = createTicketRules(can('comment', 'participants'));
    it("should allow one's own ticket and the company's, whatever the status", () => {
      for (const ticket of [own, companys, closed]) assert.equal(rules.mayShare(viewer, ticket), true);
      assert.equal(rules.mayShare(viewer, colleagues), false);
      assert.equal(rules.mayShare(viewer, { status: 'Open', parentId: undefined }), false);
    });
    it('should need the permission, and that to comment', () => {
      assert.equal(createTicketRules(can('comment')).mayShare(viewer, own), false);
      assert.equal(createTicketRules(can('participants')).mayShare(viewer, own), false);
    });
    it('should not take a contact without a company for the company', () => {
      const alone = buildViewer(profile(false), { accountId: undefined });
      assert.equal(rules.mayShare(alone, { status: 'Open', parentId: undefined }), false);
    });
  });

  describe('#mayDelete', () => {
    const rules = createTicketRules(can('delete'));
    const mine = { authorType: 'customer', authorId: viewer.contact.id } as const;
    it("should allow one's own open ticket with nobody else's comment", () => {
      assert.equal(rules.mayDelete(viewer, own, []), true);
      assert.equal(rules.mayDelete(viewer, own, [mine]), true);
    });
    it('should refuse once anybody else commented, also an agent with the same id', () => {
      assert.equal(rules.mayDelete(viewer, own, [mine, { authorType: 'customer', authorId: 99 }]), false);
      assert.equal(rules.mayDelete(viewer, own, [{ authorType: 'user', authorId: viewer.contact.id }]), false);
    });
    it('should refuse any other status, any other owner, and without permission', () => {
      assert.equal(rules.mayDelete(viewer, { ...own, status: 'In Progress' }, []), false);
      assert.equal(rules.mayDelete(viewer, colleagues, []), false);
      assert.equal(createTicketRules(can()).mayDelete(viewer, own, []), false);
    });
  });
});
