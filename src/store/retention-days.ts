/** How long what the portal knows of people is kept, in days. */
export interface RetentionDays {
  readonly auditDays: number;
  /** The text of mails that were sent; that they were stays. */
  readonly mailBodyDays: number;
  /** After the CRM deleted a contact. */
  readonly erasureDays: number;
}
