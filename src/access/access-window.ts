import type { HostContact } from '../host/host-adapter.js';

/** What a contact may do today: `grace` reads only (DECISIONS 10). */
export type AccessWindow = 'open' | 'grace' | 'none';

type AccessFacts = Pick<HostContact, 'isDeleted' | 'hasPortal' | 'supportStart' | 'supportEnd'>;

const DAY_MS = 86_400_000;

/**
 * Judges a contact's access on a day (`YYYY-MM-DD`, in the CRM's zone). Both support dates count, inclusive; no start is open,
 * no end is no access.
 */
export function accessWindow(contact: AccessFacts, today: string, graceDays: number): AccessWindow {
  if (contact.isDeleted || !contact.hasPortal || contact.supportEnd === undefined) return 'none';
  if (contact.supportStart !== undefined && today < contact.supportStart) return 'none';
  if (today <= contact.supportEnd) return 'open';
  return today <= addDays(contact.supportEnd, graceDays) ? 'grace' : 'none';
}

/** Whole days on the calendar: no zone and no clock change can move them. */
function addDays(date: string, days: number): string {
  const start = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(start) ? '' : new Date(start + days * DAY_MS).toISOString().slice(0, 10);
}
