import type { Viewer } from '../../access/types.js';
import { renderMail, type StoredMail } from '../../mail/mail-composer.js';
import type { MailRenderer } from '../../mail/mail-renderer.js';
import { UnsendableMailError } from '../../mail/send-failure.js';
import { ownersOf, standsFor } from './leak-owners.js';
import type { LeakData } from './leak-records.js';
import type { Witness } from './leak-witnesses.js';

/** The outbox as the search for leaks reads it. */
export interface LeakMailbox {
  readonly renderer: MailRenderer;
  /** The newest mails to a contact, sent ones too. */
  of(contactId: number): Promise<readonly (StoredMail & { readonly id: number; readonly ticketId: number | null })[]>;
}

/** A mail as its recipient reads it. */
export interface ReadMail {
  readonly name: string;
  readonly body: string;
  readonly ticketId: number | null;
}

/** Every mail to a viewer that went out or could; rendered, since a mail holds more than its row and less than its data. */
export async function readMails(viewer: Viewer, { of, renderer }: LeakMailbox): Promise<readonly ReadMail[]> {
  const mails = await of(viewer.contact.id);
  return mails.flatMap((mail) => {
    try {
      const { subject, html, text } = renderMail(mail, renderer);
      return [{ name: `mail ${mail.id}`, body: [subject, html, text].join('\n'), ticketId: mail.ticketId }];
    } catch (error) {
      if (error instanceof UnsendableMailError) return [];
      throw error;
    }
  });
}

/** What must not stand in a mail: the same as on a page, but that it still tells of its own ticket when that was deleted since. */
export function witnessesInMail(
  { ticketId }: ReadMail,
  witnesses: readonly Witness[],
  viewer: Viewer,
  data: LeakData,
): readonly Witness[] {
  const ticket = data.records.get(ticketId ?? 0);
  if (!ticket?.isDeleted) return witnesses;
  const mine = standsFor(viewer, ticket.module.name, data);
  const isMine = [...ownersOf(ticket, data)].some((owner) => mine.has(owner));
  return isMine ? witnesses.filter((witness) => witness.path !== `/${ticket.module.name}/${ticket.id}`) : witnesses;
}
