import { StoreModel } from './store-model.js';

/** Up to which comment a contact has seen a ticket. */
export class SeenRow extends StoreModel {
  static override tableName = 'portal_seen';
  static override idColumn = ['contact_id', 'ticket_id'];

  declare contactId: number;
  declare ticketId: number;
  declare commentId: number;
  declare seenAt: number;
}
