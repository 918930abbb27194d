import type { LeasedMail } from '../store/mail-store.js';

/** How a mail that may go out is to be made. */
export interface MailTreatment {
  /** Address that switches this sort of mail off, without a sign-in; undefined: it cannot be switched off. */
  readonly unsubscribe?: string | undefined;
  /** Its reader wants to be told only that there is news. */
  readonly isBare?: boolean;
}

/** Asked before mails are sent: choices, limits and refused addresses hold of the moment of sending, not of that of writing. */
export interface MailGate {
  /** What may go out now, by the mail's id; the others were held back or dropped, their leases with them. */
  admit(mails: readonly LeasedMail[], owner: string): Promise<ReadonlyMap<number, MailTreatment>>;
}
