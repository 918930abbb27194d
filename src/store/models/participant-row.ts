import { StoreModel } from './store-model.js';

/** A colleague who follows a ticket. */
export class ParticipantRow extends StoreModel {
  static override tableName = 'portal_participant';
  static override idColumn = ['ticket_id', 'contact_id'];

  declare ticketId: number;
  declare contactId: number;
  declare addedBy: number;
  declare addedAt: number;
}
