import { StoreModel } from './store-model.js';

/** A ticket about which a contact wants no mails. */
export class TicketMuteRow extends StoreModel {
  static override tableName = 'portal_ticket_mute';
  static override idColumn = ['contact_id', 'ticket_id'];

  declare contactId: number;
  declare ticketId: number;
  declare mutedAt: number;
}
