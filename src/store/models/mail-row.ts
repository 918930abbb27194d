import { StoreModel } from './store-model.js';

/** `failed` is final: only a person sends it again; `cancelled`: a person wanted it not to go out. */
export type MailState = 'waiting' | 'sent' | 'failed' | 'cancelled';

/** One mail of the outbox. */
export class MailRow extends StoreModel {
  static override tableName = 'portal_mail';

  declare id: number;
  declare uniqueKey: string;
  declare kind: string;
  declare contactId: number | null;
  declare ticketId: number | null;
  declare toAddress: string;
  declare toName: string;
  declare language: string;
  /** JSON of the kind's data. */
  declare data: string;
  /** Fixed at writing, so that a mail sent twice is recognised as the same. */
  declare messageId: string;
  declare state: MailState;
  /** Tries the mail server answered. */
  declare attempts: number;
  declare nextAttemptAt: number;
  declare leaseOwner: string | null;
  declare leaseUntil: number | null;
  declare lastError: string | null;
  /** JSON of what happened to it, the newest last. */
  declare history: string | null;
  declare createdAt: number;
  declare sentAt: number | null;
}
