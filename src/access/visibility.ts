import type { RowScope, SharedRecords } from '../host/host-adapter.js';
import { ticketShares } from '../store/participant-store.js';
import { ruleOf } from './module-rules.js';
import type { Viewer } from './types.js';

/** Modules whose records may be shared with a colleague. */
const SHARES: Readonly<Record<string, SharedRecords>> = { HelpDesk: ticketShares };

/** The rows of a module a viewer may see; every query applies it. `none` for a module that is off in the profile. */
export function scopeFor(viewer: Viewer, moduleName: string): RowScope {
  const rule = ruleOf(viewer.profile, moduleName);
  if (!rule?.permissions.view || viewer.contact.isDeleted || !viewer.contact.hasPortal) return { kind: 'none' };
  const shared = SHARES[moduleName];
  return {
    kind: 'customer',
    contactId: viewer.contact.id,
    accountId: viewer.contact.accountId,
    includesCompany: (rule.scope ?? viewer.profile.scope) === 'company',
    ...(shared ? { shared } : {}),
  };
}

/** Whether a scope reaches beyond the contact, to the company's rows. */
export function includesCompany(scope: RowScope): boolean {
  return scope.kind === 'customer' && scope.includesCompany;
}

/** Those rows of a scope that are the contact's own, without the company's and without what colleagues share. */
export function ownRows(scope: RowScope): RowScope {
  if (scope.kind !== 'customer') return scope;
  const { shared: _, ...own } = scope;
  return { ...own, includesCompany: false };
}
