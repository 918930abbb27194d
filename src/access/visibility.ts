import type { RowScope } from '../host/host-adapter.js';
import { ruleOf } from './module-rules.js';
import type { Viewer } from './types.js';

/** The rows of a module a viewer may see; every query applies it. `none` for a module that is off in the profile. */
export function scopeFor(viewer: Viewer, moduleName: string): RowScope {
  const rule = ruleOf(viewer.profile, moduleName);
  if (!rule?.permissions.view || viewer.contact.isDeleted || !viewer.contact.hasPortal) return { kind: 'none' };
  return {
    kind: 'customer',
    contactId: viewer.contact.id,
    accountId: viewer.contact.accountId,
    includesCompany: (rule.scope ?? viewer.profile.scope) === 'company',
  };
}
