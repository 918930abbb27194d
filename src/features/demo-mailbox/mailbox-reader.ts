/** A mail of the demo as its list shows it; `at` in epoch ms. */
export interface MailboxEntry {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly at: number;
}

/** One whole mail of the demo. */
export interface MailboxMail extends MailboxEntry {
  readonly html: string;
  readonly text: string;
}

/** Where the demo's mails land instead of going out. */
export interface MailboxReader {
  /** Newest first. */
  list(): Promise<readonly MailboxEntry[]>;
  find(id: string): Promise<MailboxMail | undefined>;
}
