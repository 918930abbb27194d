import { accessWindow } from '../../access/access-window.js';
import type { HostContact } from '../../host/host-adapter.js';
import type { Login } from '../../store/login-store.js';

/**
 * Where a colleague stands: `active` has signed in · `invited` has access and never did · `later` has access from a day to come ·
 * `suspended` by a manager · `expired` by the date · `closed` by the staff · `none` never had access · `noEmail` cannot get any.
 */
export type ColleagueState = 'active' | 'invited' | 'later' | 'suspended' | 'expired' | 'closed' | 'none' | 'noEmail';

/** What a state is told from. */
export interface StateFacts {
  readonly contact: HostContact;
  readonly login: Pick<Login, 'signedInAt' | 'passwordHash'> | undefined;
  readonly isSuspended: boolean;
  readonly hasAddress: boolean;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Tells where a colleague stands. */
export function colleagueState({ contact, login, isSuspended, hasAddress, today }: StateFacts): ColleagueState {
  if (contact.hasPortal && contact.supportEnd !== undefined) {
    if (today > contact.supportEnd) return 'expired';
    if (accessWindow(contact, today, 0) === 'none') return 'later';
    return login?.signedInAt !== undefined || login?.passwordHash !== undefined ? 'active' : 'invited';
  }
  if (!hasAddress) return 'noEmail';
  if (isSuspended) return 'suspended';
  // The CRM keeps a user name of whoever had access once: taking it away was the staff's doing.
  return contact.userName === '' && !contact.hasPortal ? 'none' : 'closed';
}

/** Whether a colleague takes one of the places a manager may give. */
export function takesPlace(state: ColleagueState): boolean {
  return state === 'active' || state === 'invited' || state === 'later';
}

/** Whether a manager may give access; what the staff took away or let end is theirs to give back. */
export function mayInvite(state: ColleagueState): boolean {
  return state === 'none' || state === 'suspended';
}
