import type { ChangeSource } from '../../host/host-adapter.js';
import type { IntentOf, MailData, MailIntent, MailKind } from '../../mail/outbox.js';
import type { Audience, Reader } from './audience.js';

/** Changes that have settled and are to be told. */
export interface ChangeBatch {
  readonly ids: readonly number[];
  /** For how long an id has been known, in ms. */
  knownFor(id: number): number;
  readonly audience: Audience;
}

/** What a batch comes to: mails, and the ids to look at again because their save is not through. */
export interface Findings {
  readonly mails: readonly MailIntent[];
  readonly unfinished: readonly number[];
}

/** Turns the changes of one source into mails. */
export interface ChangeTeller {
  readonly source: ChangeSource;
  tell(batch: ChangeBatch): Promise<Findings>;
}

/** A mail to a reader; `source` is what makes it unique beside its kind and its reader. */
export function mailTo<K extends MailKind>(
  { viewer, language }: Reader,
  kind: K,
  source: number | string,
  data: MailData[K],
  ticketId?: number,
): MailIntent {
  const { contact, name } = viewer;
  const intent: IntentOf<K> = {
    kind,
    key: `${kind}:${source}:${contact.id}`,
    contactId: contact.id,
    ...(ticketId === undefined ? {} : { ticketId }),
    to: { address: contact.email, name },
    language,
    data,
  };
  return intent as MailIntent;
}
