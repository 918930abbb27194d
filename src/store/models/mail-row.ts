import { StoreModel } from './store-model.js';

/**
 * `failed` is final: only a person sends it again; `cancelled`: a person, or its recipient's choice, wanted it not to go out; `held`: it
 * waits for its summary; `digested`: its summary was written.
 */
export type MailState = 'waiting' | 'held' | 'sent' | 'failed' | 'digested' | 'cancelled';

/** Every state, in the order people look at them. */
export const mailStates: readonly MailState[] = ['waiting', 'held', 'failed', 'sent', 'digested', 'cancelled'];

/**
 * Why a mail was held (`choice`, `limit`) or dropped: `gone` the contact has no portal access or address any more, `optedOut`, `muted` the
 * ticket is, `off` its topic is, `stopped` the address refuses mails for good, `limit` too many.
 */
export type GateReason = 'choice' | 'limit' | 'gone' | 'optedOut' | 'muted' | 'off' | 'stopped';

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
  /** Of one that is held: when its summary is due. */
  declare nextAttemptAt: number;
  declare leaseOwner: string | null;
  declare leaseUntil: number | null;
  declare lastError: string | null;
  /** JSON of what happened to it, the newest last. */
  declare history: string | null;
  declare createdAt: number;
  /** Of one in a summary: when that was written. */
  declare sentAt: number | null;
  declare gateReason: GateReason | null;
  /** Since when it counts for the limits, or a person let it past them. */
  declare admittedAt: number | null;
  /** The summary it went into. */
  declare digestId: number | null;
}
