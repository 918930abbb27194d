import { StoreModel } from './store-model.js';

/** One administrator's look at the portal as a customer. */
export class AdminViewRow extends StoreModel {
  static override tableName = 'portal_admin_view';
  static override idColumn = 'id';

  declare id: string;
  declare userId: number;
  declare contactId: number;
  declare profileId: string | null;
  declare isDraft: boolean | number;
  declare createdAt: number;
  declare expiresAt: number;
  declare endedAt: number | null;
}
