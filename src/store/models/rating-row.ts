import { StoreModel } from './store-model.js';

/** How one closing of a ticket was rated. */
export class RatingRow extends StoreModel {
  static override tableName = 'portal_rating';
  static override idColumn = ['ticket_id', 'closing_id'];

  declare ticketId: number;
  declare closingId: number;
  declare contactId: number;
  declare stars: number;
  declare word: string | null;
  declare ratedAt: number;
}
