import type { ModuleRule } from './profile-schema.js';
import { QUOTE_MODULE } from './quote-states.js';
import { TICKET_MODULE } from './ticket-states.js';

/** One box of a profile's matrix. */
export type PermissionName = keyof ModuleRule['permissions'];

/** Every permission, in the order an administrator reads them. */
export const PERMISSIONS = [
  'view',
  'create',
  'edit',
  'delete',
  'comment',
  'attach',
  'resolve',
  'resolveColleagues',
  'reopen',
  'participants',
  'export',
  'accept',
] as const satisfies readonly PermissionName[];

/** What any module's records can: be read, and taken along as a list. */
const EVERYWHERE: readonly PermissionName[] = ['view', 'export'];

const MORE: Readonly<Record<string, readonly PermissionName[]>> = {
  [TICKET_MODULE]: [
    'create',
    'edit',
    'delete',
    'comment',
    'attach',
    'resolve',
    'resolveColleagues',
    'reopen',
    'participants',
  ],
  Documents: ['create'],
  Contacts: ['edit'],
  Faq: ['comment'],
  [QUOTE_MODULE]: ['accept'],
};

/** Whether the portal does this in a module at all; a profile that allows anything else changes nothing. */
export function isPossible(module: string, permission: PermissionName): boolean {
  return (
    EVERYWHERE.includes(permission) || (Object.hasOwn(MORE, module) && MORE[module]?.includes(permission) === true)
  );
}
