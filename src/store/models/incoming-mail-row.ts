import { StoreModel } from './store-model.js';

/** What became of a mail that came in; `ignored`: it was not for the portal. */
export type IncomingOutcome = 'comment' | 'refused' | 'ignored' | 'automatic' | 'bounce';

/** A mail that came in; its text is not kept. */
export class IncomingMailRow extends StoreModel {
  static override tableName = 'portal_incoming_mail';

  declare id: number;
  declare identity: string;
  declare place: string;
  declare uid: number;
  declare fromAddress: string | null;
  declare ticketId: number | null;
  declare contactId: number | null;
  declare outcome: IncomingOutcome;
  declare reason: string;
  /** 0 or 1. */
  declare isAnswered: number;
  declare at: number;
}
