import type { AccessDays, AccessState, HostContact } from '../host/host-adapter.js';
import { addDays } from './access-window.js';

/** Access that ends within so many days ends soon. */
const EXPIRING_DAYS = 30;

/** What a contact's state is told from. */
export interface AccessFacts {
  readonly contact: Pick<HostContact, 'hasPortal' | 'supportStart' | 'supportEnd' | 'email'>;
  readonly hasSignedIn: boolean;
  /** Has set a password, by the link or later. */
  readonly hasPassword: boolean;
  /** What became of the newest invitation; undefined: there was none. */
  readonly invitation: 'waiting' | 'sent' | 'failed' | undefined;
}

/** The days around today that states depend on; `graceDays` is how long an expired contact still reads. */
export function accessDays(today: string, graceDays: number): AccessDays {
  return { today, graceFrom: addDays(today, -graceDays), expiringTo: addDays(today, EXPIRING_DAYS) };
}

/** Where a live contact's access stands; the CRM's side finds contacts by the same states. */
export function accessStateOf({ contact, ...facts }: AccessFacts, days: AccessDays): AccessState {
  const { supportStart, supportEnd } = contact;
  if (!contact.hasPortal) return contact.email.trim() === '' ? 'noEmail' : 'off';
  if (supportEnd === undefined) return 'undated';
  if (supportStart !== undefined && supportStart > days.today) return 'notBegun';
  if (supportEnd < days.graceFrom) return 'expired';
  if (supportEnd < days.today) return 'grace';
  const isUnreached = !facts.hasSignedIn && !facts.hasPassword;
  if (isUnreached && facts.invitation === 'failed') return 'mailFailed';
  if (supportEnd <= days.expiringTo) return 'expiring';
  if (facts.hasSignedIn) return 'active';
  if (facts.hasPassword) return 'opened';
  return facts.invitation === undefined ? 'idle' : 'invited';
}
