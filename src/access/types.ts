import type { HostContact, RowScope } from '../host/host-adapter.js';
import type { Profile } from './profile-schema.js';

/** The signed-in customer of one request: who they are and what their profile says. */
export interface Viewer {
  readonly contact: HostContact;
  /** «Villani Francesco», as the CRM names contacts. */
  readonly crmName: string;
  /** «Francesco Villani», as people are addressed. */
  readonly name: string;
  readonly profile: Profile;
  /** False in the grace period after the end of access, and while the CRM is being upgraded. */
  readonly mayWrite: boolean;
  /** The CRM is being upgraded: nobody writes now. */
  readonly isHeld?: boolean;
}

/** What can be done in a module or to a record. */
export type Action =
  | 'view'
  | 'create'
  | 'edit'
  | 'delete'
  | 'comment'
  | 'attach'
  | 'resolve'
  | 'reopen'
  | 'participants'
  | 'export'
  | 'accept';

/** Scope of a module as a profile says it. */
export type ScopeName = 'own' | 'company' | 'public';

export type { Profile, RowScope };
