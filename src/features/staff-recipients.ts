import type { Viewer } from '../access/types.js';
import type { HostAdapter, StaffMember } from '../host/host-adapter.js';
import { isPlainAddress } from '../mail/mail-address.js';
import type { MailRecipient } from '../mail/outbox.js';

/** One of the CRM's own people as a mail goes to them. */
export interface StaffRecipient {
  /** What makes the mail's key unique beside the change itself. */
  readonly key: string;
  readonly to: MailRecipient;
  /** Two-letter code: their choice in the CRM, else the CRM's default. */
  readonly language: string;
}

/** Those who chose in the CRM to be notified by mail, and have an address. */
export function staffRecipients(
  owners: readonly StaffMember[],
  { metadata }: Pick<HostAdapter, 'metadata'>,
): readonly StaffRecipient[] {
  const { defaultLanguage } = metadata.current.labels;
  return owners
    .filter(({ wantsMail, email }) => wantsMail && isPlainAddress(email))
    .map(({ id, email, name, language }) => ({
      key: `u${id}`,
      to: { address: email, name },
      language: language ?? defaultLanguage,
    }));
}

/** A customer as the staff read of them: the name, and the company in brackets. */
export function customerText({ contact, name }: Viewer): string {
  const company = contact.accountName.trim();
  return company ? `${name} (${company})` : name;
}
