import { StoreModel } from './store-model.js';

/** A contact who manages the access of their company. */
export class ManagerRow extends StoreModel {
  static override tableName = 'portal_manager';
  static override idColumn = 'contact_id';

  declare contactId: number;
  declare accountId: number;
  declare mostColleagues: number | null;
  declare profileId: string | null;
  declare markedAt: number;
}
