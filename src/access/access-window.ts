import type { HostContact } from '../host/host-adapter.js';

/** What a contact may do today: `grace` reads only (DECISIONS 10). */
export type AccessWindow = 'open' | 'grace' | 'none';

type AccessFacts = Pick<HostContact, 'isDeleted' | 'hasPortal' | 'supportStart' | 'supportEnd'>;

const DAY_MS = 86_400_000;

/** Why a contact's window stands as it does; the first that applies. */
export type AccessReason = 'deleted' | 'notInPortal' | 'noEnd' | 'notBegun' | 'open' | 'grace' | 'over';

const WINDOW_OF: Readonly<Record<AccessReason, AccessWindow>> = {
  deleted: 'none',
  notInPortal: 'none',
  noEnd: 'none',
  notBegun: 'none',
  open: 'open',
  grace: 'grace',
  over: 'none',
};

/**
 * Judges a contact's access on a day (`YYYY-MM-DD`, in the CRM's zone). Both support dates count, inclusive; no start is open,
 * no end is no access.
 */
export function accessWindow(contact: AccessFacts, today: string, graceDays: number): AccessWindow {
  return WINDOW_OF[accessReason(contact, today, graceDays)];
}

/** The same with its reason. */
export function accessReason(contact: AccessFacts, today: string, graceDays: number): AccessReason {
  if (contact.isDeleted) return 'deleted';
  if (!contact.hasPortal) return 'notInPortal';
  if (contact.supportEnd === undefined) return 'noEnd';
  if (contact.supportStart !== undefined && today < contact.supportStart) return 'notBegun';
  if (today <= contact.supportEnd) return 'open';
  return today <= addDays(contact.supportEnd, graceDays) ? 'grace' : 'over';
}

/** The last day a contact may still read; undefined: access has no end, which is none. */
export function lastReadingDay({ supportEnd }: Pick<AccessFacts, 'supportEnd'>, graceDays: number): string | undefined {
  return supportEnd === undefined ? undefined : addDays(supportEnd, graceDays);
}

/** Whole days from one day (`YYYY-MM-DD`) to another, negative if that is over; undefined for nonsense. */
export function daysUntil(today: string, day: string): number | undefined {
  const days = (Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY_MS;
  return Number.isNaN(days) ? undefined : days;
}

/** Whole days on the calendar: no zone and no clock change can move them. */
export function addDays(date: string, days: number): string {
  const start = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(start) ? '' : new Date(start + days * DAY_MS).toISOString().slice(0, 10);
}
