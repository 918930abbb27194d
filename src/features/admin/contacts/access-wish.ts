import { accessWindow } from '../../../access/access-window.js';
import type { FieldFault } from '../../../core/errors.js';
import type { AccessGrant, ContactAccess, StaffAuthor } from '../../../host/host-adapter.js';
import { isPlainAddress } from '../../../mail/mail-address.js';

/** What shall become of a contact's access; what is left out stays. A date or profile of `null`: none, and the default one. */
export interface AccessWish {
  readonly isEnabled?: boolean;
  readonly supportStart?: string | null;
  readonly supportEnd?: string | null;
  readonly profileId?: string | null;
  /** Mails the access data again. */
  readonly invites?: boolean;
  /** Ends every session and remembered browser. */
  readonly revokes?: boolean;
}

/** A contact's access as a page showed it, for noticing that somebody else was faster. */
export interface ShownAccess {
  readonly grant: AccessGrant;
  /** Undefined: the default one. */
  readonly profileId: string | undefined;
}

/** An administrator as author of a change; commands have one of the CRM's too. */
export type ChangeAuthor = StaffAuthor;

/** Tick and dates as they stand. */
export function grantOf({ hasPortal, supportStart, supportEnd }: ContactAccess): AccessGrant {
  return { isEnabled: hasPortal, supportStart, supportEnd };
}

/** Tick and dates as wished. */
export function wantedGrant(before: AccessGrant, wish: AccessWish): AccessGrant {
  const date = (wished: string | null | undefined, kept: string | undefined) =>
    wished === undefined ? kept : (wished ?? undefined);
  return {
    isEnabled: wish.isEnabled ?? before.isEnabled,
    supportStart: date(wish.supportStart, before.supportStart),
    supportEnd: date(wish.supportEnd, before.supportEnd),
  };
}

/** The day a wish is judged on, and the days an expired contact still reads. */
export interface WishDay {
  readonly today: string;
  readonly graceDays: number;
}

/** What stands against a wish; the fields are those of the contact's form. */
export function wishFaults(contact: ContactAccess, wish: AccessWish, day: WishDay): readonly FieldFault[] {
  const before = grantOf(contact);
  const wanted = wantedGrant(before, wish);
  const faults: FieldFault[] = [];
  const refuse = (field: string, name: string): void => {
    faults.push({ field, code: `admin-contacts:faults.${name}` });
  };
  const { supportStart: start, supportEnd: end } = wanted;
  const isNew = wanted.isEnabled && !before.isEnabled;
  if (isNew && contact.email.trim() === '') refuse('access', 'noEmail');
  else if (isNew && !isPlainAddress(contact.email)) refuse('access', 'badEmail');
  if (wanted.isEnabled && end === undefined && (isNew || before.supportEnd !== undefined)) refuse('end', 'endMissing');
  if (start !== undefined && end !== undefined && end < start) refuse('end', 'endBeforeStart');
  else if (isNew && end !== undefined && end < day.today) refuse('end', 'endOver');
  if (wish.invites && !(isOpen(contact, before, day) && isPlainAddress(contact.email))) refuse('access', 'noAccess');
  return faults;
}

/** One thing a wish does to a contact. */
export type AccessEffect =
  | 'enabled'
  | 'mailed'
  | 'mailedLater'
  | 'disabled'
  | 'datesChanged'
  | 'profileAssigned'
  | 'sessionsRevoked';

/** What a wish would do; nothing of it where all is as wished already. */
export function wishEffects(
  contact: ContactAccess,
  profileId: string | undefined,
  wish: AccessWish,
  day: WishDay,
): readonly AccessEffect[] {
  const before = grantOf(contact);
  const wanted = wantedGrant(before, wish);
  const isNew = wanted.isEnabled && !before.isEnabled;
  const isMoved = before.supportStart !== wanted.supportStart || before.supportEnd !== wanted.supportEnd;
  return [
    ...(isNew ? (['enabled', isOpen(contact, wanted, day) ? 'mailed' : 'mailedLater'] as const) : []),
    ...(!wanted.isEnabled && before.isEnabled ? (['disabled'] as const) : []),
    ...(isMoved && !isNew ? (['datesChanged'] as const) : []),
    ...(wish.profileId !== undefined && (wish.profileId ?? undefined) !== profileId
      ? (['profileAssigned'] as const)
      : []),
    ...(wish.invites ? (['mailed'] as const) : []),
    ...(wish.revokes ? (['sessionsRevoked'] as const) : []),
  ];
}

/** Whether somebody with this tick and these dates may come in today. */
export function isOpen(
  contact: ContactAccess,
  { isEnabled, supportStart, supportEnd }: AccessGrant,
  day: WishDay,
): boolean {
  return (
    accessWindow({ ...contact, hasPortal: isEnabled, supportStart, supportEnd }, day.today, day.graceDays) !== 'none'
  );
}
